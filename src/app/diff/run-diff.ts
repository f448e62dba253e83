import type { DiffOptions, PlansDiff } from '../../diff/change.js';
import { diffPlans } from '../../diff/diff-plans.js';
import { type DiffSide, NoSuchConfiguration } from '../../diff/side.js';
import { Unresolved } from '../../workspace/unresolved.js';
import { didYouMean } from '../trouble.js';

/** @throws Unresolved when a side does not have the configuration that was asked for */
export function runDiff(a: DiffSide, b: DiffSide, options: Partial<DiffOptions> = {}): PlansDiff {
  try {
    return diffPlans(a, b, options);
  } catch (error) {
    if (!(error instanceof NoSuchConfiguration)) throw error;
    const { configuration, available } = error;
    const there = available.length === 0 ? 'There are none in it.' : `There are ${available.join(', ')}.`;
    throw new Unresolved(error.message, [...didYouMean(configuration, available), there]);
  }
}
