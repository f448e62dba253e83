import { weights } from '../../../rules/workflow/weights.js';
import { ruleTester } from '../../support/rule-tester.js';

const fold = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0';
const train = (path: string) => `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights ${path}`;

ruleTester(weights, {
  valid: [
    {
      name: 'in a script that may be started anywhere',
      script:
        'nnUNetv2_train 122 3d_fullres 3 -p PretrainedPlansCustom -pretrained_weights weights/checkpoint_final.pth',
      seesProject: true,
    },
    { name: 'a checkpoint', command: train(`${fold}/checkpoint_final.pth`) },
    { name: 'none', command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom' },
    { name: 'in a container', command: `docker run image ${train('/weights/checkpoint_final.pth')}` },
  ],
  invalid: [
    {
      name: 'in a script, below a folder of nnU-Net',
      script:
        'export nnUNet_results=/nnUNet_results\nnnUNetv2_train 122 3d_fullres 3 -p PretrainedPlansCustom -pretrained_weights /nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_4/checkpoint_final.pth',
      seesProject: true,
      findings: [
        {
          message: 'notYet',
          at: '2:1',
          data: {
            path: '/nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_4/checkpoint_final.pth',
          },
        },
      ],
    },
    {
      name: 'another ending',
      command: train(`${fold}/checkpoint_final.pt`),
      findings: [
        {
          message: 'missing',
          data: { path: `${fold}/checkpoint_final.pt` },
          remedy:
            'Did you mean "nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth"?',
        },
      ],
    },
    {
      name: 'no such folder',
      command: train('there/is/none.pth'),
      findings: [{ message: 'missing', data: { path: 'there/is/none.pth' } }],
    },
    {
      name: 'the fold',
      command: train(fold),
      findings: [
        {
          message: 'folder',
          data: { path: fold },
          remedy:
            'Use "nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth".',
        },
      ],
    },
    {
      name: 'the model',
      command: train('nnUNet_results/Dataset121_AbdomenCT'),
      findings: [{ message: 'folder', data: { path: 'nnUNet_results/Dataset121_AbdomenCT' } }],
    },
    {
      name: 'nothing to train',
      command: `${train(`${fold}/checkpoint_final.pth`)} --val`,
      findings: [
        {
          message: 'ignored',
          data: {
            path: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          },
          remedy: 'Leave out -pretrained_weights.',
        },
      ],
    },
  ],
});
