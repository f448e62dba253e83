import { batchSizeMatch } from '../../../rules/transfer/batch-size-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const batch = '/configurations/3d_fullres/batch_size';
const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const both = (before: number, after: number) => [
  { file: 'nnUNet_results', delete: true } as const,
  { file: pretraining, set: batch, to: before },
  { file: finetuning, set: batch, to: after },
];

ruleTester(batchSizeMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    { name: 'no number is the business of plans/schema', changes: [{ file: finetuning, set: batch, to: '4' }] },
    { name: 'what the planner estimates twice', changes: both(100, 102) },
    { name: 'true is one', changes: both(1, true as unknown as number) },
  ],
  invalid: [
    {
      name: 'edited after the move (real run)',
      project: 'edited-after/edited-batch-size',
      findings: [
        {
          message: 'differs',
          at: batch,
          data: { pretraining: 2, finetuning: 4 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/batch_size',
              message: 'the pretraining had 2',
            },
          ],
          text: 'The batch size is 4; the pretraining had 2.',
        },
      ],
    },
    {
      name: 'more than two estimates differ',
      changes: both(100, 103),
      findings: [
        {
          message: 'differs',
          at: batch,
          data: { pretraining: 100, finetuning: 103 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/batch_size',
              message: 'the pretraining had 100',
            },
          ],
        },
      ],
    },
  ],
});
