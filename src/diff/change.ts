import type { JsonValue } from '../io/json/value.js';
import type { Consequence } from '../nnunet/compare/consequences.js';

/** `moved`: the same things in another place or order: channels that traded places, a configuration under a new name. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';

/** How a value is to be read. Entries of `axes` follow `transpose_forward`, of `stages` the network from its input, of `channels` the images. */
export type ValueShape = 'value' | 'axes' | 'stages' | 'channels' | 'class' | 'members';

/** One difference between two plans, as one line of a report. */
export interface Change {
  readonly kind: ChangeKind;
  /** Where, as a person says it: `3d_fullres: patch size`, `dataset name`. */
  readonly path: string;
  /** The field alone: `patch size`. */
  readonly what: string;
  /** The configuration that the change is written in; `3d_lowres → 3d_fullres` when differently named ones are compared. */
  readonly configuration?: string;
  /** Configurations that inherit the change. */
  readonly followers: readonly string[];
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
  readonly consequence: Consequence;
  /** A whole sentence about what nnU-Net does with the field. */
  readonly reason: string;
  /** Noise of planning the same data twice, not an edit: kept in the list, but no difference to a script. */
  readonly negligible: boolean;
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

/** Whether something that was made with A can be used with B. */
export interface Verdict {
  /** `unknown`: it depends on code or files that plans do not tell. */
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Why, gravest first: `stages 6 → 5`. Beside `yes`: what to know all the same. */
  readonly reasons: readonly string[];
}

/** One configuration of each side. */
export interface ConfigurationVerdict {
  readonly a: string;
  readonly b: string;
  /** Whether weights trained with A load into the network of B by `-pretrained_weights` (nnunetv2/run/load_pretrained_weights.py). */
  readonly weights: Verdict;
  /** Whether data preprocessed for A are what B would make of the same images. */
  readonly data: Verdict;
}

export interface PlansDiff {
  readonly a: string;
  readonly b: string;
  readonly weights: Verdict;
  readonly data: Verdict;
  readonly configurations: readonly ConfigurationVerdict[];
  /** Gravest first. Key order, `1` against `1.0` and noise of the last digits are no changes. */
  readonly changes: readonly Change[];
  /** Things worth knowing that are no differences. */
  readonly notes: readonly string[];
  readonly options: DiffOptions;
}

export interface DiffOptions {
  /** Numbers as close as this are equal, as in `numpy.allclose`. */
  readonly rtol: number;
  readonly atol: number;
  /** Statistics of the data (intensities, medians) as close as this, relative to themselves or to their standard deviation, differ negligibly. */
  readonly statisticsRtol: number;
  /** Batch sizes as close as this differ negligibly: the planner estimates them from memory. */
  readonly batchSizeRtol: number;
}

/**
 * Planning the same data twice moves statistics by some 1e-6 and sometimes the fifth digit, and large 2D batch sizes by one
 * (seen in public plans that were planned again).
 */
export const defaultDiffOptions: DiffOptions = { rtol: 1e-5, atol: 1e-8, statisticsRtol: 1e-4, batchSizeRtol: 0.02 };

/** Whether there is a difference that counts: exit code 1. */
export function differs(diff: PlansDiff): boolean {
  return diff.changes.some((change) => !change.negligible);
}
