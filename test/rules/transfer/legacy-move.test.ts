import { legacyMove } from '../../../rules/transfer/legacy-move.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const child = { file: pretraining, set: '/configurations/mine', to: { inherits_from: '3d_fullres' } } as const;

ruleTester(legacyMove, {
  valid: [
    { name: 'as nnU-Net 2.8.1 moves (real run)' },
    { name: 'a child configuration is fine today', changes: [child], nnunet: '>=2.5' },
    { name: 'nobody said which nnU-Net is in use', changes: [child] },
    {
      name: 'another name altogether was edited by hand',
      changes: [{ file: finetuning, set: '/plans_name', to: 'Mine' }],
    },
    { name: 'a child configuration with an identifier of its own', nnunet: '2.1' },
  ],
  invalid: [
    {
      name: 'plans_name left behind',
      changes: [{ file: finetuning, set: '/plans_name', to: 'TinyPlans' }],
      findings: [
        {
          message: 'oldName',
          at: '/plans_name',
          data: { plansName: 'TinyPlans', stem: 'PretrainedPlansCustom' },
          remedy: 'Set plans_name to "PretrainedPlansCustom".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/plans_name = "PretrainedPlansCustom"',
            ],
          },
        },
      ],
    },
    {
      name: 'a child configuration for an old nnU-Net',
      changes: [child],
      nnunet: '<=2.2',
      findings: [
        {
          message: 'fails',
          at: '/configurations',
          file: 'TinyPlans.json',
          data: { plans: 'Dataset121_AbdomenCT/TinyPlans', configurations: ['mine'], nnunet: '<=2.2' },
          text: '"mine"',
        },
      ],
    },
  ],
});
