import { readFileSync } from 'node:fs';
import { readNpyHeader } from '../../../src/io/arrays/npy.js';
import { readNpz } from '../../../src/io/arrays/npz.js';
import { itemSize } from '../../../src/io/arrays/numpy-types.js';
import { memorySource } from '../../../src/io/byte-source.js';
import { bytes, uint32 } from '../pickle/pickle-writer.js';
import { zipFile } from '../zip/zip-writer.js';

const fixture = (name: string) => memorySource(readFileSync(`test/fixtures/binary/arrays/${name}`));

/** A `.npy` file of version 1 with a header text and so many bytes of data. */
function npy(header: string, dataBytes: number): Uint8Array {
  return bytes([0x93, 'NUMPY', 1, 0], header.length & 0xff, header.length >> 8, header, new Uint8Array(dataBytes));
}

describe('files of numpy', () => {
  test.each<[string, object]>([
    [
      'c-order.npy',
      { descr: '<f4', itemSize: 4, fortranOrder: false, shape: [1, 2, 3, 4], dataOffset: 128, expectedSize: 224 },
    ],
    ['fortran-order.npy', { descr: '<i2', fortranOrder: true, shape: [1, 2, 3, 4] }],
    ['scalar.npy', { descr: '<f8', shape: [] }],
    ['big-endian.npy', { descr: '>u2', itemSize: 2, shape: [2, 3] }],
    ['version-2.npy', { descr: '<f4', shape: [1, 2] }],
    [
      'structured.npy',
      { descr: "[('a', '<f4'), ('b', '<i2', (2,))]", itemSize: undefined, expectedSize: undefined, shape: [3] },
    ],
  ])('%s', (name, header) => {
    expect(readNpyHeader(fixture(name))).toMatchObject({ ...header, problems: [] });
  });

  test('objects', () => {
    expect(readNpyHeader(fixture('objects.npy')).problems).toMatchObject([{ kind: 'python-objects', fatal: true }]);
  });

  test('archives, deflated and stored', () => {
    const found = readNpz(fixture('case-2.5.1.npz'));
    expect([...found.arrays].map(([name, { descr, shape }]) => [name, descr, shape])).toEqual([
      ['data', '<f4', [1, 23, 32, 32]],
      ['seg', '|i1', [1, 23, 32, 32]],
    ]);
    expect(found).toMatchObject({ compressed: true, problems: [] });
    expect(readNpz(fixture('stored.npz')).compressed).toBe(false);
  });

  test('a large deflated array costs little', () => {
    const source = fixture('zeros.npz');
    expect(readNpz(source).arrays.get('probabilities')).toMatchObject({
      descr: '<f2',
      shape: [3, 64, 64, 64],
      problems: [],
    });
    expect(source.bytesRead).toBeLessThan(2500);
  });
});

describe('sizes against shapes', () => {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

  test.each<[string, number, unknown]>([
    ['as they should be', 24, []],
    ['too few', 20, [{ kind: 'truncated', fatal: true, message: 'the shape needs 93 bytes, 89 are there' }]],
    ['too many', 30, [{ kind: 'trailing-bytes', fatal: false, message: expect.any(String) }]],
  ])('bytes %s', (_name, dataBytes, problems) => {
    expect(readNpyHeader(memorySource(npy(header, dataBytes))).problems).toEqual(problems);
  });

  test('an array within an archive', () => {
    const source = memorySource(zipFile([{ name: 'data.npy', content: npy(header, 8) }]));
    expect(readNpz(source).arrays.get('data')?.problems).toMatchObject([{ kind: 'truncated', fatal: true }]);
  });
});

describe('headers', () => {
  test.each<[string, string, readonly number[]]>([
    ['without the last comma', "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", [2, 3]],
    ['of Python 2', "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }\n", [2, 3]],
    ['of one axis', "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }   \n", [6]],
    ['without spaces', "{'descr':'<f4','fortran_order':False,'shape':(6,)}", [6]],
  ])('%s', (_name, text, shape) => {
    expect(readNpyHeader(memorySource(npy(text, 24)))).toMatchObject({ shape, problems: [] });
  });

  test.each<[string, Uint8Array, string]>([
    ['nonsense', npy('hello', 0), 'corrupt'],
    ['a negative length', npy("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 0), 'corrupt'],
    [
      'a shape beyond 2^53',
      npy(`{'descr': '<f4', 'fortran_order': False, 'shape': (${'9'.repeat(400)},), }`, 0),
      'corrupt',
    ],
    [
      'items beyond 2^53',
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999, 9999999, 9999999), }", 0),
      'corrupt',
    ],
    ['a header cut off', npy("{'descr': '<f4', 'fortran_order'", 0).subarray(0, 30), 'truncated'],
    ['a header of 4 GiB', bytes([0x93, 'NUMPY', 2, 0], uint32(0xffffffff), new Uint8Array(300)), 'limit'],
    ['an unknown version', bytes([0x93, 'NUMPY', 9, 0], new Uint8Array(300)), 'unsupported'],
    ['six bytes', bytes([0x93, 'NUMPY']), 'truncated'],
    ['something else', bytes('hello'), 'not-this-format'],
    ['nothing', bytes(), 'truncated'],
  ])('%s is refused', (_name, file, fault) => {
    expect(() => readNpyHeader(memorySource(file))).toThrow(expect.objectContaining({ fault }));
  });

  test('a header made to be slow to match', () => {
    const digits = `{'descr': '<f4', 'fortran_order': False, 'shape': (${'1'.repeat(30_000)}`;
    const commas = `{'descr': '<f4', 'fortran_order': False, 'shape': (${'1, '.repeat(10_000)}x`;
    const brackets = `{'descr': [${'],'.repeat(15_000)}`;
    for (const text of [digits, commas, brackets]) {
      expect(() => readNpyHeader(memorySource(npy(text, 0)))).toThrow(expect.objectContaining({ fault: 'corrupt' }));
    }
  });
});

describe('archives', () => {
  test('an array that cannot be read leaves the others', () => {
    const good = npy("{'descr': '|i1', 'fortran_order': False, 'shape': (), }", 1);
    const file = zipFile([
      { name: 'bad.npy', content: bytes('bad') },
      { name: 'good.npy', content: good, deflated: true },
      { name: 'readme', content: bytes('x') },
    ]);
    const found = readNpz(memorySource(file));
    expect([...found.arrays.keys()]).toEqual(['good']);
    expect([...found.unreadable]).toEqual([['bad', { fault: 'not-this-format', message: expect.any(String) }]]);
  });

  test('cut off', () => {
    const whole = readFileSync('test/fixtures/binary/arrays/case.npz');
    expect(() => readNpz(memorySource(whole.subarray(0, 1000)))).toThrow(
      expect.objectContaining({ fault: 'truncated' }),
    );
  });
});

test.each([
  ['<f4', 4],
  ['|b1', 1],
  ['<U5', 20],
  ['|S7', 7],
  ['<M8[ns]', 8],
  ['<c16', 16],
  ['f8', 8],
  ['|O', undefined],
  ['|V8', 8],
  ['nonsense', undefined],
])('bytes an item of %s', (descr, size) => {
  expect(itemSize(descr)).toBe(size);
});
