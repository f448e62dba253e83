import { weights } from '../../../rules/workflow/weights.js';
import { ruleTester } from '../../support/rule-tester.js';

const fold = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0';
const train = (path: string) => `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights ${path}`;

ruleTester(weights, {
  valid: [
    { name: 'a checkpoint', command: train(`${fold}/checkpoint_final.pth`) },
    { name: 'none', command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom' },
    { name: 'in a container', command: `docker run image ${train('/weights/checkpoint_final.pth')}` },
  ],
  invalid: [
    {
      name: 'another ending',
      command: train(`${fold}/checkpoint_final.pt`),
      findings: [{ message: 'missing', data: { path: `${fold}/checkpoint_final.pt` } }],
    },
    { name: 'no such folder', command: train('there/is/none.pth'), findings: [{ message: 'missing' }] },
    { name: 'the fold', command: train(fold), findings: [{ message: 'folder', data: { path: fold } }] },
    { name: 'the model', command: train('nnUNet_results/Dataset121_AbdomenCT'), findings: [{ message: 'folder' }] },
    {
      name: 'nothing to train',
      command: `${train(`${fold}/checkpoint_final.pth`)} --val`,
      findings: [{ message: 'ignored' }],
    },
  ],
});
