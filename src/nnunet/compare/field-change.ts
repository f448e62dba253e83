import { isObject, type JsonValue, pointer } from '../../io/json/value.js';
import { axisName } from '../plans/axes.js';
import { canonicalText } from './canonical-text.js';
import type { Field, ValueShape } from './fields.js';
import { type JsonPath, leafChanges } from './leaf-changes.js';
import { areNear, type Tolerances } from './tolerances.js';

/** `moved`: the same things in another place or order: channels that traded places, a configuration under a new name. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';

/** What differs in one field of plans, without what follows from it. */
export interface FieldChange {
  readonly kind: ChangeKind;
  /** The field as a person calls it: `patch size`. */
  readonly what: string;
  /** Key in the plans or in the configuration, parts joined with dots: `architecture.arch_kwargs.strides`. */
  readonly field: string;
  /** RFC 6901, to where the value that counts is written; absent on the side that states nothing. */
  readonly pointerA?: string;
  readonly pointerB?: string;
  /** Values in the form in which they were compared: networks in the form of nnU-Net 2.3 and later, one entry per stage. Absent: not stated. */
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly shape: ValueShape;
  readonly unit?: string;
  /** The entries that differ, for a value that is a list or an object. */
  readonly parts: readonly ChangePart[];
}

/** One entry of a list or an object. */
export interface ChangePart {
  readonly kind: Exclude<ChangeKind, 'moved'>;
  /** `axis 0 (slices)`, `stage 5`, `channel 1 (T2)`, `mean`. */
  readonly what: string;
  readonly pointerA?: string;
  readonly pointerB?: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** A value on one side; `undefined` when it is not stated there. */
export interface Side {
  readonly value: JsonValue | undefined;
  /** RFC 6901, of the value as written; `undefined` for a default that is written nowhere. */
  readonly at: string | undefined;
  /** Made of something else (one number for all stages, legacy keys): its entries, or those of these keys, have no places of their own. */
  readonly isMade?: boolean | ReadonlySet<string>;
}

/** Pairs of list indices that belong together; `undefined` where one side has no partner. */
export type Alignment = readonly (readonly [number | undefined, number | undefined])[];

/** Which entries of two lists belong together, and how they are called. */
export interface ListNaming {
  readonly alignment: Alignment;
  readonly name: (place: number) => string;
}

/** How two scalars of a field are compared. */
interface Comparing {
  readonly relative: number;
  readonly absolute: number;
  readonly isTyped: boolean;
}

function comparing({ tolerance, isTyped }: Pick<Field, 'tolerance' | 'isTyped'>, tolerances: Tolerances): Comparing {
  const isSpacing = tolerance === 'spacing';
  return {
    relative: isSpacing ? tolerances.spacingRelative : tolerances.number,
    absolute: isSpacing ? tolerances.spacingAbsolute : 0,
    isTyped: isTyped === true,
  };
}

/**
 * Compares one field of both sides.
 * @param key name of the field in the plans, parts joined with dots
 * @param naming for two lists: then they are the same when the entries that belong together are; without it the shape of the field decides
 * @returns `undefined` when nothing differs
 */
export function compareField(
  key: string,
  field: Pick<Field, 'what' | 'shape' | 'unit' | 'read' | 'tolerance' | 'isTyped'>,
  a: Side,
  b: Side,
  tolerances: Tolerances,
  naming?: ListNaming,
): FieldChange | undefined {
  const how = comparing(field, tolerances);
  const [left, right] = [asRead(a, field), asRead(b, field)];
  const [before, after] = [left.value, right.value];
  const isAligned = naming !== undefined && Array.isArray(before) && Array.isArray(after);
  if (!isAligned && isSame(before, after, how)) return undefined;
  const parts = partsOf(field.shape, [left, right], how, naming);
  if (isAligned && parts.length === 0) return undefined;
  return {
    kind: kindOf(before, after),
    what: field.what,
    field: key,
    shape: field.shape,
    ...(field.unit === undefined ? {} : { unit: field.unit }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...pointers(before === undefined ? undefined : a.at, after === undefined ? undefined : b.at),
    parts,
  };
}

function asRead(side: Side, { read }: Pick<Field, 'read'>): Side {
  if (read === undefined) return side;
  const value = read(side.value);
  return Array.isArray(value) && !Array.isArray(side.value) ? { ...side, value, isMade: true } : { ...side, value };
}

/** More levels than any plans have; what lies deeper is compared as text, because recursion ends somewhere. */
const deepest = 64;

/**
 * Whether nothing differs but key order and the last digits of numbers. As in Python `1`, `1.0` and `true` are equal, and `None` equals nothing else.
 */
function isSame(a: JsonValue | undefined, b: JsonValue | undefined, how: Comparing, depth = 0): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (depth > deepest) return canonicalText(a) === canonicalText(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, i) => isSame(entry, b[i], how, depth + 1));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    const isAlike = (key: string) => Object.hasOwn(b, key) && isSame(a[key], b[key], how, depth + 1);
    return keys.length === Object.keys(b).length && keys.every(isAlike);
  }
  return isSameScalar(a, b, how);
}

function isSameScalar(a: JsonValue, b: JsonValue, { relative, absolute, isTyped }: Comparing): boolean {
  if (a === b) return true;
  if (isTyped && typeof a !== typeof b) return false;
  const isNumber = (value: JsonValue) => typeof value === 'number' || typeof value === 'boolean';
  return isNumber(a) && isNumber(b) && areNear(Number(a), Number(b), relative, absolute);
}

/** Every leaf that differs by more than the tolerance of plain numbers; the same from either side. */
export function differingLeaves(before: JsonValue, after: JsonValue, tolerances: Tolerances) {
  return leavesOf(before, after, comparing({}, tolerances));
}

function leavesOf(before: JsonValue, after: JsonValue, how: Comparing) {
  return leafChanges(before, after).filter(
    (change) => change.kind !== 'changed' || !isSameScalar(change.before, change.after, how),
  );
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

function partsOf(
  shape: ValueShape,
  [a, b]: readonly [Side, Side],
  how: Comparing,
  naming: ListNaming | undefined,
): readonly ChangePart[] {
  const [before, after] = [a.value, b.value];
  const part = (what: string, left: JsonValue | undefined, right: JsonValue | undefined, ...paths: JsonPath[]) => ({
    kind: kindOf(left, right),
    what,
    ...(left === undefined ? {} : { before: left }),
    ...(right === undefined ? {} : { after: right }),
    ...pointers(
      left === undefined ? undefined : placeOf(paths[0], a),
      right === undefined ? undefined : placeOf(paths[1] ?? paths[0], b),
    ),
  });
  const areLists = Array.isArray(before) && Array.isArray(after);
  if (areLists && shape !== 'value') {
    const { alignment, name } = naming ?? namingOf(shape, before.length, after.length);
    return alignment.flatMap(([i, j], place): ChangePart[] => {
      const [left, right] = [i === undefined ? undefined : before[i], j === undefined ? undefined : after[j]];
      return isSame(left, right, how) ? [] : [part(name(place), left, right, [i ?? 0], [j ?? 0])];
    });
  }
  if (before === undefined || after === undefined || !(areLists || (isObject(before) && isObject(after)))) return [];
  return leavesOf(before, after, how).map((leaf) =>
    part(
      leaf.path.join('.'),
      leaf.kind === 'added' ? undefined : leaf.before,
      leaf.kind === 'removed' ? undefined : leaf.after,
      leaf.path,
    ),
  );
}

function kindOf(before: JsonValue | undefined, after: JsonValue | undefined): ChangePart['kind'] {
  return before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
}

/** Axes are compared from the last one, because 2d leaves out the first; stages from the input of the network. */
function namingOf(shape: ValueShape, before: number, after: number): ListNaming {
  const length = Math.max(before, after);
  if (shape === 'axes') return { alignment: alignFromEnd(before, after), name: (place) => axisName(place, length) };
  const word = shape === 'stages' ? 'stage' : shape === 'channels' ? 'channel' : 'entry';
  return { alignment: alignFromStart(before, after), name: (place) => `${word} ${place}` };
}

function placeOf(path: JsonPath | undefined, side: Side): string | undefined {
  if (path === undefined || side.at === undefined) return undefined;
  const { isMade = false } = side;
  const isPlaceless = typeof isMade === 'boolean' ? isMade : isMade.has(String(path[0]));
  return isPlaceless ? side.at : side.at + pointer(...path);
}

function pointers(a: string | undefined, b: string | undefined) {
  return { ...(a === undefined ? {} : { pointerA: a }), ...(b === undefined ? {} : { pointerB: b }) };
}
