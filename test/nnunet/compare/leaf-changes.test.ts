import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/io/json/value.js';
import { comparePaths, type LeafChange, leafChanges } from '../../../src/nnunet/compare/leaf-changes.js';
import { anyJson, own } from '../../diff/arbitraries.js';

/** Carries out changes on a copy of a value. Removals go last entry first, so that the indices of a list stay true. */
function applyChanges(value: JsonValue, changes: readonly LeafChange[]): JsonValue {
  const removals = changes.filter((change) => change.kind === 'removed').reverse();
  let result = structuredClone(value);
  for (const change of [...changes.filter((other) => other.kind !== 'removed'), ...removals]) {
    const last = change.path.at(-1);
    if (last === undefined) {
      result = structuredClone((change as { after: JsonValue }).after);
      continue;
    }
    const parent = change.path
      .slice(0, -1)
      .reduce<JsonValue>((found, part) => (found as JsonObject)[part] as JsonValue, result);
    if (change.kind !== 'removed') {
      Object.defineProperty(parent, last, {
        value: change.after,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete (parent as JsonObject)[last];
  }
  return result;
}

const trickyKeys = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '0',
  '-1',
  'a/b',
  'a~b',
  '.',
  'length',
];

describe('what deep-diff gets wrong, one test a trap', () => {
  test('equal values give an empty list', () => {
    expect(leafChanges({ a: [1] }, { a: [1] })).toEqual([]);
    expect(leafChanges(null, null)).toEqual([]);
  });

  test.each(trickyKeys)('a new, a changed and a removed key %j are seen', (key) => {
    expect(leafChanges({}, own([[key, 1]]))).toEqual([{ kind: 'added', path: [key], after: 1 }]);
    expect(leafChanges(own([[key, 1]]), own([[key, 2]]))).toEqual([
      { kind: 'changed', path: [key], before: 1, after: 2 },
    ]);
    expect(leafChanges(own([[key, 1]]), {})).toEqual([{ kind: 'removed', path: [key], before: 1 }]);
  });

  test('longer and shorter lists give entries with their own path, in ascending order', () => {
    expect(leafChanges({ s: [1] }, { s: [1, 2, 3] })).toEqual([
      { kind: 'added', path: ['s', 1], after: 2 },
      { kind: 'added', path: ['s', 2], after: 3 },
    ]);
    expect(leafChanges([1, 2, 3], [4])).toEqual([
      { kind: 'changed', path: [0], before: 1, after: 4 },
      { kind: 'removed', path: [1], before: 2 },
      { kind: 'removed', path: [2], before: 3 },
    ]);
  });

  test('no two changes share a path array', () => {
    const paths = leafChanges([], [1, 2, 3]).map((change) => change.path);
    expect(new Set(paths).size).toBe(3);
  });

  test('neither side is touched', () => {
    const before: JsonValue = { a: [3, 1, 2], b: { c: 1 } };
    const after: JsonValue = { b: { d: 1 }, a: [2, 1] };
    const copies = structuredClone([before, after]);
    leafChanges(before, after);
    expect([before, after]).toEqual(copies);
  });

  test('changes are plain objects', () => {
    const [change] = leafChanges(1, 2);
    expect(Object.getPrototypeOf(change)).toBe(Object.prototype);
    expect(change).toStrictEqual({ kind: 'changed', path: [], before: 1, after: 2 });
  });

  test('NaN equals itself, and differs from null', () => {
    expect(leafChanges({ a: Number.NaN }, { a: Number.NaN })).toEqual([]);
    expect(leafChanges({ a: Number.NaN }, { a: null })).toEqual([
      { kind: 'changed', path: ['a'], before: Number.NaN, after: null },
    ]);
  });

  test('0 and -0 are the same number, true and 1 are not the same value', () => {
    expect(leafChanges([0], [-0])).toEqual([]);
    expect(leafChanges([1], [true])).toHaveLength(1);
    expect(leafChanges(['1'], [1])).toHaveLength(1);
  });

  test('an object against a list, against null and against text', () => {
    for (const other of [[], null, '', 'toString'] as const) {
      expect(leafChanges({ a: {} }, { a: other as JsonValue })).toEqual([
        { kind: 'changed', path: ['a'], before: {}, after: other },
      ]);
    }
  });

  test('100,000 levels are compared without overflow', () => {
    const nested = (leaf: number): JsonValue => {
      let value: JsonValue = leaf;
      for (let i = 0; i < 100_000; i += 1) value = i % 2 === 0 ? [value] : { k: value };
      return value;
    };
    expect(leafChanges(nested(1), nested(1))).toEqual([]);
    const [change, ...others] = leafChanges(nested(1), nested(2));
    expect(others).toEqual([]);
    expect(change?.kind).toBe('changed');
    expect(change?.path).toHaveLength(64);
  });

  test('an object of 100,000 keys is compared as a whole, in any order', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i] as const);
    const before = Object.fromEntries(keys);
    const reversed = Object.fromEntries([...keys].reverse());
    expect(leafChanges({ a: before }, { a: reversed })).toEqual([]);
    const changed = { ...before, k5: -1 };
    expect(leafChanges({ a: before }, { a: changed })).toEqual([
      { kind: 'changed', path: ['a'], before, after: changed },
    ]);
  });

  test('text that looks like a value compared as a whole is not taken for it', () => {
    const wide = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`k${i}`, 0]));
    const text = `whole ${JSON.stringify(wide)}`;
    expect(leafChanges({ a: wide }, { a: text })).toHaveLength(1);
  });
});

describe('for any JSON', () => {
  test('carrying out the changes on one side gives the other', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        expect(applyChanges(before, leafChanges(before, after))).toEqual(after);
      }),
    );
  });

  test('equal values have no changes, whatever their key order', () => {
    const reordered = (value: JsonValue): JsonValue => {
      if (Array.isArray(value)) return value.map(reordered);
      if (typeof value !== 'object' || value === null) return value;
      return own(
        Object.entries(value)
          .reverse()
          .map(([key, entry]) => [key, reordered(entry)]),
      );
    };
    fc.assert(fc.property(anyJson, (value) => expect(leafChanges(value, reordered(value))).toEqual([])));
  });

  test('the other direction has the same paths, with before and after exchanged', () => {
    const kinds = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        const there = leafChanges(before, after).map(({ kind, path }) => [kinds[kind], path]);
        expect(leafChanges(after, before).map(({ kind, path }) => [kind, path])).toEqual(there);
      }),
    );
  });

  test('changes come in order of their paths, none twice', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        const paths = leafChanges(before, after).map((change) => change.path);
        for (const [i, path] of paths.entries()) {
          const next = paths[i + 1];
          if (next !== undefined) expect(comparePaths(path, next)).toBeLessThan(0);
        }
      }),
    );
  });
});
