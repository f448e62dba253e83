import { files } from '../../../rules/model/files.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

ruleTester(files, {
  valid: [
    { name: 'as a training left it (real run)' },
    {
      name: 'a folder without any checkpoint is no model yet',
      changes: [
        { file: `${model}/fold_0`, delete: true },
        { file: `${model}/plans.json`, delete: true },
      ],
    },
  ],
  invalid: [
    {
      name: 'plans.json missing',
      changes: [{ file: `${model}/plans.json`, delete: true }],
      findings: [
        {
          message: 'missing',
          data: { file: 'plans.json', model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy:
            'Copy the file from the machine of the training. Or extract it from a checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract plans.json -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
        },
      ],
    },
    {
      name: 'only folds copied',
      changes: ['plans.json', 'dataset.json', 'dataset_fingerprint.json'].map((file) => ({
        file: `${model}/${file}`,
        delete: true as const,
      })),
      findings: [
        {
          message: 'missing',
          data: { file: 'plans.json', model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy:
            'Copy the file from the machine of the training. Or extract it from a checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract plans.json -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
        },
        {
          message: 'missing',
          data: { file: 'dataset.json', model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy:
            'Copy the file from the machine of the training. Or extract it from a checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract dataset.json -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
        },
        {
          message: 'fingerprint',
          data: { model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy: 'Copy it from the machine of the training; a checkpoint holds none.',
        },
      ],
    },
  ],
});
