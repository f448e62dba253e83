import { isObject, type JsonValue, pointer } from '../../src/io/json/value.js';

/** Of every type, and at the edges of each: what people, scripts and half-written programs leave in a file. */
export const wrongValues: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'text',
  '../..',
  '__proto__',
  [],
  [[]],
  [null],
  [-1, 0, 2.5],
  ['a', 'b', 'c'],
  [1, 2, 3, 4, 5, 6, 7],
  {},
  { a: 1 },
  { '': null, toString: [], constructor: {} },
];

/** Pointers of all values within a value, itself first. */
export function pointersWithin(value: JsonValue, parts: readonly (string | number)[] = []): readonly string[] {
  const members: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [pointer(...parts), ...members.flatMap(([key, inner]) => pointersWithin(inner, [...parts, key]))];
}

/** As Python writes it: with `NaN` and `Infinity`, which JSON has not. */
export function pythonJson(value: JsonValue): string {
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : String(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${pythonJson(inner)}`)
    .join(', ')}}`;
}

/** A value with another one in the place that a pointer names; without one there, that place is left out. */
export function replaced(value: JsonValue, parts: readonly string[], by: JsonValue | undefined): JsonValue | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return by;
  const members = Object.entries(value ?? {}).flatMap(([key, inner]): [string, JsonValue][] => {
    if (key !== first) return [[key, inner as JsonValue]];
    const changed = replaced(inner as JsonValue, rest, by);
    return changed === undefined ? [] : [[key, changed]];
  });
  return Array.isArray(value) ? members.map(([, inner]) => inner) : Object.fromEntries(members);
}
