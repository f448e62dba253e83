/**
 * Identifiers that planners of nnU-Net use in every project (experiment_planning/experiment_planners). Moved plans of such a name stand where the
 * dataset's own plans stand or will stand.
 */
export const commonIdentifiers: ReadonlySet<string> = new Set([
  'nnUNetPlans',
  'nnUNetResEncUNetPlans',
  'nnUNetResEncUNetMPlans',
  'nnUNetResEncUNetLPlans',
  'nnUNetResEncUNetXLPlans',
]);
