import deepDiff from 'deep-diff';
import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { canonicalText } from './canonical-text.js';

/** Keys and list indices from the top of a value. */
export type JsonPath = readonly (string | number)[];

/** One difference between two JSON values: a scalar, or a whole value that only one side has. */
export type LeafChange =
  | { readonly kind: 'added'; readonly path: JsonPath; readonly after: JsonValue }
  | { readonly kind: 'removed'; readonly path: JsonPath; readonly before: JsonValue }
  | { readonly kind: 'changed'; readonly path: JsonPath; readonly before: JsonValue; readonly after: JsonValue };

/** Below this depth a value is compared as a whole: deep-diff is recursive. */
const maximumDepth = 64;

/** An object with more keys is compared as a whole: deep-diff takes quadratic time. */
const maximumKeys = 1000;

/**
 * Every difference between two JSON values, ordered by path. Lists are compared by index; key order, `1` against `1.0` and `0` against `-0` make no
 * difference, and `NaN` equals itself.
 *
 * This is the only file that knows the library deep-diff. It is shown a copy in which every key has a prefix, so that no key is empty (deep-diff
 * overlooks `""`) or means something to JavaScript (`__proto__`, `toString`). Of its answer only the paths are used: kinds and values are looked up
 * in the originals, because its records share their paths, describe list entries in a form of their own, and hold the copy. Its functions that
 * apply changes are unsafe and never called.
 */
export function leafChanges(before: JsonValue, after: JsonValue): LeafChange[] {
  const records = deepDiff(copyFor(before, 0), copyFor(after, 0)) ?? [];
  return records
    .map((record) => (record.kind === 'A' ? [...(record.path ?? []), record.index] : [...(record.path ?? [])]))
    .map((path) => changeAt(path.map(withoutPrefix), before, after))
    .sort((a, b) => comparePaths(a.path, b.path));
}

/** List indices by number, keys by their characters; a value before what stands inside it. */
export function comparePaths(a: JsonPath, b: JsonPath): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

type Copy = null | boolean | number | string | Copy[] | { [key: string]: Copy };

function copyFor(value: JsonValue, depth: number): Copy {
  if (typeof value === 'string') return `text ${value}`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maximumDepth) return `whole ${canonicalText(value)}`;
  if (Array.isArray(value)) return value.map((entry) => copyFor(entry, depth + 1));
  const keys = Object.keys(value);
  if (keys.length > maximumKeys) return `whole ${canonicalText(value)}`;
  const copy: { [key: string]: Copy } = {};
  for (const key of keys) copy[`.${key}`] = copyFor(value[key] as JsonValue, depth + 1);
  return copy;
}

function withoutPrefix(part: string | number): string | number {
  return typeof part === 'number' ? part : part.slice(1);
}

function changeAt(path: JsonPath, before: JsonValue, after: JsonValue): LeafChange {
  const left = valueAtPath(before, path);
  const right = valueAtPath(after, path);
  if (left === undefined) return { kind: 'added', path, after: right as JsonValue };
  if (right === undefined) return { kind: 'removed', path, before: left };
  return { kind: 'changed', path, before: left, after: right };
}

/** The value at a path; `undefined` when there is none. */
function valueAtPath(value: JsonValue, path: JsonPath): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const part of path) {
    if (Array.isArray(found)) found = typeof part === 'number' ? found[part] : undefined;
    else found = isObject(found) ? member(found, String(part)) : undefined;
  }
  return found;
}
