import { defineRule } from '../../src/engine/rule.js';
import { copyDatasetJsonCommand } from '../../src/nnunet/command-line/commands.js';
import { datasetDifferences } from '../../src/nnunet/compare/dataset-difference.js';
import { wordList } from '../../src/nnunet/words/wording.js';

interface Differs {
  readonly dataset: string;
  readonly differences: string;
}

/** The preprocessed dataset.json is a copy made at planning time (experiment_planning/experiment_planners/default_experiment_planner.py). */
export const datasetJsonStale = defineRule({
  id: 'dataset/dataset-json-stale',
  subject: 'dataset',
  severity: 'error',
  severities: { edited: 'warning' },
  since: '0.1.0',
  summary: 'dataset.json says the same in the preprocessed folder and in the raw folder.',
  topic: 'copies of dataset.json',
  yieldsTo: [
    { to: 'dataset/label-values', messages: ['edited'], same: 'place' },
    { to: 'dataset/labels', messages: ['edited'], same: 'place' },
    { to: 'dataset/num-training', messages: ['edited'], same: 'place' },
    { to: 'dataset/ground-truth:ending', messages: ['edited'], same: 'place' },
    { to: 'dataset/reader-matches-ending:unclaimed', messages: ['edited'], same: 'place' },
  ],
  why: `Planning copies dataset.json into the preprocessed folder, and preprocessing and training read this copy. An edit of the raw file has no effect until the next planning. A file that
was copied from another dataset, to get past "No such file or directory: dataset.json", has the labels and channels of that dataset.`,
  remedy:
    'Copy dataset.json from the raw folder into the preprocessed folder. If labels or channels changed, preprocess again.',
  sources: [
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'nnunetv2/run/run_training.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
    'https://github.com/MIC-DKFZ/nnUNet/issues/309',
  ],
  examples: [
    {
      title: 'A label is missing from the preprocessed copy',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', remove: '/labels/cyst' }],
      reports: 'differs',
    },
    {
      title: 'The number of cases was corrected in one place only',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/numTraining', to: 4 }],
      reports: 'edited',
    },
  ],
  messages: {
    differs: ({ dataset, differences }: Differs) =>
      `dataset.json in the preprocessed folder of ${dataset} differs from the one in the raw folder: ${differences}. Preprocessing and training use the preprocessed copy.`,
    edited: ({ dataset, differences }: Differs) =>
      `dataset.json in the preprocessed folder of ${dataset} differs from the one in the raw folder: ${differences}. This does not harm training, but one of the two is out of date.`,
  },
  *check(dataset) {
    const { name, datasetJson, rawDatasetJson, models } = dataset;
    if (rawDatasetJson?.value === undefined || datasetJson.value === undefined) return;
    const witnesses = models.map((model) => model.datasetJson.value);
    const filesAreListed = dataset.rawImages !== undefined || dataset.groundTruth !== undefined;
    const found = datasetDifferences(datasetJson.value, rawDatasetJson.value, witnesses, filesAreListed);
    for (const isGrave of [true, false]) {
      const those = found.filter((difference) => difference.isGrave === isGrave);
      const [first] = those;
      if (first === undefined) continue;
      yield {
        message: isGrave ? 'differs' : 'edited',
        at: { document: datasetJson, pointer: `/${first.key}` },
        data: { dataset: name, differences: wordList(those.map((difference) => difference.words)) },
        compares: those.map(({ key }) => ({ document: rawDatasetJson, pointer: `/${key}` })),
        related: [{ document: rawDatasetJson, pointer: `/${first.key}`, message: 'the raw dataset.json' }],
        remedy: copyDatasetJsonCommand(name),
        fix: {
          edits: [{ document: datasetJson, pointer: '', copyOf: { document: rawDatasetJson, pointer: '' } }],
          isSafe: false,
        },
      };
    }
  },
});
