import { unusedSuppression } from '../../../rules/config/unused-suppression.js';
import { ruleTester } from '../../support/rule-tester.js';

const config = (...suppressions: readonly object[]) => ({
  file: 'nnplans.config.json',
  write: JSON.stringify({ suppressions }),
});
/** The plans of the example say nothing that rules/plans/name-matches-file would report, until they are renamed. */
const renamed = {
  file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
  set: '/plans_name',
  to: 'OtherPlans',
};
const rule = 'plans/name-matches-file';

ruleTester(unusedSuppression, {
  valid: [
    { name: 'no config' },
    { name: 'one that is of use', changes: [renamed, config({ rule, reason: 'renamed by hand' })] },
    {
      name: 'one that is of use in the place that it names',
      changes: [renamed, config({ rule, files: '**/Dataset122_*/**#/plans_name', reason: 'renamed by hand' })],
    },
    {
      name: 'one that is out of date, which is another rule',
      changes: [config({ rule, reason: 'x', until: '2025-12-31' })],
    },
    { name: 'its last day', changes: [renamed, config({ rule, reason: 'renamed by hand', until: '2026-01-01' })] },
  ],
  invalid: [
    {
      name: 'nothing to put aside',
      changes: [config({ rule, reason: 'renamed by hand' })],
      findings: [{ message: 'unused', at: '/suppressions/0', data: { rule, reason: 'renamed by hand' } }],
    },
    {
      name: 'another file than the one that it names',
      changes: [
        renamed,
        config({ rule, files: 'nnUNet_preprocessed/Dataset121_AbdomenCT', reason: 'renamed by hand' }),
      ],
      findings: [
        {
          message: 'unused',
          at: '/suppressions/0',
          data: { rule: 'plans/name-matches-file', reason: 'renamed by hand' },
        },
      ],
    },
    {
      name: 'another place than the one that it names, and one that is of use',
      changes: [
        renamed,
        config({ rule, reason: 'renamed by hand' }, { rule, pointer: '/configurations', reason: 'renamed by hand' }),
      ],
      findings: [
        {
          message: 'unused',
          at: '/suppressions/1',
          data: { rule: 'plans/name-matches-file', reason: 'renamed by hand' },
          text: /hides nothing: plans\/name-matches-file reports nothing/,
        },
      ],
    },
  ],
});
