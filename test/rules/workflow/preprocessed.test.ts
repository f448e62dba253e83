import { preprocessed } from '../../../rules/workflow/preprocessed.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';
const withoutData = [{ file: `${folder}/PretrainedPlansCustom_3d_fullres`, delete: true }] as const;

ruleTester(preprocessed, {
  valid: [
    {
      name: 'a script that preprocesses first',
      script:
        'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d\nnnUNetv2_train 122 2d 0 -p PretrainedPlansCustom',
      seesProject: true,
    },
    { name: 'data are there', command: train },
    {
      name: 'preprocessing makes them',
      changes: withoutData,
      command: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
    },
    {
      name: 'plans of another dataset have their data there',
      changes: [
        ...withoutData,
        { file: `${folder}/PretrainedPlansCustom.json`, set: '/dataset_name', to: 'Dataset121_AbdomenCT' },
      ],
      command: train,
    },
    { name: 'no such configuration', command: 'nnUNetv2_train 122 3d_lowres 0 -p PretrainedPlansCustom' },
  ],
  invalid: [
    {
      name: 'in a script that does not preprocess',
      script: 'nnUNetv2_train 122 2d 0 -p PretrainedPlansCustom',
      seesProject: true,
      findings: [
        {
          message: 'notYet',
          at: '1:1',
          data: { folder: 'PretrainedPlansCustom_2d', configuration: 'Dataset122_PancreasCT/PretrainedPlansCustom#2d' },
          remedy: 'Preprocess them: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d',
        },
      ],
    },
    {
      name: 'data of one configuration only',
      command: 'nnUNetv2_train 122 2d 0 -p PretrainedPlansCustom',
      findings: [
        {
          message: 'missing',
          at: '/configurations/2d/data_identifier',
          data: {
            folder: 'PretrainedPlansCustom_2d',
            configuration: 'Dataset122_PancreasCT/PretrainedPlansCustom#2d',
          },
          remedy: 'Preprocess them: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d',
        },
      ],
    },
  ],
});
