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
      findings: [{ message: 'fails' }],
    },
    {
      name: 'a label more in dataset.json',
      changes: [{ file: `${model}/dataset.json`, set: '/labels/duct', to: 3 }],
      findings: [
        {
          message: 'fails',
          at: '/configurations/3d_fullres',
          text: /^The weights of fold_0\/checkpoint_final\.pth do not fit .*seg_layers.*outputs/s,
        },
      ],
    },
    {
      name: 'a kernel of another size',
      changes: [{ file: `${model}/plans.json`, set: `${kwargs}/kernel_sizes/1`, to: [5, 5, 5] }],
      findings: [{ message: 'fails', text: /kernel_sizes/ }],
    },
    {
      name: 'configuration renamed',
      changes: [{ file: `${model}/plans.json`, replace: '"3d_fullres": {', by: '"3d_full": {' }],
      findings: [{ message: 'configuration' }],
    },
  ],
});
