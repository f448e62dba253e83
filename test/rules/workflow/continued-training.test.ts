import { continuedTraining } from '../../../rules/workflow/continued-training.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres';
const train = (fold: string) => `nnUNetv2_train 122 3d_fullres ${fold} -p PretrainedPlansCustom`;
const noFinal = { file: `${model}/fold_0/checkpoint_final.pth`, delete: true } as const;

ruleTester(continuedTraining, {
  valid: [
    { name: 'going on with what is finished', command: `${train('0')} --c` },
    {
      name: 'going on with what is not',
      changes: [noFinal, { file: `${model}/fold_0/checkpoint_best.pth`, write: '' }],
      command: `${train('0')} --c`,
    },
    { name: 'validating what is finished', command: `${train('0')} --val` },
    { name: 'a new training', command: train('3') },
    { name: 'no results folder', changes: [{ file: 'nnUNet_results', delete: true }], command: `${train('0')} --c` },
  ],
  invalid: [
    {
      name: 'another trainer',
      command: `${train('0')} --c -tr nnUNetTrainer_5epochs`,
      findings: [
        {
          message: 'nothing',
          data: { model: 'nnUNetTrainer_5epochs__PretrainedPlansCustom__3d_fullres', fold: 'fold_0' },
        },
      ],
    },
    ...['--c', '--val'].map((option) => ({
      name: `another network than the checkpoint has: ${option}`,
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage/0',
          to: 6,
        },
      ],
      command: `${train('0')} ${option}`,
      findings: [
        {
          message: 'otherNetwork',
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            first: 'encoder.stages.0.0.convs.0.conv.weight has another shape',
            others: 54,
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
          },
          remedy:
            'Restore the plans of the training from the checkpoint: nnplans show nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/fold_0/checkpoint_final.pth --extract plans -o nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          text: 'has another shape, and',
        },
      ],
    })),
    {
      name: 'not finished',
      changes: [noFinal],
      command: `${train('0')} --val`,
      findings: [
        {
          message: 'unfinished',
          data: { model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres', fold: 'fold_0' },
          remedy: 'Finish the training first, with --c instead of --val.',
        },
      ],
    },
  ],
});
