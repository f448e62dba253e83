import { type MoveSituation, moveObstacles } from '../../../src/nnunet/plans/move-obstacles.js';

const plans = { configurations: { '2d': { data_identifier: 'nnUNetPlans_2d' } } };
const possible: MoveSituation = {
  source: { name: 'Dataset001_A', hasPreprocessedFolder: true, plans: { value: plans }, identifier: 'nnUNetPlans' },
  target: {
    name: 'Dataset002_B',
    hasPreprocessedFolder: true,
    identifier: 'MyPlans',
    rawDatasetJson: { value: { file_ending: '.nii.gz' } },
    rawImages: ['b_000_0000.nii.gz', 'b_001_0000.nii.gz'],
    dimension: 3,
  },
};
const { source, target } = possible;
const kinds = (change: Partial<MoveSituation>) => moveObstacles({ ...possible, ...change }).map(({ kind }) => kind);

test('nothing is in the way', () => {
  expect(moveObstacles(possible)).toEqual([]);
});

// Recorded from nnU-Net 2.8.1: a missing folder, plans, dataset.json, ending, and damaged plans each stop the move.
test.each<[string, Partial<MoveSituation>, readonly string[]]>([
  ['no preprocessed source', { source: { ...source, hasPreprocessedFolder: false } }, ['source-folder-missing']],
  ['no source plans', { source: { ...source, plans: undefined } }, ['source-plans-missing']],
  ['source plans cut off', { source: { ...source, plans: { value: undefined } } }, ['source-plans-unreadable']],
  ['source plans are a list', { source: { ...source, plans: { value: [] } } }, ['source-plans-damaged']],
  ['no raw folder', { target: { ...target, rawDatasetJson: undefined } }, ['target-raw-dataset-json-missing']],
  [
    'dataset.json is a list',
    { target: { ...target, rawDatasetJson: { value: [] } } },
    ['target-raw-dataset-json-unreadable'],
  ],
  ['no file_ending', { target: { ...target, rawDatasetJson: { value: {} } } }, ['target-file-ending-missing']],
  [
    'an ending in capitals, which no file has',
    { target: { ...target, rawDatasetJson: { value: { file_ending: '.NII.GZ' } } } },
    ['target-images-missing'],
  ],
  ['no images', { target: { ...target, rawImages: undefined } }, ['target-images-missing']],
  ['images without channel number', { target: { ...target, rawImages: ['b_000.nii.gz'] } }, ['target-images-missing']],
  [
    'unknown images',
    { target: { ...target, rawDatasetJson: { value: { file_ending: '.xyz' } }, rawImages: ['b_000_0000.xyz'] } },
    ['target-reader-unknown'],
  ],
  ['no folder to write into', { target: { ...target, hasPreprocessedFolder: false } }, ['target-folder-missing']],
])('%s', (_name, change, expected) => {
  expect(kinds(change)).toEqual(expected);
});

test('a child without data_identifier stops old releases only', () => {
  const child = { configurations: { mine: { inherits_from: '2d' } } };
  const change = { source: { ...source, plans: { value: child } } };
  expect(kinds(change)).toEqual([]);
  const [obstacle] = moveObstacles({ ...possible, ...change, release: 'before 2.2.1' });
  expect(obstacle).toMatchObject({ kind: 'source-plans-damaged', exception: 'KeyError' });
});

test('cases listed in dataset.json need no imagesTr', () => {
  const listed = { file_ending: '.nii.gz', dataset: { one: { images: ['/somewhere/one.nii.gz'], label: 'l' } } };
  expect(kinds({ target: { ...target, rawDatasetJson: { value: listed }, rawImages: undefined } })).toEqual([]);
});

test('what fails first comes first', () => {
  expect(
    kinds({
      source: { ...source, plans: undefined },
      target: { ...target, hasPreprocessedFolder: false, rawDatasetJson: undefined },
    }),
  ).toEqual(['source-plans-missing', 'target-raw-dataset-json-missing', 'target-folder-missing']);
});
