import { splits } from '../../../rules/dataset/splits.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const splitFile = `${preprocessed}/splits_final.json`;
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;

ruleTester(splits, {
  valid: [
    { name: 'as training wrote it (real run)' },
    { name: 'not written yet', changes: [{ file: splitFile, delete: true }] },
    {
      name: 'nothing is preprocessed to compare with',
      project: 'edited-after/unedited',
      notChecked: ['no preprocessed cases to compare splits_final.json with'],
    },
    { name: 'in the raw folder too', changes: [{ file: `${raw}/splits_final.json`, copyFrom: splitFile }] },
    {
      name: 'the raw folder may have fewer folds, in another order of cases',
      changes: [
        { file: splitFile, set: '/0', to: { train: ['pan_000', 'pan_001', 'pan_002', 'pan_003'], val: ['pan_004'] } },
        {
          file: `${raw}/splits_final.json`,
          write: '[{"train": ["pan_003", "pan_002", "pan_001", "pan_000"], "val": ["pan_004"]}]',
        },
      ],
    },
    { name: 'wrong types are told by dataset/schema', changes: [{ file: splitFile, write: '{"0": []}' }] },
  ],
  invalid: [
    {
      name: 'a case missing from the data folder (real run)',
      project: 'interrupted/missing-case-split',
      findings: [
        {
          message: 'unknown',
          at: '/0/train/3',
          data: { number: 1, names: 'pan_004', fold: 0 },
          remedy: 'Preprocess these cases, or remove their names from the folds.',
          text: 'names 1 case without preprocessed data: pan_004',
        },
      ],
    },
    {
      name: 'names with the ending of the images',
      changes: [{ file: splitFile, set: '/1/train/0', to: 'pan_000_0000.nii.gz' }],
      findings: [
        {
          message: 'unknown',
          at: '/1/train/0',
          data: { number: 1, names: 'pan_000_0000.nii.gz', fold: 1, meant: 'pan_000' },
          remedy: 'Preprocess these cases, or remove their names from the folds.',
        },
      ],
    },
    {
      name: 'capital letters',
      changes: [{ file: splitFile, set: '/0/val', to: ['PAN_002', 'Pan_003 '] }],
      findings: [
        {
          message: 'unknown',
          at: '/0/val/0',
          data: { number: 2, names: 'PAN_002 and Pan_003 ', fold: 0, meant: 'pan_002' },
          remedy: 'Preprocess these cases, or remove their names from the folds.',
          text: /2 cases .*PAN_002 and Pan_003 .*the data folder has "pan_002"/,
        },
      ],
    },
    {
      name: 'the split of another dataset',
      changes: [{ file: splitFile, write: '[{"train": ["abd_000", "abd_001"], "val": ["abd_002"]}]' }],
      findings: [
        {
          message: 'unknown',
          at: '/0/train/0',
          data: { number: 3, names: 'abd_000, abd_001 and abd_002', fold: 0 },
          remedy:
            'Copy the split of this dataset there: this one names other data. If there is none, move the file away. The next training then writes one with 5 folds.',
          text: '3 cases',
        },
        {
          message: 'unused',
          at: '',
          data: { number: 5, names: 'pan_000, pan_001, pan_002 and 2 more' },
          remedy: 'Add them to the folds, unless they are left out on purpose.',
          text: 'the preprocessed 5 cases pan_000, pan_001, pan_002 and 2 more',
        },
      ],
    },
    {
      name: 'a case that came later',
      changes: ['.b2nd', '_seg.b2nd', '.pkl'].map((ending) => ({
        file: `${data}/pan_005${ending}`,
        copyFrom: `${data}/pan_004${ending}`,
      })),
      findings: [
        {
          message: 'unused',
          data: { number: 1, names: 'pan_005' },
          at: '',
          remedy: 'Add them to the folds, unless they are left out on purpose.',
          text: 'never uses it',
        },
      ],
    },
    {
      name: 'the raw folder has another split',
      changes: [
        { file: `${raw}/splits_final.json`, copyFrom: splitFile },
        { file: `${raw}/splits_final.json`, set: '/2/val', to: ['pan_000'] },
      ],
      findings: [
        {
          message: 'rawDiffers',
          at: '/2',
          data: { fold: 2 },
          related: [
            {
              file: 'nnUNet_raw/Dataset122_PancreasCT/splits_final.json',
              at: '/2',
              message: 'the fold in the raw folder',
            },
          ],
          remedy: 'Keep the file that your trained models used, and move the other one away.',
        },
      ],
    },
    {
      name: 'the raw folder has more folds',
      changes: [
        { file: `${raw}/splits_final.json`, copyFrom: splitFile },
        { file: `${raw}/splits_final.json`, set: '/-', to: { train: ['pan_000'], val: ['pan_001'] } },
      ],
      findings: [
        {
          message: 'rawDiffers',
          data: { fold: 5 },
          at: '/5',
          related: [
            {
              file: 'nnUNet_raw/Dataset122_PancreasCT/splits_final.json',
              at: '/5',
              message: 'the fold in the raw folder',
            },
          ],
          remedy: 'Keep the file that your trained models used, and move the other one away.',
        },
      ],
    },
  ],
});
