import { missingDataFolder } from '../../../rules/dataset/missing-data-folder.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;
const plans = `${preprocessed}/PretrainedPlansCustom.json`;
const stage =
  'nnUNet_results/Dataset126_WholeBodyCT/nnUNetTrainer__TinyPlans__3d_lowres/predicted_next_stage/3d_cascade_fullres';

ruleTester(missingDataFolder, {
  valid: [
    {
      name: 'every configuration is preprocessed (real run)',
      project: 'png-2d',
    },
    {
      name: 'another dataset is named: told elsewhere',
      project: 'png-2d',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json',
          set: '/dataset_name',
          to: 'Dataset126_Other',
        },
        { file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans_2d', delete: true },
      ],
    },
  ],
  invalid: [
    {
      name: 'preprocessing is still to come, for one after training (real run)',
      project: 'edited-after/unedited',
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d', '3d_fullres'] },
          remedy:
            'Copy the images of "Dataset121_AbdomenCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 121 -plans_name TinyPlans -c 2d 3d_fullres',
        },
        {
          message: 'pending',
          data: { plans: 'PretrainedPlansCustom', configurations: ['2d', '3d_fullres'] },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres',
        },
      ],
    },
    {
      name: 'the split shows that there was a training, elsewhere (real run)',
      project: 'edited-after/edited-spacing',
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d', '3d_fullres'] },
          remedy:
            'Copy the images of "Dataset121_AbdomenCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 121 -plans_name TinyPlans -c 2d 3d_fullres',
        },
        {
          message: 'pending',
          data: { plans: 'PretrainedPlansCustom', configurations: ['2d', '3d_fullres'] },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres',
        },
      ],
    },
    {
      name: 'stages of a cascade to come (real run)',
      project: 'cascade',
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d', '3d_fullres', '3d_cascade_fullres'] },
          remedy:
            'Copy the images of "Dataset126_WholeBodyCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 126 -plans_name TinyPlans -c 2d 3d_fullres',
        },
      ],
    },
    {
      name: 'gone after preprocessing (real run)',
      project: 'interrupted/missing-data-folder',
      findings: [
        {
          message: 'lost',
          data: { dataset: 'Dataset122_PancreasCT', folders: '"TinyPlans_2d" or "TinyPlans_3d_fullres"' },
          text: 'no data folder "TinyPlans_2d" or "TinyPlans_3d_fullres".',
        },
      ],
    },
    {
      name: 'gone after preprocessing, with a split of one\u2019s own',
      project: 'interrupted/missing-data-folder',
      changes: [{ file: `${preprocessed}/splits_final.json`, write: '[{"train": ["pan_000"], "val": ["pan_001"]}]' }],
      findings: [
        {
          message: 'lost',
          data: { dataset: 'Dataset122_PancreasCT', folders: '"TinyPlans_2d" or "TinyPlans_3d_fullres"' },
        },
      ],
    },
    {
      name: 'renamed to the default of other plans',
      changes: [
        { file: `${preprocessed}/nnUNetPlans_3d_fullres`, copyFrom: data },
        { file: data, delete: true },
      ],
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 121 -plans_name TinyPlans -c 2d',
        },
        {
          message: 'renamed',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            configuration: '3d_fullres',
            wanted: 'PretrainedPlansCustom_3d_fullres',
            found: 'nnUNetPlans_3d_fullres',
          },
          remedy:
            'Rename "nnUNetPlans_3d_fullres" to "PretrainedPlansCustom_3d_fullres". Or preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
        {
          message: 'pending',
          data: { plans: 'PretrainedPlansCustom', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d',
        },
      ],
    },
    {
      name: 'a letter too many in the plans',
      changes: [
        { file: plans, set: '/configurations/3d_fullres/data_identifier', to: 'PretrainedPlansCustom_3d_fullress' },
      ],
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 121 -plans_name TinyPlans -c 2d',
        },
        {
          message: 'renamed',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            configuration: '3d_fullres',
            wanted: 'PretrainedPlansCustom_3d_fullress',
            found: 'PretrainedPlansCustom_3d_fullres',
          },
          remedy:
            'Rename "PretrainedPlansCustom_3d_fullres" to "PretrainedPlansCustom_3d_fullress". Or preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
        {
          message: 'pending',
          data: { plans: 'PretrainedPlansCustom', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d',
        },
      ],
    },
    {
      name: 'data of deleted plans are not mistaken for those to come',
      changes: [
        { file: `${preprocessed}/OldPlans_2d`, copyFrom: data },
        { file: `${preprocessed}/OldPlans_3d_fullres`, copyFrom: data },
      ],
      findings: [
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 121 -plans_name TinyPlans -c 2d',
        },
        {
          message: 'pending',
          data: { plans: 'PretrainedPlansCustom', configurations: ['2d'] },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d',
        },
      ],
    },
    {
      name: 'predictions of the first stage were made for it',
      project: 'cascade',
      changes: [{ file: `${stage}/wb_000.b2nd`, write: 'x' }],
      findings: [
        {
          message: 'predicted',
          file: 'Dataset126_WholeBodyCT/TinyPlans.json',
          at: '/configurations/3d_fullres/data_identifier',
          data: { configuration: '3d_fullres', wanted: 'TinyPlans_3d_fullres' },
          remedy:
            'Copy the images of "Dataset126_WholeBodyCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 126 -plans_name TinyPlans -c 3d_fullres',
        },
        {
          message: 'pending',
          data: { plans: 'TinyPlans', configurations: ['2d'] },
          remedy:
            'Copy the images of "Dataset126_WholeBodyCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 126 -plans_name TinyPlans -c 2d',
        },
      ],
    },
  ],
});
