import { nameMatchesFile } from '../../../rules/plans/name-matches-file.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const copy = 'nnUNet_preprocessed/Dataset122_PancreasCT/Copy.json';

ruleTester(nameMatchesFile, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    {
      name: 'the name of the file in a model folder is always plans.json',
      changes: [
        {
          file: 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json',
          set: '/plans_name',
          to: 'Other',
        },
      ],
    },
    { name: 'a name that is no text is told by plans/schema', changes: [{ file, set: '/plans_name', to: 5 }] },
  ],
  invalid: [
    {
      name: 'a copy that says the same',
      changes: [{ file: copy, copyFrom: file }],
      findings: [
        {
          message: 'differs',
          at: '/plans_name',
          subject: 'Dataset122_PancreasCT/Copy',
          data: { plansName: 'PretrainedPlansCustom', stem: 'Copy' },
          remedy: 'Set plans_name to "Copy".',
          fix: { isSafe: true, edits: ['nnUNet_preprocessed/Dataset122_PancreasCT/Copy.json#/plans_name = "Copy"'] },
        },
      ],
    },
    {
      name: 'a copy that was edited',
      changes: [
        { file: copy, copyFrom: file },
        { file: copy, set: `${at}/batch_size`, to: 9 },
      ],
      findings: [
        {
          message: 'shared',
          subject: 'Dataset122_PancreasCT/Copy',
          data: { plansName: 'PretrainedPlansCustom', stem: 'Copy', other: 'PretrainedPlansCustom' },
          at: '/plans_name',
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/plans_name',
              message: 'the same plans_name',
            },
          ],
          remedy: 'Set plans_name to "Copy".',
          fix: { isSafe: true, edits: ['nnUNet_preprocessed/Dataset122_PancreasCT/Copy.json#/plans_name = "Copy"'] },
        },
      ],
    },
    {
      name: 'a name that was edited after training',
      changes: [{ file, set: '/plans_name', to: 'Other' }],
      findings: [
        {
          message: 'leftBehind',
          at: '/plans_name',
          data: {
            plansName: 'Other',
            stem: 'PretrainedPlansCustom',
            model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
          },
          remedy: 'Set plans_name to "PretrainedPlansCustom".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/plans_name = "PretrainedPlansCustom"',
            ],
          },
          text: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
        },
      ],
    },
  ],
});
