import { replacedTraining } from '../../../rules/workflow/replaced-training.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres';
const train = (fold: string) => `nnUNetv2_train 122 3d_fullres ${fold} -p PretrainedPlansCustom`;
const noFinal = { file: `${model}/fold_0/checkpoint_final.pth`, delete: true } as const;

ruleTester(replacedTraining, {
  valid: [
    { name: 'a fold that was never trained', command: train('1') },
    { name: 'a trainer that was never used', command: `${train('0')} -tr nnUNetTrainer_5epochs` },
    { name: 'going on', command: `${train('0')} --c` },
    { name: 'validating', command: `${train('0')} --val` },
    { name: 'an empty fold', changes: [noFinal], command: train('0') },
  ],
  invalid: [
    {
      name: 'trained already',
      command: train('0'),
      findings: [
        {
          message: 'replaced',
          data: {
            model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            fold: 'fold_0',
            checkpoints: ['checkpoint_final.pth'],
          },
          remedy:
            'Move the folder away, or continue its training: `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom --c`',
        },
      ],
    },
    {
      name: 'a finetuning, interrupted',
      changes: [noFinal, { file: `${model}/fold_0/checkpoint_latest.pth`, write: '' }],
      command: `${train('0')} -pretrained_weights x.pth`,
      findings: [
        {
          message: 'replaced',
          data: {
            model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            fold: 'fold_0',
            checkpoints: ['checkpoint_latest.pth'],
          },
          remedy:
            'Move the folder away. To continue an interrupted finetuning, use --c instead of -pretrained_weights.',
          text: 'checkpoint_latest.pth of an earlier training',
        },
      ],
    },
  ],
});
