import { folds } from '../../../rules/dataset/folds.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const splitFile = `${preprocessed}/splits_final.json`;

ruleTester(folds, {
  valid: [
    { name: 'as training wrote it (real run)' },
    { name: 'no split file', project: 'interrupted/reference' },
    {
      name: 'more than five folds',
      changes: [{ file: splitFile, set: '/-', to: { train: ['pan_000'], val: ['pan_001'] } }],
    },
    { name: 'wrong types are told by dataset/schema', changes: [{ file: splitFile, set: '/0', to: null }] },
  ],
  invalid: [
    {
      name: 'nothing to train on, nothing to validate on',
      changes: [{ file: splitFile, set: '/1', to: { train: [], val: [] } }],
      findings: [
        { message: 'emptyPart', at: '/1/train', data: { fold: 1, part: 'train' } },
        { message: 'emptyPart', at: '/1/val', data: { fold: 1, part: 'val' } },
      ],
    },
    {
      name: 'the same cases in both parts',
      changes: [{ file: splitFile, set: '/3', to: { train: ['pan_000', 'pan_001'], val: ['pan_001'] } }],
      findings: [{ message: 'leak', at: '/3', data: { fold: 3, names: 'pan_001' } }],
    },
    {
      name: 'a case three times',
      changes: [{ file: splitFile, set: '/0', to: { train: ['pan_000', 'pan_000', 'pan_000'], val: ['pan_001'] } }],
      findings: [{ message: 'twice', data: { fold: 0, names: 'pan_000' }, at: '/0' }],
    },
    {
      name: 'an empty list',
      changes: [{ file: splitFile, write: '[]' }],
      findings: [{ message: 'noFolds', at: '' }],
    },
    {
      name: 'a single fold',
      changes: [{ file: splitFile, write: '[{"train": ["pan_000"], "val": ["pan_001"]}]' }],
      findings: [
        {
          message: 'fewFolds',
          at: '',
          data: { number: 1 },
          remedy: 'If you want this number of folds, nothing needs to be done. If not, add folds.',
          text: 'has 1 fold. For fold 1 and above',
        },
      ],
    },
  ],
});
