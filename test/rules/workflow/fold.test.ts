import { fold } from '../../../rules/workflow/fold.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const train = (fold: string) => `nnUNetv2_train 122 3d_fullres ${fold} -p PretrainedPlansCustom`;
const noSplit = { file: `${folder}/splits_final.json`, delete: true } as const;

ruleTester(fold, {
  valid: [
    { name: 'the first', command: train('0') },
    { name: 'the last', command: train('4') },
    { name: 'all cases', command: train('all') },
    { name: 'no split yet, and five cases', changes: [noSplit], command: train('0') },
    { name: 'no data yet', command: 'nnUNetv2_train 122 2d 7 -p PretrainedPlansCustom' },
    {
      name: 'a split that is none',
      changes: [{ file: `${folder}/splits_final.json`, write: '{}' }],
      command: train('7'),
    },
    { name: 'an empty split', changes: [{ file: `${folder}/splits_final.json`, write: '[]' }], command: train('0') },
    { name: 'not a training', command: 'nnUNetv2_predict -i a -o b -d 122 -c 3d_fullres -f 7' },
  ],
  invalid: [
    {
      name: 'a data folder without cases',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json', delete: true },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres', delete: true },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/log.txt', write: '' },
      ],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      findings: [
        {
          message: 'tooFewCases',
          data: { cases: 0 },
          remedy: 'Preprocess first: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'one too many',
      command: train('5'),
      findings: [
        {
          message: 'random',
          file: 'splits_final.json',
          data: { fold: 5, folds: 5 },
          remedy: 'Name one of the folds 0 to 4, or all.',
        },
      ],
    },
    {
      name: 'a split of three folds',
      changes: ['/4', '/3'].map((remove) => ({ file: `${folder}/splits_final.json`, remove })),
      command: train('4'),
      findings: [{ message: 'random', data: { fold: 4, folds: 3 }, remedy: 'Name one of the folds 0 to 2, or all.' }],
    },
    {
      name: 'beyond the five that would be made',
      changes: [noSplit],
      command: train('5'),
      findings: [{ message: 'random', data: { fold: 5, folds: 5 }, remedy: 'Name one of the folds 0 to 4, or all.' }],
    },
    {
      name: 'from the end',
      command: train('-1'),
      findings: [
        {
          message: 'fromEnd',
          data: { fold: -1, folds: 5 },
          remedy: 'Name one of the folds 0 to 4, or all.',
          text: 'it is fold 4, and the model lands in fold_-1',
        },
      ],
    },
    {
      name: 'beyond the start',
      command: train('-6'),
      findings: [
        { message: 'outOfRange', data: { fold: -6, folds: 5 }, remedy: 'Name one of the folds 0 to 4, or all.' },
      ],
    },
    {
      name: 'too few cases to divide',
      changes: [
        noSplit,
        ...['.b2nd', '_seg.b2nd', '.pkl'].map((ending) => ({
          file: `${folder}/PretrainedPlansCustom_3d_fullres/pan_000${ending}`,
          delete: true as const,
        })),
      ],
      command: train('0'),
      findings: [{ message: 'tooFewCases', data: { cases: 4 }, remedy: 'Train on all cases: give all as the fold.' }],
    },
  ],
});
