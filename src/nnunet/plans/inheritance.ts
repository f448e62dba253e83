import type { Configuration } from './configuration.js';

/** Keys that nnU-Net reads from an `architecture`. */
export const architectureKeys = ['network_class_name', 'arch_kwargs', '_kw_requires_import'] as const;

/** Configurations that inherit from one another in a circle into which a configuration leads; the same list wherever one enters. */
export function cycleOf({ inheritanceProblem: problem }: Configuration): readonly string[] {
  if (problem?.kind !== 'cycle' || typeof problem.parent !== 'string') return [];
  return problem.lineage.slice(problem.lineage.indexOf(problem.parent)).sort();
}
