import { folds } from '../../../rules/model/folds.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const both = ['nnUNet_results/Dataset122_PancreasCT'];
const fold = (number: number | 'all', file = 'checkpoint_final.pth') => ({
  file: `${model}/fold_${number}/${file}`,
  copyFrom: `${model}/fold_0/checkpoint_final.pth`,
});
const withoutOther = both.map((file) => ({ file, delete: true as const }));

ruleTester(folds, {
  valid: [
    { name: 'all five folds', changes: [...withoutOther, fold(1), fold(2), fold(3), fold(4)] },
    { name: 'no results at all (real run)', project: 'default-identifier/no-tp' },
    {
      name: 'fold_all alone',
      changes: [...withoutOther, fold('all'), { file: `${model}/fold_0`, delete: true }],
    },
  ],
  invalid: [
    {
      name: 'plans of a model in a repository, without the weights and the dataset',
      changes: [
        ...withoutOther,
        { file: `${model}/fold_0`, delete: true },
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', delete: true },
      ],
      findings: [
        {
          message: 'noWeights',
          data: { model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy: 'Bring the folders of the folds here to predict.',
        },
      ],
    },
    {
      name: 'one fold trained, as for finetuning (real run)',
      findings: [
        { message: 'partial', data: { present: ['fold 0'] } },
        { message: 'partial', data: { present: ['fold 0'] } },
      ],
    },
    {
      name: 'fold 1 interrupted',
      changes: [...withoutOther, fold(1, 'checkpoint_latest.pth')],
      findings: [{ message: 'unfinished', data: { folds: ['fold_1'], has: ['checkpoint_latest.pth'] } }],
    },
    {
      name: 'no checkpoint left',
      changes: [...withoutOther, { file: `${model}/fold_0/checkpoint_final.pth`, delete: true }],
      findings: [
        {
          message: 'none',
          data: { model: 'nnUNetTrainer__TinyPlans__3d_fullres' },
          remedy: 'Copy the checkpoints here, or train the folds: nnUNetv2_train.',
        },
      ],
    },
  ],
});
