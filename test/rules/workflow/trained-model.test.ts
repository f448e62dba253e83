import { trainedModel } from '../../../rules/workflow/trained-model.js';
import { ruleTester } from '../../support/rule-tester.js';

const predict = 'nnUNetv2_predict -d 4 -c 3d_fullres -i in -o out';

ruleTester(trainedModel, {
  valid: [
    { name: 'the same names', script: `nnUNetv2_train 4 3d_fullres 0 -p X -tr T\n${predict} -p X -tr T` },
    { name: 'a model from before', script: predict },
    { name: 'another dataset', script: `nnUNetv2_train 5 3d_fullres 0 -p X\n${predict}` },
    { name: 'another configuration', script: `nnUNetv2_train 4 2d 0 -p X\n${predict}` },
    {
      name: 'compared with a model from before',
      script: `nnUNetv2_train 4 3d_fullres 0 -p X\n${predict} -p X\n${predict}`,
    },
    { name: 'plans that are not known', script: `nnUNetv2_train 4 3d_fullres 0 -p $P\n${predict} -p X` },
  ],
  invalid: [
    {
      name: 'plans forgotten',
      script: `nnUNetv2_train 4 3d_fullres 0 -p X\n${predict}`,
      findings: [
        {
          message: 'other',
          data: { dataset: 'Dataset 4', what: 'plans', asked: 'nnUNetPlans', trained: ['X'] },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_train runs here.' }],
          remedy: 'Name those of the model: -p X',
        },
      ],
    },
    {
      name: 'the trainer forgotten',
      script: `for f in 0 1; do nnUNetv2_train 4 3d_fullres $f -tr nnUNetTrainer_250epochs; done\n${predict}`,
      findings: [
        {
          message: 'other',
          data: { dataset: 'Dataset 4', what: 'trainer', asked: 'nnUNetTrainer', trained: ['nnUNetTrainer_250epochs'] },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:18', message: 'nnUNetv2_train runs here.' }],
          remedy: 'Name those of the model: -tr nnUNetTrainer_250epochs',
        },
      ],
    },
  ],
});
