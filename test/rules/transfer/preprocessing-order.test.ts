import { preprocessingOrder } from '../../../rules/transfer/preprocessing-order.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plans = `${folder}/PretrainedPlansCustom.json`;
const data = `${folder}/PretrainedPlansCustom_3d_fullres`;
const spacing = '/configurations/3d_fullres/spacing';
const hour = 3_600_000;

/** Cases of the example were written at ten, the plans at the hour given. */
const plansWrittenAt = (time: number) => ({
  [plans]: time * hour,
  ...Object.fromEntries(
    ['pan_000', 'pan_001', 'pan_002', 'pan_003', 'pan_004'].map((name) => [`${data}/${name}.pkl`, 10 * hour]),
  ),
});

const otherStatistics = {
  file: plans,
  set: '/foreground_intensity_properties_per_channel/0/mean',
  to: 1000,
};

ruleTester(preprocessingOrder, {
  valid: [
    { name: 'moved, then preprocessed (real run)' },
    { name: 'the plans are older than the data', modified: plansWrittenAt(9) },
    { name: 'copied within a minute of each other', modified: plansWrittenAt(10 + 1 / 120) },
    { name: 'no data yet', changes: [{ file: data, delete: true }] },
    {
      name: 'plans moved the other way, the finetuning dataset with its own (real run)',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      direction: 'finetuning-to-pretraining',
    },
    {
      name: 'a preprocessor of a fork may do anything',
      changes: [
        { file: plans, set: spacing, to: [2.5, 1, 1] },
        { file: plans, set: '/configurations/3d_fullres/preprocessor_name', to: 'MyPreprocessor' },
      ],
    },
    { name: 'an edit whose time nobody knows', changes: [otherStatistics] },
    {
      name: 'cases that cannot be read are told elsewhere',
      changes: [{ file: `${data}/pan_000.pkl`, write: 'x' }],
    },
  ],
  invalid: [
    {
      name: 'the spacing was edited after preprocessing (real run)',
      project: 'preprocessed-before-edit/spacing',
      findings: [
        {
          message: 'otherPlans',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            plans: 'PretrainedPlansCustom#3d_fullres',
            folder: 'PretrainedPlansCustom_3d_fullres',
            case: 'pan_000',
            stored: [10, 54, 62],
            expected: [20, 44, 50],
            fits: [],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Restore spacing of 3d_fullres in PretrainedPlansCustom from Dataset121_AbdomenCT/TinyPlans: the data were made with that.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/spacing = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/spacing',
            ],
          },
          text: 'The data were made with other plans,',
        },
      ],
    },
    {
      name: 'the plans replaced those that the data were made with (real run)',
      project: 'default-identifier/overwrote-own-plans',
      transfer: ['Dataset121_AbdomenCT/nnUNetPlans', 'Dataset122_PancreasCT/nnUNetPlans'],
      findings: [
        {
          message: 'otherPlans',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            plans: 'nnUNetPlans#3d_fullres',
            folder: 'nnUNetPlans_3d_fullres',
            case: 'pan_000',
            stored: [25, 29, 33],
            expected: [10, 54, 62],
            fits: [],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'the data are those of other plans of the dataset (real run)',
      project: 'default-identifier/no-tp',
      transfer: ['Dataset121_AbdomenCT/nnUNetResEncUNetMPlans', 'Dataset122_PancreasCT/nnUNetResEncUNetMPlans'],
      findings: [
        {
          message: 'otherPlans',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            plans: 'nnUNetResEncUNetMPlans#3d_fullres',
            folder: 'nnUNetPlans_3d_fullres',
            case: 'pan_000',
            stored: [25, 29, 33],
            expected: [10, 54, 62],
            fits: ['nnUNetPlans#3d_fullres'],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetResEncUNetMPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Set data_identifier of "3d_fullres" in nnUNetResEncUNetMPlans to "nnUNetResEncUNetMPlans_3d_fullres": preprocessing would delete the data of 3d_fullres of nnUNetPlans. Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name nnUNetResEncUNetMPlans -c 3d_fullres',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetResEncUNetMPlans.json#/configurations/3d_fullres/data_identifier = "nnUNetResEncUNetMPlans_3d_fullres"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name nnUNetResEncUNetMPlans -c 3d_fullres'],
          },
          text: '(they fit nnUNetPlans#3d_fullres)',
        },
      ],
    },
    {
      name: 'shapes outrank times',
      changes: [{ file: plans, set: spacing, to: [2.5, 1, 1] }],
      modified: plansWrittenAt(9),
      findings: [
        {
          message: 'otherPlans',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            plans: 'PretrainedPlansCustom#3d_fullres',
            folder: 'PretrainedPlansCustom_3d_fullres',
            case: 'pan_000',
            stored: [10, 54, 62],
            expected: [20, 44, 50],
            fits: [],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Restore spacing of 3d_fullres in PretrainedPlansCustom from Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json: the data were made with that.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/spacing = nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json#/configurations/3d_fullres/spacing',
            ],
          },
        },
      ],
    },
    {
      name: 'an edit that leaves no trace in shapes, later than the data',
      changes: [otherStatistics],
      modified: plansWrittenAt(11),
      findings: [
        {
          message: 'editedLater',
          data: {
            plans: 'PretrainedPlansCustom#3d_fullres',
            folder: 'PretrainedPlansCustom_3d_fullres',
            fields: ['foreground_intensity_properties_per_channel'],
          },
          at: '/configurations/3d_fullres/data_identifier',
          remedy: 'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'plans later than the data, without an edit to be seen',
      modified: plansWrittenAt(11),
      findings: [
        {
          message: 'older',
          at: '/configurations/3d_fullres/data_identifier',
          data: { plans: 'PretrainedPlansCustom#3d_fullres', folder: 'PretrainedPlansCustom_3d_fullres' },
          remedy: 'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'the other direction: the pretraining data count',
      direction: 'finetuning-to-pretraining',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', set: spacing, to: [2.5, 1, 1] },
        { file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres', delete: true },
      ],
      findings: [
        {
          message: 'otherPlans',
          file: 'Dataset121_AbdomenCT/TinyPlans.json',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            plans: 'TinyPlans#3d_fullres',
            folder: 'TinyPlans_3d_fullres',
            case: 'abd_000',
            stored: [14, 36, 38],
            expected: [28, 29, 30],
            fits: [],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Restore spacing of 3d_fullres in TinyPlans from Dataset122_PancreasCT/PretrainedPlansCustom: the data were made with that.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/spacing = nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/spacing',
            ],
          },
        },
      ],
    },
  ],
});
