import type { PlansDiff } from '../../diff/change.js';
import { diffPlans } from '../../diff/diff-plans.js';
import { type DiffSide, NoSuchConfiguration } from '../../diff/side.js';
import type { Tolerances } from '../../nnunet/compare/tolerances.js';
import { Unresolved } from '../../workspace/unresolved.js';
import { didYouMean } from '../trouble.js';

/** @throws Unresolved when a side does not have the configuration that was asked for */
export function runDiff(a: DiffSide, b: DiffSide, tolerances: Partial<Tolerances> = {}): PlansDiff {
  try {
    return diffPlans(a, b, tolerances);
  } catch (error) {
    if (!(error instanceof NoSuchConfiguration)) throw error;
    const { configuration, available } = error;
    const there = available.length === 0 ? 'There are none in it.' : `There are ${available.join(', ')}.`;
    throw new Unresolved(error.message, [...didYouMean(configuration, available), there]);
  }
}
