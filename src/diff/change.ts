import type { Consequence } from '../nnunet/compare/consequence.js';
import type { FieldChange } from '../nnunet/compare/field-change.js';
import type { Difference } from '../nnunet/compare/judgement.js';
import type { Tolerances } from '../nnunet/compare/tolerances.js';
import type { Verdict } from '../nnunet/compare/verdicts.js';
import type { Configuration } from '../nnunet/plans/configuration.js';

/** One difference between two plans, as one line of a report. */
export interface Change extends FieldChange {
  /** Where, as a person says it: `3d_fullres: patch size`, `dataset name`. */
  readonly path: string;
  /** The configuration that the change is written in; `3d_lowres → 3d_fullres` when differently named ones are compared. */
  readonly configuration?: string;
  /** Configurations that inherit the change. */
  readonly followers: readonly string[];
  readonly consequence: Consequence;
  /** A whole sentence about what nnU-Net does with the field. */
  readonly reason: string;
  /** Noise of planning the same data twice, not an edit: kept in the list, but no difference to a script. */
  readonly negligible: boolean;
}

/** A difference as `diff` lists it, before it is told where. */
export function changeOf(difference: Difference): Omit<Change, 'path' | 'followers'> {
  const { leaves: _leaves, isName: _isName, isForTraining: _isForTraining, row: _row, ...change } = difference;
  return change;
}

/** `3d_fullres`, or `3d_lowres → 3d_fullres`. */
export function pairName({ a, b }: { readonly a: Configuration; readonly b: Configuration }): string {
  return a.name === b.name ? a.name : `${a.name} → ${b.name}`;
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
  /** Within which numbers were taken to be the same. */
  readonly tolerances: Tolerances;
}

/** Whether there is a difference that counts: exit code 1. */
export function differs(diff: PlansDiff): boolean {
  return diff.changes.some((change) => !change.negligible);
}
