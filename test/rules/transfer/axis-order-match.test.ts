import { axisOrderMatch } from '../../../rules/transfer/axis-order-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
ruleTester(axisOrderMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    {
      name: 'no list is the business of plans/schema',
      changes: [{ file: finetuning, set: '/transpose_forward', to: null }],
    },
  ],
  invalid: [
    {
      name: 'another axis first',
      changes: [{ file: finetuning, set: '/transpose_forward', to: [1, 0, 2] }],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'edited',
          at: '/transpose_forward',
          data: { pretraining: [0, 1, 2], finetuning: [1, 0, 2] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/transpose_forward',
              message: 'the order of the pretraining',
            },
          ],
          text: 'The axis order (transpose_forward) is [1, 0, 2]; the pretraining used the same plans with [0, 1, 2].',
        },
      ],
    },
    {
      name: 'plans of other images',
      changes: [
        { file: finetuning, set: '/transpose_forward', to: [1, 0, 2] },
        { file: finetuning, set: '/foreground_intensity_properties_per_channel/0/mean', to: 1 },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: '/transpose_forward',
          data: { pretraining: [0, 1, 2], finetuning: [1, 0, 2] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/transpose_forward',
              message: 'the order of the pretraining',
            },
          ],
          text: 'the images of both datasets are stored in the same order,',
        },
      ],
    },
  ],
});
