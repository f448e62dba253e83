import { weightsMatchPlans } from '../../../rules/model/weights-match-plans.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const kwargs = '/configurations/3d_fullres/architecture/arch_kwargs';

ruleTester(weightsMatchPlans, {
  valid: [
    { name: 'as a training left it (real run)' },
    { name: 'BN trainer, residual encoder, 2d, without deep supervision (real run)', project: 'checkpoints' },
    { name: 'two channels, regions and an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'the first stage of a cascade (real run)', project: 'cascade' },
    { name: 'another spacing and patch load all the same (real run)', project: 'checkpoints/plans-drift' },
    {
      name: 'no plans.json at all is the business of model/files',
      changes: [{ file: `${model}/plans.json`, delete: true }],
    },
  ],
  invalid: [
    {
      name: 'plans.json with another architecture (real run)',
      project: 'checkpoints/plans-replaced',
      findings: [
        {
          message: 'fails',
          at: '/configurations/3d_fullres',
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            first:
              'size mismatch for encoder.stages.0.0.convs.0.conv.weight: (2, 1, 1, 3, 3) in the checkpoint, (4, 1, 1, 3, 3) in the network',
            others: 184,
            causes: [
              'Stage 0 has 2 features in the checkpoint and 4 in the network (features_per_stage).',
              'Stage 1 has 4 features in the checkpoint and 8 in the network (features_per_stage).',
              'Stage 2 has 8 features in the checkpoint and 16 in the network (features_per_stage).',
              'Stage 3 has 8 features in the checkpoint and 16 in the network (features_per_stage).',
            ],
          },
        },
      ],
    },
    {
      name: 'a label more in dataset.json',
      changes: [{ file: `${model}/dataset.json`, set: '/labels/duct', to: 3 }],
      findings: [
        {
          message: 'fails',
          at: '/configurations/3d_fullres',
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            first:
              'size mismatch for decoder.seg_layers.0.weight: (3, 8, 1, 1, 1) in the checkpoint, (4, 8, 1, 1, 1) in the network',
            others: 5,
            causes: ['The checkpoint has 3 segmentation outputs and the network 4 (labels of dataset.json).'],
          },
          text: /^The weights of fold_0\/checkpoint_final\.pth do not fit .*seg_layers.*outputs/s,
        },
      ],
    },
    {
      name: 'a kernel of another size',
      changes: [{ file: `${model}/plans.json`, set: `${kwargs}/kernel_sizes/1`, to: [5, 5, 5] }],
      findings: [
        {
          message: 'fails',
          at: '/configurations/3d_fullres',
          data: {
            checkpoint: 'fold_0/checkpoint_final.pth',
            first:
              'size mismatch for encoder.stages.1.0.convs.0.conv.weight: (4, 2, 1, 3, 3) in the checkpoint, (4, 2, 5, 5, 5) in the network',
            others: 11,
            causes: ['Stage 1 has kernel 1 × 3 × 3 in the checkpoint and 5 × 5 × 5 in the network (kernel_sizes).'],
          },
          text: /kernel_sizes/,
        },
      ],
    },
    {
      name: 'configuration renamed',
      changes: [{ file: `${model}/plans.json`, replace: '"3d_fullres": {', by: '"3d_full": {' }],
      findings: [
        {
          message: 'configuration',
          data: { checkpoint: 'fold_0/checkpoint_final.pth', configuration: '3d_fullres' },
          at: '/configurations',
        },
      ],
    },
  ],
});
