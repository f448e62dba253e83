import { readFileSync } from 'node:fs';
import { memorySource } from '../../src/io/byte-source.js';
import { readCaseProperties } from '../../src/io/case-properties.js';
import { bytes, Call, Global, op, type Piece, pickled, Tuple, uint64, type Writable } from './pickle/pickle-writer.js';

const fixture = (name: string) => readCaseProperties(memorySource(readFileSync(`test/fixtures/binary/cases/${name}`)));
const read = (entries: Readonly<Record<string, Writable>>) =>
  readCaseProperties(memorySource(pickled(new Map(Object.entries(entries)))));

test('as nnU-Net 2.8.1 writes, of SimpleITK', () => {
  expect(fixture('simpleitk.pkl')).toMatchObject({
    keys: [
      'sitk_stuff',
      'spacing',
      'shape_before_cropping',
      'bbox_used_for_cropping',
      'shape_after_cropping_and_before_resampling',
      'class_locations',
    ],
    readerKey: 'sitk_stuff',
    reoriented: false,
    protocol: 4,
    malformed: [],
    trailingBytes: 0,
  });
});

test.each(['protocol-0.pkl', 'protocol-2.pkl', 'protocol-5.pkl'])('the same in another protocol: %s', (name) => {
  const { protocol: _, bytesRead: __, globals: ___, ...expected } = fixture('simpleitk.pkl');
  expect(fixture(name)).toMatchObject(expected);
});

test('numpy 2 shows in the names', () => {
  expect(fixture('simpleitk.pkl').globals.map(({ module, name }) => `${module}.${name}`)).toContain(
    'numpy._core.multiarray.scalar',
  );
});

test('regions, the ignore label, and a reader that reorients', () => {
  const found = fixture('nibabel-regions.pkl');
  expect(found).toMatchObject({
    readerKey: 'nibabel_stuff',
    reoriented: true,
    spacing: [2.5, 1, 1],
    shapeBeforeCropping: [20, 30, 40],
    boundingBox: [
      [0, 20],
      [1, 30],
      [0, 40],
    ],
    shapeAfterCropping: [20, 29, 40],
  });
  expect(found.classLocations).toEqual([
    { label: [1, 2], keyKind: 'tuple', points: 100, shape: [100, 4] },
    { label: [2], keyKind: 'tuple', points: 0, shape: [0] },
    { label: [-1, 0, 1, 2], keyKind: 'tuple', points: 7, shape: [7, 4] },
    { label: 3, keyKind: 'numpy', points: 1, shape: [1, 4] },
  ]);
});

test('images without a header', () => {
  expect(fixture('png.pkl')).toMatchObject({
    readerKey: undefined,
    reoriented: false,
    spacing: [999, 1, 1],
    boundingBox: [[0, 1], expect.anything(), expect.anything()],
  });
});

test('class_locations absent, and None', () => {
  expect(fixture('without-class-locations.pkl')).toMatchObject({ classLocations: undefined, malformed: [] });
  expect(fixture('class-locations-none.pkl')).toMatchObject({ classLocations: null, malformed: [] });
});

describe('values that nnU-Net does not write', () => {
  test('points in lists, and labels in text', () => {
    const found = read({
      class_locations: new Map<Writable, Writable>([
        [1, [new Tuple(0, 1, 2, 3), [0, 4, 5, 6]]],
        ['2', []],
      ]),
    });
    expect(found.classLocations).toEqual([
      { label: 1, keyKind: 'int', points: 2, shape: [2, 4] },
      { label: '2', keyKind: 'text', points: 0, shape: [0] },
    ]);
  });

  test.each<[string, Readonly<Record<string, Writable>>, string]>([
    ['a spacing of text', { spacing: 'x' }, 'spacing'],
    ['a spacing of texts', { spacing: ['1', '2'] }, 'spacing'],
    ['a spacing of 1000 axes', { spacing: new Array<number>(1000).fill(1) }, 'spacing'],
    ['a shape of None', { shape_before_cropping: null }, 'shape_before_cropping'],
    ['a box of one bound', { bbox_used_for_cropping: [[1]] }, 'bbox_used_for_cropping'],
    ['a box of three bounds', { bbox_used_for_cropping: [[1, 2, 3]] }, 'bbox_used_for_cropping'],
    ['locations in a list', { class_locations: [] }, 'class_locations'],
    ['locations that are a number', { class_locations: new Map([[1, 2]]) }, 'class_locations'],
    ['locations of unequal length', { class_locations: new Map([[1, [[1], [1, 2]]]]) }, 'class_locations'],
    ['locations of a nameless label', { class_locations: new Map<null, Writable>([[null, []]]) }, 'class_locations'],
  ])('%s', (_name, entries, key) => {
    expect(read(entries)).toMatchObject({ keys: [key], malformed: [key] });
  });

  test('arrays in place of lists', () => {
    const dtype = new Call(
      new Global('numpy', 'dtype'),
      new Tuple('u1', false, true),
      new Tuple(3, '|', null, null, null, -1, -1, 0),
    );
    const array = (content: readonly number[], ...shape: readonly number[]) =>
      new Call(
        new Global('numpy.core.multiarray', '_reconstruct'),
        new Tuple(new Global('numpy', 'ndarray'), new Tuple(0), Uint8Array.of(0x62)),
        new Tuple(1, new Tuple(...shape), dtype, false, Uint8Array.from(content)),
      );
    const found = read({ spacing: array([3, 1, 1], 3), bbox_used_for_cropping: array([0, 5, 1, 6], 2, 2) });
    expect(found).toMatchObject({
      spacing: [3, 1, 1],
      boundingBox: [
        [0, 5],
        [1, 6],
      ],
    });
  });

  test.each([
    ['a list', []],
    ['None', null],
    ['a number', 3],
  ] as [string, Writable][])('%s', (_name, value) => {
    expect(() => readCaseProperties(memorySource(pickled(value)))).toThrow(
      expect.objectContaining({ fault: 'not-this-format' }),
    );
  });
});

test('two large arrays are passed over', () => {
  const large: Piece = [0x8e, uint64(3_200_000), new Uint8Array(3_200_000)];
  const source = memorySource(
    bytes(0x80, 4, op.emptyDict, 0x8c, 1, 'a', large, op.setItem, 0x8c, 1, 'b', large, op.setItem, op.stop),
  );
  expect(readCaseProperties(source).keys).toEqual(['a', 'b']);
  expect(source.bytesRead).toBeLessThan(20_000);
});

test('bytes behind the end are counted', () => {
  expect(readCaseProperties(memorySource(bytes(pickled(new Map()), 'junk'))).trailingBytes).toBe(4);
});

test('a file cut off, and a frame length destroyed', () => {
  const whole = readFileSync('test/fixtures/binary/cases/simpleitk.pkl');
  const truncated = expect.objectContaining({ fault: 'truncated' });
  expect(() => readCaseProperties(memorySource(whole.subarray(0, 100)))).toThrow(truncated);
  expect(() => readCaseProperties(memorySource(whole.subarray(0, -1)))).toThrow(truncated);
  const damaged = Uint8Array.from(whole).fill(0xff, 3, 11);
  expect(() => readCaseProperties(memorySource(damaged))).toThrow(expect.objectContaining({ fault: 'corrupt' }));
});
