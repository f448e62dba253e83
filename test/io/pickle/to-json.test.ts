import fc from 'fast-check';
import { memorySource } from '../../../src/io/byte-source.js';
import { readPickle } from '../../../src/io/pickle/read-pickle.js';
import { toJson } from '../../../src/io/pickle/to-json.js';
import { Call, Float, Global, pickled, Tuple, type Writable } from './pickle-writer.js';

const json = (written: Writable) => toJson(readPickle(memorySource(pickled(written))).value);

test('tuples become lists, and integral floats are told', () => {
  const found = json(
    new Map<string, Writable>([
      ['spacing', new Tuple(new Float(3), 0.8, 1)],
      ['a/b', new Float(2)],
    ]),
  );
  expect(found.value).toEqual({ spacing: [3, 0.8, 1], 'a/b': 2 });
  expect(['/spacing/0', '/a~1b', '/spacing/1', '/spacing/2', '/spacing', '/x/0'].map(found.isIntegralFloat)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(found).toMatchObject({ omitted: [], cut: false });
});

test('numpy scalars become numbers', () => {
  const dtype = new Call(
    new Global('numpy', 'dtype'),
    new Tuple('f8', false, true),
    new Tuple(3, '<', null, null, null, -1, -1, 0),
  );
  const bytes = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x40);
  const found = json([new Call(new Global('numpy.core.multiarray', 'scalar'), new Tuple(dtype, bytes))]);
  expect(found.value).toEqual([2]);
  expect(found.isIntegralFloat('/0')).toBe(true);
});

test('keys of other kinds become text as json.dump writes them', () => {
  const keys = new Map<Writable, Writable>([
    [1, 'a'],
    [null, 'b'],
    [new Float(2), 'c'],
    [2.5, 'd'],
  ]);
  expect(json(keys).value).toEqual({ 1: 'a', null: 'b', '2.0': 'c', 2.5: 'd' });
  expect(json(new Map<Writable, Writable>([[1, new Float(2)]])).isIntegralFloat('/1')).toBe(true);
  expect(json(new Map([[false, 'a']])).value).toEqual({ false: 'a' });
});

test('what JSON cannot hold is null, and listed', () => {
  const found = json(
    new Map<string, Writable>([
      ['device', new Call(new Global('torch', 'device'), new Tuple('cpu'))],
      ['raw', Uint8Array.of(1)],
    ]),
  );
  expect(found.value).toEqual({ device: null, raw: null });
  expect(found.omitted).toEqual(['/device', '/raw']);
  expect(json(new Map<Writable, Writable>([[new Tuple(1), 2]]))).toMatchObject({ value: {}, omitted: [''] });
});

test('every JSON value survives pickling', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      // Negative zero and floats that happen to be integral are the same number.
      expect(json(writable(value)).value).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 200 },
  );
});

function writable(value: unknown): Writable {
  if (Array.isArray(value)) return value.map(writable);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]): [string, Writable] => [key, writable(item)]));
  }
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value || 0 : new Float(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
