import { datasetMatchesFolder } from '../../../rules/plans/dataset-matches-folder.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
ruleTester(datasetMatchesFolder, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'a name that is no text is told by plans/schema', changes: [{ file, set: '/dataset_name', to: 122 }] },
  ],
  invalid: [
    {
      name: 'another dataset',
      changes: [{ file, set: '/dataset_name', to: 'Dataset121_AbdomenCT' }],
      findings: [
        {
          message: 'otherDataset',
          at: '/dataset_name',
          data: { named: 'Dataset121_AbdomenCT', folder: 'Dataset122_PancreasCT' },
          remedy:
            'Set dataset_name to "Dataset122_PancreasCT", or move the plans with nnUNetv2_move_plans_between_datasets.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/dataset_name = "Dataset122_PancreasCT"',
            ],
          },
        },
      ],
    },
    {
      name: 'a number',
      changes: [{ file, set: '/dataset_name', to: '122' }],
      findings: [
        {
          message: 'noDataset',
          at: '/dataset_name',
          data: { named: '122', folder: 'Dataset122_PancreasCT' },
          remedy:
            'Set dataset_name to "Dataset122_PancreasCT", or move the plans with nnUNetv2_move_plans_between_datasets.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/dataset_name = "Dataset122_PancreasCT"',
            ],
          },
          text: 'name the dataset "122", which has no folder here',
        },
      ],
    },
    {
      name: 'no data yet',
      changes: [
        { file, set: '/dataset_name', to: 'Dataset200_Other' },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres', delete: true },
      ],
      findings: [
        {
          message: 'notYet',
          at: '/dataset_name',
          data: { named: 'Dataset200_Other', folder: 'Dataset122_PancreasCT' },
          remedy:
            'Set dataset_name to "Dataset122_PancreasCT", or move the plans with nnUNetv2_move_plans_between_datasets.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/dataset_name = "Dataset122_PancreasCT"',
            ],
          },
        },
      ],
    },
  ],
});
