import { patchSizeMatch } from '../../../rules/transfer/patch-size-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const patch = '/configurations/3d_fullres/patch_size';

ruleTester(patchSizeMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    { name: 'two axes are told for the spacing', changes: [{ file: finetuning, set: patch, to: [40, 40] }] },
    {
      name: 'half a voxel is the business of plans/schema',
      changes: [{ file: finetuning, set: patch, to: [16, 40.5, 40] }],
    },
  ],
  invalid: [
    {
      name: 'edited after the move (real run)',
      project: 'edited-after/edited-patch-size',
      findings: [
        {
          message: 'differs',
          at: patch,
          data: { pretraining: [16, 40, 40], finetuning: [16, 32, 32] },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/patch_size',
              message: 'the pretraining patch is 16 × 40 × 40 voxels',
            },
          ],
        },
      ],
    },
    {
      name: 'a smaller patch',
      changes: [{ file: finetuning, set: `${patch}/0`, to: 8 }],
      findings: [
        {
          message: 'differs',
          at: patch,
          data: { pretraining: [16, 40, 40], finetuning: [8, 40, 40] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/patch_size',
              message: 'the pretraining patch is 16 × 40 × 40 voxels',
            },
          ],
          text: 'Patches are 8 × 40 × 40 voxels; the pretraining network was trained with 16 × 40 × 40.',
        },
      ],
    },
    {
      name: 'a configuration added for finetuning, against the one that it inherits from',
      changes: [
        {
          file: finetuning,
          set: '/configurations/mine',
          to: { inherits_from: '3d_fullres', patch_size: [16, 32, 32] },
        },
      ],
      configurations: ['mine'],
      findings: [
        {
          message: 'differs',
          at: '/configurations/mine/patch_size',
          data: { pretraining: [16, 40, 40], finetuning: [16, 32, 32] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/patch_size',
              message: 'the pretraining patch is 16 × 40 × 40 voxels',
            },
          ],
        },
      ],
    },
  ],
});
