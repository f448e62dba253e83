import type { Plans } from '../plans/plans.js';
import { compareOrigins, kinshipOf, type Origin } from './origin.js';

/** One side of a transfer, as far as its origin is concerned. */
export interface TravelSide {
  readonly dataset: string;
  readonly plans: Plans;
  readonly origin: Origin;
}

/**
 * How plans got to where they are, as far as the evidence goes:
 * - `to-finetuning`: the finetuning plans stem from the pretraining dataset
 * - `to-pretraining`: they stem from the finetuning dataset itself, and so do those of the pretraining
 * - `together`: both stem from the same data, which are of neither dataset
 * - `apart`: the two plans stem from different data
 * - `edited`: some traces are those of one dataset and some of another
 * - `equal-fingerprints`: both datasets have the same images as far as can be seen
 * - `unknown`: there is nothing to tell it by but names
 */
export type Travel =
  | 'to-finetuning'
  | 'to-pretraining'
  | 'together'
  | 'apart'
  | 'edited'
  | 'equal-fingerprints'
  | 'unknown';

/** Finds out which way plans travelled. Evidence is what a move leaves alone, see `originOf`; names are none. */
export function travelOf(sides: { readonly pretraining: TravelSide; readonly finetuning: TravelSide }): Travel {
  const { pretraining, finetuning } = sides;
  const { datasets, partly, compared } = finetuning.origin;
  const resemblance = compareOrigins(pretraining.plans, finetuning.plans);
  const kinship = kinshipOf(resemblance);
  const isFromPretraining = datasets.includes(pretraining.dataset);
  const isFromFinetuning = datasets.includes(finetuning.dataset);
  if (isFromPretraining && isFromFinetuning) return 'equal-fingerprints';
  if (isFromPretraining) return kinship === 'other' ? 'apart' : 'to-finetuning';
  if (isFromFinetuning) return kinship === 'same' ? 'to-pretraining' : 'apart';
  if (kinship === 'same') {
    // Only when both fingerprints were looked at is it known that the plans come from neither dataset.
    const wereBothCompared = compared.includes(pretraining.dataset) && compared.includes(finetuning.dataset);
    return wereBothCompared ? 'together' : 'unknown';
  }
  if (datasets.length > 0 || kinship === 'other') return 'apart';
  // Strangers often have equal medians: only when the dataset's own fingerprint does not fit either were plans edited.
  const isNotItsOwn = compared.includes(finetuning.dataset) || resemblance.agrees.includes('intensity statistics');
  return isNotItsOwn && (kinship === 'mixed' || partly.length > 0) ? 'edited' : 'unknown';
}
