import { isObject, type JsonValue, member } from '../../io/json/value.js';

/** Keys and list indices from the top of a value. */
export type JsonPath = readonly (string | number)[];

/** One difference between two JSON values: a scalar, or a whole value that only one side has. */
export type LeafChange =
  | { readonly kind: 'added'; readonly path: JsonPath; readonly after: JsonValue }
  | { readonly kind: 'removed'; readonly path: JsonPath; readonly before: JsonValue }
  | { readonly kind: 'changed'; readonly path: JsonPath; readonly before: JsonValue; readonly after: JsonValue };

/**
 * Every difference between two JSON values, ordered by path. Lists are compared by index; key order, `1` against `1.0` and `0` against `-0` make no
 * difference, and `NaN` equals itself. A stack of its own, and no search for a key among all: values may be deep and have many members.
 */
export function leafChanges(before: JsonValue, after: JsonValue): LeafChange[] {
  const changes: LeafChange[] = [];
  const open: Pair[] = [{ before, after }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const { before: left, after: right } = pair;
    if (left === undefined) changes.push({ kind: 'added', path: pathOf(pair), after: right as JsonValue });
    else if (right === undefined) changes.push({ kind: 'removed', path: pathOf(pair), before: left });
    else if (Array.isArray(left) && Array.isArray(right)) {
      for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
        open.push({ parent: pair, part: i, before: left[i], after: right[i] });
      }
    } else if (isObject(left) && isObject(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        open.push({ parent: pair, part: key, before: member(left, key), after: member(right, key) });
      }
    } else if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) {
      changes.push({ kind: 'changed', path: pathOf(pair), before: left, after: right });
    }
  }
  return changes.sort((a, b) => comparePaths(a.path, b.path));
}

interface Pair {
  readonly parent?: Pair;
  readonly part?: string | number;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

function pathOf(pair: Pair): JsonPath {
  const path: (string | number)[] = [];
  for (let at: Pair | undefined = pair; at?.part !== undefined; at = at.parent) path.push(at.part);
  return path.reverse();
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
