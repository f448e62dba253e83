import { renamedCheckpoint } from '../../../rules/model/renamed-checkpoint.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

ruleTester(renamedCheckpoint, {
  valid: [
    { name: 'as a training left it (real run)' },
    {
      name: 'a name of one’s own beside it',
      changes: [{ file: `${model}/fold_0/epoch_1000.pth`, copyFrom: `${model}/fold_0/checkpoint_final.pth` }],
    },
  ],
  invalid: [
    {
      name: 'fold_2 is the best checkpoint of fold 0, renamed (real run)',
      project: 'checkpoints',
      findings: [
        { message: 'name', data: { file: 'checkpoint_final.pth', saved: 'checkpoint_best' } },
        { message: 'fold', data: { file: 'checkpoint_final.pth', folder: 'fold_2', fold: 0 } },
      ],
    },
    {
      name: 'copied into another fold',
      changes: [{ file: `${model}/fold_all/checkpoint_final.pth`, copyFrom: `${model}/fold_0/checkpoint_final.pth` }],
      findings: [{ message: 'fold', data: { file: 'checkpoint_final.pth', folder: 'fold_all', fold: 0 } }],
    },
  ],
});
