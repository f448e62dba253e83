import { plansDrift } from '../../../rules/model/plans-drift.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const configuration = '/configurations/3d_fullres';

ruleTester(plansDrift, {
  valid: [
    { name: 'as a training left it (real run)' },
    { name: 'models of several trainers and plans (real run)', project: 'checkpoints' },
    {
      name: 'another batch size means nothing to prediction',
      changes: [{ file: `${model}/plans.json`, set: `${configuration}/batch_size`, to: 7 }],
    },
    {
      name: 'an entry more than there are channels is never read',
      changes: [
        {
          file: `${model}/plans.json`,
          set: `${configuration}/normalization_schemes`,
          to: ['CTNormalization', 'ZScoreNormalization'],
        },
        { file: `${model}/plans.json`, set: `${configuration}/use_mask_for_norm`, to: [false, true] },
      ],
    },
    {
      name: 'strides as plain numbers, which the trainer alone refuses',
      changes: [
        {
          file: `${model}/plans.json`,
          set: `${configuration}/architecture/arch_kwargs/strides`,
          to: [1, [1, 2, 2], [1, 2, 2], 2],
        },
      ],
    },
    {
      name: 'a mean times 1.00005, which no voxel feels',
      changes: [
        {
          file: `${model}/plans.json`,
          set: '/foreground_intensity_properties_per_channel/0/mean',
          to: 69.90059661865234 * 1.00005,
        },
      ],
    },
    {
      name: 'a finished training is not continued',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', set: `${configuration}/spacing/0`, to: 2 },
      ],
    },
  ],
  invalid: [
    {
      name: 'spacing and patch size edited in the model folder (real run)',
      project: 'checkpoints/plans-drift',
      findings: [
        {
          message: 'prediction',
          at: '/configurations/3d_fullres/patch_size',
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            fields: [
              { field: 'patch_size', trained: '[16, 40, 40]', now: '[16, 32, 32]' },
              { field: 'spacing', trained: '[5, 0.8, 0.8]', now: '[2.5, 1, 1]' },
            ],
          },
          related: [
            {
              file: `${model}/plans.json`,
              at: '/configurations/3d_fullres/spacing',
              message: 'spacing was [5, 0.8, 0.8]',
            },
          ],
          remedy:
            'Restore the plans of the training from the checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract plans -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
        },
      ],
    },
    {
      name: 'normalization edited in the model folder',
      changes: [
        { file: `${model}/plans.json`, set: `${configuration}/normalization_schemes/0`, to: 'ZScoreNormalization' },
      ],
      findings: [
        {
          message: 'prediction',
          at: `${configuration}/normalization_schemes`,
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            fields: [
              { field: 'normalization_schemes', trained: '["CTNormalization"]', now: '["ZScoreNormalization"]' },
            ],
          },
          remedy:
            'Restore the plans of the training from the checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract plans -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
        },
      ],
    },
    {
      name: 'another preprocessor, which prediction runs as well',
      changes: [{ file: `${model}/plans.json`, set: `${configuration}/preprocessor_name`, to: 'MyPreprocessor' }],
      findings: [
        {
          message: 'prediction',
          at: `${configuration}/preprocessor_name`,
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            fields: [{ field: 'preprocessor_name', trained: '"DefaultPreprocessor"', now: '"MyPreprocessor"' }],
          },
          remedy:
            'Restore the plans of the training from the checkpoint: nnplans show nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth --extract plans -o nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
        },
      ],
    },
    {
      name: 'plans edited while a training was interrupted',
      changes: [
        { file: `${model}/fold_0/checkpoint_latest.pth`, copyFrom: `${model}/fold_0/checkpoint_final.pth` },
        { file: `${model}/fold_0/checkpoint_final.pth`, delete: true },
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', set: `${configuration}/batch_size`, to: 7 },
      ],
      findings: [
        {
          message: 'resume',
          at: `${configuration}/batch_size`,
          data: {
            checkpoint: 'fold_0/checkpoint_latest.pth',
            fields: [{ field: 'batch_size', trained: '2', now: '7' }],
          },
        },
      ],
    },
  ],
});
