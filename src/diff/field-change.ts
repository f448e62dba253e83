import { isObject, type JsonValue, pointer } from '../io/json/value.js';
import { axisName } from '../nnunet/plans/axes.js';
import type { Change, ChangePart, DiffOptions } from './change.js';
import {
  type Alignment,
  alignFromEnd,
  alignFromStart,
  differences,
  isSame,
  listParts,
  memberParts,
  type PartDifference,
} from './compare.js';
import type { JsonPath } from './deep-diff-adapter.js';
import type { Field } from './fields.js';

/** A change without what follows from it. */
export type FieldChange = Omit<
  Change,
  'path' | 'configuration' | 'followers' | 'consequence' | 'reason' | 'negligible'
>;

/** A value on one side; `undefined` when it is not stated there. */
export interface Side {
  readonly value: JsonValue | undefined;
  /** RFC 6901, of the value as written; `undefined` for a default that is written nowhere. */
  readonly at: string | undefined;
  /** Made of something else (one number for all stages, legacy keys): its entries have no places of their own. */
  readonly isMade?: boolean;
}

/** Which entries of two lists belong together, and how they are called. */
export interface ListNaming {
  readonly alignment: Alignment;
  readonly name: (place: number) => string;
}

/**
 * Compares one field of both sides.
 * @param key name of the field in the plans, parts joined with dots
 * @param naming for two lists: then they are the same when the entries that belong together are; without it the shape of the field decides
 * @returns `undefined` when nothing differs
 */
export function compareField(
  key: string,
  field: Field,
  a: Side,
  b: Side,
  options: DiffOptions,
  naming?: ListNaming,
): FieldChange | undefined {
  if (naming === undefined && isSame(a.value, b.value, options)) return undefined;
  const parts = partsOf(field, a.value, b.value, options, naming);
  if (naming !== undefined && parts.length === 0) return undefined;
  return {
    kind: a.value === undefined ? 'added' : b.value === undefined ? 'removed' : 'changed',
    what: field.what,
    field: key,
    shape: field.shape,
    ...(field.unit === undefined ? {} : { unit: field.unit }),
    ...(a.value === undefined ? {} : { before: a.value }),
    ...(b.value === undefined ? {} : { after: b.value }),
    ...pointers(a.value === undefined ? undefined : a.at, b.value === undefined ? undefined : b.at),
    parts: parts.map((part) => located(part, a, b)),
  };
}

function partsOf(
  field: Field,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  options: DiffOptions,
  naming: ListNaming | undefined,
): PartDifference[] {
  if (before === undefined || after === undefined) return [];
  if (Array.isArray(before) && Array.isArray(after) && field.shape !== 'value') {
    const { alignment, name } = naming ?? namingOf(field, before.length, after.length);
    return listParts(before, after, alignment, name, options);
  }
  if (isObject(before) && isObject(after)) return memberParts(before, after, options);
  return Array.isArray(before) && Array.isArray(after) ? leafParts(before, after, options) : [];
}

function leafParts(before: JsonValue, after: JsonValue, options: DiffOptions): PartDifference[] {
  return differences(before, after, options).map(({ path, ...change }) => ({
    what: path.join('.'),
    ...change,
    ...(change.kind === 'added' ? {} : { pathA: path }),
    ...(change.kind === 'removed' ? {} : { pathB: path }),
  }));
}

/** Axes are compared from the last one, because 2d leaves out the first; stages from the input of the network. */
function namingOf(field: Field, before: number, after: number): ListNaming {
  const length = Math.max(before, after);
  if (field.shape === 'axes') {
    return { alignment: alignFromEnd(before, after), name: (place) => axisName(place, length) };
  }
  const word = field.shape === 'stages' ? 'stage' : field.shape === 'channels' ? 'channel' : 'entry';
  return { alignment: alignFromStart(before, after), name: (place) => `${word} ${place}` };
}

function located({ pathA, pathB, ...part }: PartDifference, a: Side, b: Side): ChangePart {
  return { ...part, ...pointers(placeOf(pathA, a), placeOf(pathB, b)) };
}

function placeOf(path: JsonPath | undefined, side: Side): string | undefined {
  if (path === undefined || side.at === undefined) return undefined;
  return side.isMade === true ? side.at : side.at + pointer(...path);
}

function pointers(a: string | undefined, b: string | undefined) {
  return { ...(a === undefined ? {} : { pointerA: a }), ...(b === undefined ? {} : { pointerB: b }) };
}
