import { orphanDataFolder } from '../../../rules/dataset/orphan-data-folder.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;

ruleTester(orphanDataFolder, {
  valid: [
    { name: 'asked for (real run)' },
    { name: 'shared by four plans (real run)', project: 'resenc' },
    { name: 'a folder without cases', changes: [{ file: `${preprocessed}/figures/loss.png`, write: 'x' }] },
    {
      name: 'plans that cannot be read may ask for it',
      changes: [
        { file: `${preprocessed}/Other_3d_fullres`, copyFrom: data },
        { file: `${preprocessed}/Other.json`, write: '{"configurations": ' },
      ],
      notChecked: ['Other do not name all their data folders'],
    },
    {
      name: 'plans that are a list may ask for it',
      changes: [
        { file: `${preprocessed}/Other_3d_fullres`, copyFrom: data },
        { file: `${preprocessed}/OtherPlans.json`, write: '[{"configurations": {}}]' },
      ],
      notChecked: ['OtherPlans do not name all their data folders'],
    },
    {
      name: 'a configuration that lost its data_identifier may ask for it',
      changes: [
        {
          file: `${preprocessed}/PretrainedPlansCustom.json`,
          remove: '/configurations/3d_fullres/data_identifier',
        },
      ],
      notChecked: ['PretrainedPlansCustom do not name all their data folders'],
    },
  ],
  invalid: [
    {
      name: 'a copy',
      changes: [{ file: `${preprocessed}/Other_3d_fullres`, copyFrom: data }],
      findings: [{ message: 'orphan', data: { folder: 'Other_3d_fullres', cases: 5 } }],
    },
    {
      name: 'no plans at all',
      changes: [{ file: `${preprocessed}/PretrainedPlansCustom.json`, delete: true }],
      findings: [
        {
          message: 'noPlans',
          data: { dataset: 'Dataset122_PancreasCT', folders: '"PretrainedPlansCustom_3d_fullres"' },
          remedy:
            'Copy the plans from where the data were made. Every model that was trained with them has a copy beside its folds (plans.json).',
          text: '"PretrainedPlansCustom_3d_fullres"',
        },
      ],
    },
  ],
});
