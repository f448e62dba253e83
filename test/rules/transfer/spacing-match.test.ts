import { spacingMatch } from '../../../rules/transfer/spacing-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const spacing = '/configurations/3d_fullres/spacing';

ruleTester(spacingMatch, {
  valid: [
    {
      name: 'a spacing that contradicts its own patch size is told elsewhere',
      changes: [{ file: finetuning, set: spacing, to: [1, 1] }],
    },
    { name: 'plans as the move tool wrote them (real run)' },
    {
      name: 'float32 noise as NIfTI stores it',
      changes: [{ file: finetuning, set: spacing, to: [5.0000000001, 0.8, 0.8] }],
    },
    {
      name: 'just within the tolerance',
      changes: [{ file: finetuning, set: `${spacing}/0`, to: 5 * (1 + 9e-6) }],
    },
    {
      name: 'an unusable spacing is the business of plans/schema',
      changes: [{ file: finetuning, set: spacing, to: ['5', 0.8, 0.8] }],
    },
    {
      name: 'a wider tolerance, asked for',
      changes: [{ file: finetuning, set: `${spacing}/0`, to: 5.02 }],
      options: { rtol: 0.01 },
    },
  ],
  invalid: [
    {
      name: 'two axes against three',
      changes: [
        { file: finetuning, set: spacing, to: [1, 1] },
        { file: finetuning, set: '/configurations/3d_fullres/patch_size', to: [40, 40] },
      ],
      findings: [
        {
          message: 'axes',
          at: spacing,
          data: { pretraining: 3, finetuning: 2 },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/spacing',
              message: 'the pretraining spacing is 5 × 0.8 × 0.8 mm',
            },
          ],
        },
      ],
    },
    {
      name: 'edited after the move (real run)',
      project: 'edited-after/edited-spacing',
      findings: [
        {
          message: 'differs',
          at: `${spacing}/0`,
          data: {
            axes: ['axis 0 (slices)', 'axis 1 (in-plane rows)', 'axis 2 (in-plane columns)'],
            pretraining: [5, 0.800000011920929, 0.800000011920929],
            finetuning: [2.5, 1, 1],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/spacing/0',
              message: 'the pretraining spacing is 5 × 0.8 × 0.8 mm',
            },
          ],
        },
      ],
    },
    {
      name: 'finetuning dataset planned by itself, weights load by coincidence (real run)',
      project: 'own-plans/loads-silently',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset123_KidneyCT/TinyPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: `${spacing}/0`,
          data: {
            axes: ['axis 0 (slices)', 'axis 1 (in-plane rows)', 'axis 2 (in-plane columns)'],
            pretraining: [5, 0.800000011920929, 0.800000011920929],
            finetuning: [6, 1.100000023841858, 1.100000023841858],
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/spacing/0',
              message: 'the pretraining spacing is 5 × 0.8 × 0.8 mm',
            },
          ],
        },
      ],
    },
    {
      name: 'just beyond the tolerance',
      changes: [{ file: finetuning, set: `${spacing}/0`, to: 5 * (1 + 1.1e-5) }],
      findings: [
        {
          message: 'differs',
          at: `${spacing}/0`,
          data: {
            axes: ['axis 0 (slices)'],
            pretraining: [5, 0.800000011920929, 0.800000011920929],
            finetuning: [5.000055, 0.800000011920929, 0.800000011920929],
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/spacing/0',
              message: 'the pretraining spacing is 5 × 0.8 × 0.8 mm',
            },
          ],
        },
      ],
    },
    {
      name: 'one axis',
      changes: [{ file: finetuning, set: `${spacing}/2`, to: 1 }],
      findings: [
        {
          message: 'differs',
          at: `${spacing}/2`,
          data: {
            axes: ['axis 2 (in-plane columns)'],
            pretraining: [5, 0.800000011920929, 0.800000011920929],
            finetuning: [5, 0.800000011920929, 1],
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/spacing/2',
              message: 'the pretraining spacing is 5 × 0.8 × 0.8 mm',
            },
          ],
          text: 'Spacing is 5 × 0.8 × 1 mm; the pretraining network was trained at 5 × 0.8 × 0.8 mm (axis 2 (in-plane columns) differs).',
        },
      ],
    },
  ],
});
