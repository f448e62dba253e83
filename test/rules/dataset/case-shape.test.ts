import { caseShape } from '../../../rules/dataset/case-shape.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const configuration = '/configurations/3d_fullres';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';

ruleTester(caseShape, {
  valid: [
    { name: 'preprocessed with the plans of today (real run)' },
    { name: 'as nnU-Net 2.5.1 stored it (real run)', project: 'legacy-storage/npz' },
    { name: 'two channels, regions (real run)', project: 'mr-two-channels/regions' },
    { name: 'png images in 2d (real run)', project: 'png-2d' },
    {
      name: 'an edited normalization leaves shapes alone (real run)',
      project: 'preprocessed-before-edit/normalization',
    },
    {
      name: 'a preprocessor of one’s own may do as it likes',
      changes: [
        { file: finetuning, set: `${configuration}/spacing`, to: [2.5, 1, 1] },
        { file: finetuning, set: `${configuration}/preprocessor_name`, to: 'MyPreprocessor' },
      ],
    },
    {
      name: 'a spacing that differs only in the noise of 32 bit floats',
      changes: [{ file: finetuning, set: `${configuration}/spacing`, to: [5, 0.8000000119, 0.8] }],
    },
    {
      name: 'a damaged header is the business of dataset/case-corrupt',
      changes: [{ file: `${folder}/pan_000.b2nd`, write: 'x' }],
    },
  ],
  invalid: [
    {
      name: 'spacing edited after preprocessing (real run)',
      project: 'preprocessed-before-edit/spacing',
      findings: [
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [2.5, 1, 1],
            count: 1,
            examples: [{ case: 'pan_000', stored: [10, 54, 62], expected: [20, 44, 50] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [2.5, 1, 1],
            count: 1,
            examples: [{ case: 'pan_001', stored: [12, 54, 58], expected: [25, 44, 46] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [2.5, 1, 1],
            count: 1,
            examples: [{ case: 'pan_002', stored: [9, 60, 60], expected: [18, 48, 48] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [2.5, 1, 1],
            count: 1,
            examples: [{ case: 'pan_003', stored: [10, 58, 56], expected: [21, 46, 45] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [2.5, 1, 1],
            count: 1,
            examples: [{ case: 'pan_004', stored: [11, 60, 58], expected: [22, 48, 46] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'moved over the own default plans, whose data are still there (real run)',
      project: 'default-identifier/overwrote-own-plans',
      findings: [
        {
          message: 'differs',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            configuration: 'nnUNetPlans#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_000', stored: [25, 29, 33], expected: [10, 54, 62] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            configuration: 'nnUNetPlans#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_001', stored: [31, 29, 31], expected: [12, 54, 58] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            configuration: 'nnUNetPlans#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_002', stored: [23, 32, 32], expected: [9, 60, 60] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            configuration: 'nnUNetPlans#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_003', stored: [26, 31, 30], expected: [10, 58, 56] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'nnUNetPlans_3d_fullres',
            configuration: 'nnUNetPlans#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_004', stored: [28, 32, 31], expected: [11, 60, 58] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Preprocess again: nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'another axis order',
      changes: [
        { file: finetuning, set: '/transpose_forward', to: [1, 0, 2] },
        { file: finetuning, set: '/transpose_backward', to: [1, 0, 2] },
      ],
      findings: [
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_000', stored: [10, 54, 62], expected: [8, 72, 62] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_001', stored: [12, 54, 58], expected: [8, 87, 58] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_002', stored: [9, 60, 60], expected: [7, 80, 60] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_003', stored: [10, 58, 56], expected: [8, 77, 56] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
        {
          message: 'differs',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'PretrainedPlansCustom#3d_fullres',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            count: 1,
            examples: [{ case: 'pan_004', stored: [11, 60, 58], expected: [7, 96, 58] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the spacing of today',
            },
          ],
          remedy:
            'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or restore the plans that the data were made with.',
        },
      ],
    },
    {
      name: 'a channel more in dataset.json than in the data',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/channel_names',
          to: { '0': 'CT', '1': 'PET' },
        },
      ],
      findings: [
        {
          message: 'channels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            stored: 1,
            channels: 2,
            count: 1,
            examples: [{ case: 'pan_000' }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the channels of today',
            },
          ],
        },
        {
          message: 'channels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            stored: 1,
            channels: 2,
            count: 1,
            examples: [{ case: 'pan_001' }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the channels of today',
            },
          ],
        },
        {
          message: 'channels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            stored: 1,
            channels: 2,
            count: 1,
            examples: [{ case: 'pan_002' }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the channels of today',
            },
          ],
        },
        {
          message: 'channels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            stored: 1,
            channels: 2,
            count: 1,
            examples: [{ case: 'pan_003' }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the channels of today',
            },
          ],
        },
        {
          message: 'channels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            stored: 1,
            channels: 2,
            count: 1,
            examples: [{ case: 'pan_004' }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the channels of today',
            },
          ],
        },
      ],
    },
    {
      name: 'an image without an axis for its channel (real run)',
      files: [[`${folder}/pan_000.b2nd`, 'arrays/no-channel-axis.b2nd']],
      findings: [
        {
          message: 'axes',
          subject: 'Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_000',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            count: 1,
            examples: [{ case: 'pan_000', shape: [24, 29, 27] }],
          },
          text: /3 axes/,
        },
      ],
    },
    {
      name: 'the segmentation of another case',
      changes: [{ file: `${folder}/pan_000_seg.b2nd`, copyFrom: `${folder}/pan_003.b2nd` }],
      findings: [
        {
          message: 'segmentation',
          subject: 'Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_000',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            count: 1,
            examples: [{ case: 'pan_000', image: [1, 10, 54, 62], segmentation: [1, 10, 58, 56] }],
          },
        },
      ],
    },
  ],
});
