import { values } from '../../../rules/dataset/values.js';
import { ruleTester } from '../../support/rule-tester.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const scheme = '/configurations/3d_fullres/normalization_schemes';
const statistics = '/foreground_intensity_properties_per_channel/0';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';

ruleTester(values, {
  valid: [
    { name: 'as nnU-Net 2.8.1 wrote them (real run)' },
    { name: 'as nnU-Net 2.5.1 wrote them (real run)', project: 'legacy-storage/npz' },
    { name: 'unpacked to npy by a training (real run)', project: 'legacy-storage/npz-unpacked' },
    { name: 'two MR channels, normalized by their nonzero region (real run)', project: 'mr-two-channels/regions' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'a cascade (real run)', project: 'cascade' },
    {
      name: 'a mean that was extracted again and differs in the third digit',
      changes: [{ file: plans, set: `${statistics}/mean`, to: 70.3 }],
    },
    {
      name: 'a class of a fork',
      changes: [{ file: plans, set: scheme, to: ['MyNormalization'] }],
    },
    {
      name: 'a preprocessor of a fork, which may normalize in its own way',
      changes: [
        { file: plans, set: scheme, to: ['ZScoreNormalization'] },
        { file: plans, set: '/configurations/3d_fullres/preprocessor_name', to: 'MyPreprocessor' },
      ],
    },
    {
      name: 'a resampling that may leave values beyond those that were there',
      changes: [
        { file: plans, set: `${statistics}/std`, to: 90 },
        { file: plans, set: '/configurations/3d_fullres/resampling_fn_data_kwargs/order_z', to: 3 },
      ],
    },
    {
      name: 'files that cannot be read are the business of dataset/case-corrupt',
      changes: [{ file: `${folder}/pan_000.b2nd`, write: 'not an array' }],
    },
  ],
  invalid: [
    {
      name: 'the scheme was edited after preprocessing (real run)',
      project: 'preprocessed-before-edit/normalization',
      findings: [
        {
          message: 'moments',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            plans: 'PretrainedPlansCustom',
            channel: 0,
            scheme: 'ZScoreNormalization',
            later: false,
            case: 'pan_000',
            mean: -1.3097773101237427,
            deviation: 0.7811382406025842,
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a greater standard deviation',
      changes: [{ file: plans, set: `${statistics}/std`, to: 90 }],
      findings: [
        {
          message: 'range',
          at: '/foreground_intensity_properties_per_channel/0',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            plans: 'PretrainedPlansCustom',
            channel: 0,
            scheme: 'CTNormalization',
            later: false,
            least: -1.881003737449646,
            most: 0.7714989185333252,
            low: -1.4655621846516926,
            high: 0.6011044820149739,
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a lower standard deviation, in plans that were written after the data',
      changes: [{ file: plans, set: `${statistics}/std`, to: 50 }],
      modified: { [plans]: 1_700_000_000_000, [`${folder}/pan_000.pkl`]: 1_600_000_000_000 },
      findings: [
        {
          message: 'clipped',
          at: '/foreground_intensity_properties_per_channel/0',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            plans: 'PretrainedPlansCustom',
            channel: 0,
            scheme: 'CTNormalization',
            later: true,
            ends: [
              { end: 'least', found: -1.881003737449646, intensity: -24.149590253829956, clip: -62 },
              { end: 'greatest', found: 0.7714989185333252, intensity: 108.4755425453186, clip: 124 },
            ],
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a lower standard deviation than that of other plans of the dataset',
      project: 'default-identifier/no-tp',
      findings: [
        {
          message: 'clipped',
          at: '/foreground_intensity_properties_per_channel/0',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            plans: 'nnUNetResEncUNetMPlans',
            channel: 0,
            scheme: 'CTNormalization',
            later: false,
            ends: [{ end: 'least', found: -1.8191910982131958, intensity: -57.66555732778488, clip: -62 }],
          },
          remedy:
            'Set data_identifier of "3d_fullres" in nnUNetResEncUNetMPlans to "nnUNetResEncUNetMPlans_3d_fullres": preprocessing would delete the data of 3d_fullres of nnUNetPlans. Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name nnUNetResEncUNetMPlans -c 3d_fullres. Or restore the plans that the data were made with.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetResEncUNetMPlans.json#/configurations/3d_fullres/data_identifier = "nnUNetResEncUNetMPlans_3d_fullres"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name nnUNetResEncUNetMPlans -c 3d_fullres'],
          },
        },
      ],
    },
    {
      name: 'a scheme that leaves the images as they are',
      changes: [{ file: plans, set: scheme, to: ['NoNormalization'] }],
      findings: [
        {
          message: 'bounds',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            plans: 'PretrainedPlansCustom',
            channel: 0,
            scheme: 'NoNormalization',
            later: false,
            low: -1.881003571828415,
            high: 0.7714989439229794,
            fits: 'these plans',
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a scheme that rescales',
      changes: [{ file: plans, set: scheme, to: ['RescaleTo01Normalization'] }],
      findings: [
        {
          message: 'range',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            plans: 'PretrainedPlansCustom',
            channel: 0,
            scheme: 'RescaleTo01Normalization',
            later: false,
            least: -1.881003737449646,
            most: 0.7714989185333252,
            low: 0,
            high: 1,
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'photographs that are to be left as they are',
      project: 'png-2d',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json',
          set: '/configurations/2d/normalization_schemes/1',
          to: 'NoNormalization',
        },
      ],
      findings: [
        {
          message: 'fractions',
          at: '/configurations/2d/normalization_schemes/1',
          data: {
            folder: 'TinyPlans_2d',
            plans: 'TinyPlans',
            channel: 1,
            scheme: 'NoNormalization',
            like: 'ZScoreNormalization',
            later: false,
            case: 'img_000',
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 125 -plans_name TinyPlans -c 2d. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'the nonzero region is not asked for any more',
      project: 'mr-two-channels/regions',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset124_GliomaMR/TinyPlans.json',
          set: '/configurations/3d_fullres/use_mask_for_norm',
          to: [false, false],
        },
      ],
      findings: [
        {
          message: 'mask',
          at: '/configurations/3d_fullres/use_mask_for_norm/0',
          data: {
            folder: 'TinyPlans_3d_fullres',
            plans: 'TinyPlans',
            channel: 0,
            scheme: 'ZScoreNormalization',
            later: false,
            case: 'gli_000',
            value: 0,
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 124 -plans_name TinyPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'mask',
          at: '/configurations/3d_fullres/use_mask_for_norm/1',
          data: {
            folder: 'TinyPlans_3d_fullres',
            plans: 'TinyPlans',
            channel: 1,
            scheme: 'ZScoreNormalization',
            later: false,
            case: 'gli_000',
            value: 0,
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 124 -plans_name TinyPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'photographs of fractions that are to be left as they are',
      project: 'png-2d',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json',
          set: '/configurations/2d/normalization_schemes/1',
          to: 'NoNormalization',
        },
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/dataset_fingerprint.json',
          set: '/foreground_intensity_properties_per_channel/1/median',
          to: 151.3,
        },
      ],
      findings: [
        {
          message: 'foreground',
          at: '/configurations/2d/normalization_schemes/1',
          data: {
            folder: 'TinyPlans_2d',
            plans: 'TinyPlans',
            channel: 1,
            scheme: 'NoNormalization',
            like: 'ZScoreNormalization',
            later: false,
            least: 3.3255765438079834,
            most: 4.398741722106934,
            low: 148,
            high: 154,
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 125 -plans_name TinyPlans -c 2d. Or set the plans back to those that the data were made with.',
        },
      ],
    },
    {
      name: 'MR images that are to be left as they are',
      project: 'mr-two-channels/regions',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset124_GliomaMR/TinyPlans.json',
          set: '/configurations/3d_fullres/normalization_schemes/0',
          to: 'NoNormalization',
        },
      ],
      findings: [
        {
          message: 'fractions',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            folder: 'TinyPlans_3d_fullres',
            plans: 'TinyPlans',
            channel: 0,
            scheme: 'NoNormalization',
            like: 'ZScoreNormalization',
            later: false,
            case: 'gli_000',
          },
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 124 -plans_name TinyPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a label of the segmentation that dataset.json does not name',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, pancreas: 1 },
        },
      ],
      findings: [
        {
          message: 'labels',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', case: 'pan_000', labels: [2], outputs: 2 },
        },
      ],
    },
  ],
});
