import { roots } from '../../../rules/workflow/roots.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(roots, {
  valid: [
    { name: 'all folders are there', command: train },
    { name: 'training needs no raw data', command: train, changes: [{ file: 'nnUNet_raw', delete: true }] },
    { name: 'results are made by training', command: train, changes: [{ file: 'nnUNet_results', delete: true }] },
    {
      name: 'planning makes the preprocessed folder',
      command: 'nnUNetv2_plan_and_preprocess -d 122',
      changes: [{ file: 'nnUNet_preprocessed', delete: true }],
    },
    { name: 'only its help', command: 'nnUNetv2_train -h', withoutRoots: true },
    { name: 'in a container', command: `docker run image ${train}`, withoutRoots: true },
    { name: 'a model by its folder', command: 'nnUNetv2_predict_from_modelfolder -i a -o b -m c', withoutRoots: true },
  ],
  invalid: [
    {
      name: 'nothing is set',
      command: 'nnUNetv2_preprocess -d 122',
      withoutRoots: true,
      findings: [
        {
          message: 'unset',
          data: { variable: 'nnUNet_raw', command: 'nnUNetv2_preprocess' },
          remedy: 'Set it: export nnUNet_raw=FOLDER',
        },
        {
          message: 'unset',
          data: { variable: 'nnUNet_preprocessed', command: 'nnUNetv2_preprocess' },
          remedy: 'Set it: export nnUNet_preprocessed=FOLDER',
        },
      ],
    },
    {
      name: 'no raw folder to plan from',
      command: 'nnUNetv2_plan_experiment -d 122',
      changes: [{ file: 'nnUNet_raw', delete: true }],
      findings: [
        {
          message: 'noFolder',
          data: { variable: 'nnUNet_raw', command: 'nnUNetv2_plan_experiment' },
          text: 'nnUNet_raw does not lead to a folder,',
        },
      ],
    },
  ],
});
