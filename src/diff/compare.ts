import { isObject, type JsonValue } from '../io/json/value.js';
import { isClose } from '../nnunet/values/numbers.js';
import type { ChangePart, DiffOptions } from './change.js';
import { type JsonPath, leafChanges } from './deep-diff-adapter.js';

/** Pairs of list indices that belong together; `undefined` where one side has no partner. */
export type Alignment = readonly (readonly [number | undefined, number | undefined])[];

/** One entry that differs, with its place below the compared value on each side. */
export interface PartDifference extends Omit<ChangePart, 'pointerA' | 'pointerB'> {
  readonly pathA?: JsonPath;
  readonly pathB?: JsonPath;
}

/** Whether nothing differs but key order, int against float, and the last digits of numbers. */
export function isSame(before: JsonValue | undefined, after: JsonValue | undefined, options: DiffOptions): boolean {
  if (before === undefined || after === undefined) return before === after;
  return differences(before, after, options).length === 0;
}

/** Every leaf that differs by more than the tolerance; the same from either side. */
export function differences(before: JsonValue, after: JsonValue, options: DiffOptions) {
  return leafChanges(before, after).filter(
    (change) => change.kind !== 'changed' || !isCloseEitherWay(change.before, change.after, options),
  );
}

function isCloseEitherWay(a: JsonValue, b: JsonValue, options: DiffOptions): boolean {
  return typeof a === 'number' && typeof b === 'number' && (isClose(a, b, options) || isClose(b, a, options));
}

export function alignFromStart(before: number, after: number): Alignment {
  const length = Math.max(before, after);
  return Array.from({ length }, (_, i) => [i < before ? i : undefined, i < after ? i : undefined] as const);
}

/** The last entries belong together: what is missing is missing at the start. */
export function alignFromEnd(before: number, after: number): Alignment {
  const length = Math.max(before, after);
  const index = (i: number, count: number) => (i < length - count ? undefined : i - (length - count));
  return Array.from({ length }, (_, i) => [index(i, before), index(i, after)] as const);
}

/** The entries of two lists that differ, in the order of the alignment. `name` gets the place in the alignment. */
export function listParts(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  alignment: Alignment,
  name: (place: number) => string,
  options: DiffOptions,
): PartDifference[] {
  const parts: PartDifference[] = [];
  for (const [place, [a, b]] of alignment.entries()) {
    const left = a === undefined ? undefined : before[a];
    const right = b === undefined ? undefined : after[b];
    if (isSame(left, right, options)) continue;
    parts.push(part(name(place), left, right, a === undefined ? undefined : [a], b === undefined ? undefined : [b]));
  }
  return parts;
}

/** The leaves of two objects that differ, called by their keys. */
export function memberParts(before: JsonValue, after: JsonValue, options: DiffOptions): PartDifference[] {
  if (!isObject(before) || !isObject(after)) return [];
  return differences(before, after, options).map((change) => {
    const left = change.kind === 'added' ? undefined : change.before;
    const right = change.kind === 'removed' ? undefined : change.after;
    return part(change.path.join('.'), left, right, change.path, change.path);
  });
}

function part(
  what: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  pathA: JsonPath | undefined,
  pathB: JsonPath | undefined,
): PartDifference {
  return {
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    what,
    ...(before !== undefined && pathA !== undefined ? { before, pathA } : {}),
    ...(after !== undefined && pathB !== undefined ? { after, pathB } : {}),
  };
}
