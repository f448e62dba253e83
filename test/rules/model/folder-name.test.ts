import { folderName } from '../../../rules/model/folder-name.js';
import { ruleTester } from '../../support/rule-tester.js';

const results = 'nnUNet_results/Dataset121_AbdomenCT';
const model = `${results}/nnUNetTrainer__TinyPlans__3d_fullres`;

ruleTester(folderName, {
  valid: [
    { name: 'as a training left it (real run)' },
    { name: 'models of several trainers and plans (real run)', project: 'checkpoints' },
    {
      name: 'a name that is not nnU-Net’s is left alone',
      changes: [{ file: `${results}/best_model`, copyFrom: model }],
    },
  ],
  invalid: [
    {
      name: 'copied under other plans',
      changes: [{ file: `${results}/nnUNetTrainer__nnUNetPlans__3d_fullres`, copyFrom: model }],
      findings: [
        {
          message: 'differs',
          data: {
            part: 'plans identifier',
            inName: 'nnUNetPlans',
            inside: 'TinyPlans',
            source: 'plans_name in plans.json',
          },
        },
      ],
    },
    {
      name: 'copied under another trainer and configuration',
      changes: [{ file: `${results}/nnUNetTrainerBN__TinyPlans__2d`, copyFrom: model }],
      findings: [
        {
          message: 'differs',
          data: {
            part: 'trainer',
            inName: 'nnUNetTrainerBN',
            inside: 'nnUNetTrainer',
            source: 'fold_0/checkpoint_final.pth',
          },
        },
        {
          message: 'differs',
          data: { part: 'configuration', inName: '2d', inside: '3d_fullres', source: 'fold_0/checkpoint_final.pth' },
        },
      ],
    },
  ],
});
