import { deletedData } from '../../../rules/workflow/deleted-data.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const own = `${folder}/PretrainedPlansCustom.json`;
const other = `${folder}/OtherPlans.json`;
const preprocess = 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres';
const withoutImages = { file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr', delete: true as const };

ruleTester(deletedData, {
  valid: [
    { name: 'data of a real run, made again', command: preprocess },
    {
      name: 'nothing to delete',
      command: preprocess,
      changes: [withoutImages, { file: `${folder}/PretrainedPlansCustom_3d_fullres`, delete: true }],
    },
    {
      name: 'other plans that make the same data',
      command: preprocess,
      changes: [{ file: other, copyFrom: own }],
    },
    {
      name: 'other plans that ask for the folder, whose data are not there',
      command: preprocess,
      changes: [
        { file: other, copyFrom: own },
        { file: other, set: '/configurations/3d_fullres/spacing', to: [2, 1, 1] },
      ],
    },
    { name: 'training deletes nothing', command: 'nnUNetv2_train 122 3d_fullres 1', changes: [withoutImages] },
  ],
  invalid: [
    {
      name: 'the raw images are gone',
      command: preprocess,
      changes: [withoutImages],
      findings: [
        {
          message: 'forGood',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', cases: 5 },
          remedy: 'Copy imagesTr back first.',
        },
      ],
    },
    {
      name: 'the folder of other plans, too',
      command: preprocess,
      changes: [
        { file: other, copyFrom: own },
        { file: own, set: '/configurations/3d_fullres/spacing', to: [2, 1, 1] },
      ],
      findings: [
        {
          message: 'foreign',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            cases: 5,
            others: ['Dataset122_PancreasCT/OtherPlans#3d_fullres'],
            fields: ['spacing'],
          },
          remedy:
            'Give one of them its own data_identifier, such as "PretrainedPlansCustom_3d_fullres_own" in "PretrainedPlansCustom".',
          text: /^PretrainedPlansCustom_3d_fullres has 5 cases, .* keeps data there, too, with another "spacing"/,
        },
      ],
    },
  ],
});
