import { isObject, type JsonValue, member, pointer } from '../../io/json/value.js';
import { type Consequence, type FieldConsequence, graver } from './consequence.js';
import type { ChangePart, FieldChange } from './field-change.js';
import { areNear, type NormalizingStatistics, normalizedDifference, type Tolerances } from './tolerances.js';

/** One value that differs, and what follows from it alone: a whole field, or one member of an object. */
export interface Leaf extends FieldConsequence {
  /** From the top of the plans, or of the configuration. */
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  /** RFC 6901, in the second plans, to where it stands or would stand. */
  readonly at: string;
  readonly negligible: boolean;
}

/** What differs in one field, and what follows from it for weights trained with the first plans and used with the second. */
export interface Difference extends FieldChange {
  readonly consequence: Consequence;
  /** A whole sentence about what nnU-Net does with the field. */
  readonly reason: string;
  /** Noise of planning the same data twice, not an edit. */
  readonly negligible: boolean;
  /** It says what plans or data are called, not what they are. */
  readonly isName: boolean;
  /** Prediction never looks at it. */
  readonly isForTraining: boolean;
  /** Line of the side-by-side view. */
  readonly row: string | undefined;
  readonly leaves: readonly Leaf[];
}

/** How a field change is judged. */
export interface Judging {
  /** Of the field as a whole, where it has no members that differ. */
  readonly whole: FieldConsequence & {
    readonly isName?: boolean;
    readonly isForTraining?: boolean;
    readonly row?: string;
  };
  /** Of one member. */
  readonly ofMember?: (path: readonly string[], part: ChangePart) => FieldConsequence;
  /** Why a difference is noise, as a sentence; `undefined` where it is none. */
  readonly noise?: (part: ChangePart | undefined) => string | undefined;
  /** Where a value that is missing in the second plans would stand. */
  readonly wouldStand: (path: readonly string[]) => string;
}

/** Adds what follows from a change: the gravest of what follows from each member that is no noise. */
export function judged(change: FieldChange, path: readonly string[], judging: Judging): Difference {
  const { whole, ofMember, noise, wouldStand } = judging;
  const areMembers = change.shape === 'members' && change.parts.length > 0 && ofMember !== undefined;
  const leaves: readonly Leaf[] = areMembers
    ? change.parts.map((part) => {
        const own = [...path, ...part.what.split('.')];
        const at = part.pointerB ?? wouldStand(own);
        return leafOf(own, part, at, ofMember(own, part), noise?.(part));
      })
    : [leafOf(path, change, change.pointerB ?? wouldStand(path), whole, noise?.(undefined))];
  const counting = leaves.filter(({ negligible }) => !negligible);
  const [first] = counting.length > 0 ? counting : leaves;
  const { consequence, reason } = counting.reduce<FieldConsequence>(
    (worst, next) => (graver(worst.consequence, next.consequence) === worst.consequence ? worst : next),
    first ?? whole,
  );
  return {
    ...change,
    consequence,
    reason,
    negligible: counting.length === 0,
    isName: whole.isName === true,
    isForTraining: whole.isForTraining === true,
    row: whole.row,
    leaves,
  };
}

function leafOf(
  path: readonly string[],
  { before, after }: Pick<FieldChange, 'before' | 'after'>,
  at: string,
  { consequence, reason }: FieldConsequence,
  noise: string | undefined,
): Leaf {
  return noise === undefined
    ? { path, before, after, at, consequence, reason, negligible: false }
    : { path, before, after, at, consequence: 'no effect', reason: noise, negligible: true };
}

/** Whether both values are numbers, or lists of numbers, as near as this. */
export function areNearNumbers(a: JsonValue | undefined, b: JsonValue | undefined, relative: number): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, i) => areNearNumbers(entry, b[i], relative));
  }
  return typeof a === 'number' && typeof b === 'number' && areNear(a, b, relative);
}

const normalizing = ['percentile_00_5', 'percentile_99_5', 'mean', 'std'] as const;

/**
 * Tells members of a channel's statistics in which two extractions from the same images differ. What CTNormalization reads is noise as long as all of it
 * together moves no normalized voxel by more than the tolerance; other members are measured by the standard deviation.
 */
export function statisticsNoise(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  { intensity }: Tolerances,
): (part: ChangePart | undefined) => string | undefined {
  const [a, b] = [statistics(before), statistics(after)];
  if (a === undefined || b === undefined) return () => undefined;
  const isNormalizedAlike = normalizedDifference(a, b) <= intensity;
  const spread = Math.max(Math.abs(a.std), Math.abs(b.std));
  const isNoise = ({ what, before: left, after: right }: ChangePart) =>
    normalizing.some((name) => name === what)
      ? isNormalizedAlike
      : typeof left === 'number' && typeof right === 'number' && Math.abs(left - right) <= intensity * spread;
  const reason = 'Statistics of the same images differ like this from one planning to the next.';
  return (part) => (part !== undefined && isNoise(part) ? reason : undefined);
}

function statistics(value: JsonValue | undefined): NormalizingStatistics | undefined {
  const of = (name: (typeof normalizing)[number]) => {
    const found = isObject(value) ? member(value, name) : undefined;
    return typeof found === 'number' ? found : undefined;
  };
  const [percentile_00_5, percentile_99_5, mean, std] = normalizing.map(of);
  if (percentile_00_5 === undefined || percentile_99_5 === undefined) return undefined;
  return mean === undefined || std === undefined ? undefined : { percentile_00_5, percentile_99_5, mean, std };
}

/** Where a key at the top of plans would stand. */
export function atTop(path: readonly string[]): string {
  return pointer(...path);
}
