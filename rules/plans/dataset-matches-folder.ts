import { defineRule } from '../../src/engine/rule.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';

interface Other {
  readonly named: string;
  readonly folder: string;
}

/** The folders of data and results are built from `dataset_name`, not from what the command line says (nnUNetTrainer.__init__). */
export const datasetMatchesFolder = defineRule({
  id: 'plans/dataset-matches-folder',
  subject: 'plans',
  severity: 'error',
  severities: { notYet: 'warning' },
  since: '0.1.0',
  summary: 'Plans name the dataset in whose folder they lie.',
  why: `Copying a plans file by hand into the folder of another dataset is common advice, but \`dataset_name\` stays as it was. Preprocessing then works on this dataset.
But \`nnUNetv2_train\` reads the data of the dataset that the plans name, and writes into its results. It trains on the wrong data and may overwrite a model, or it stops because there are no data.`,
  remedy: 'Use nnUNetv2_move_plans_between_datasets, or set dataset_name to the name of this folder.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/1400'],
  examples: [
    {
      title: 'The plans were copied by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json',
          copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
        },
      ],
      reports: 'otherDataset',
    },
  ],
  messages: {
    otherDataset: ({ named, folder }: Other) =>
      `The plans lie in the folder of ${folder} and name the dataset "${named}". nnUNetv2_train reads the data of ${named} and writes its model to ${named}, whatever dataset you ask for.`,
    noDataset: ({ named, folder }: Other) =>
      `The plans lie in the folder of ${folder} and name the dataset "${named}", which has no folder here. nnUNetv2_train looks for its data there and stops.`,
    notYet: ({ named, folder }: Other) =>
      `The plans lie in the folder of ${folder} and name the dataset "${named}", which has no folder here. Nothing is preprocessed yet; nnUNetv2_train will look for the data there and stop.`,
  },
  *check({ plans, place, dataset, document }) {
    const named = plans.datasetName;
    if (place !== 'preprocessed' || dataset === undefined || named === undefined || named === dataset.name) return;
    const exists = dataset.roots.folderNames.get('nnUNet_preprocessed')?.includes(named) ?? false;
    const finding = { at: '/dataset_name', data: { named, folder: dataset.name } };
    const remedy = `Set dataset_name to ${inQuotes(dataset.name)}, or move the plans with nnUNetv2_move_plans_between_datasets.`;
    const fix = { edits: [{ document, pointer: '/dataset_name', value: dataset.name }], isSafe: false };
    if (exists) yield { message: 'otherDataset', ...finding, remedy, fix };
    else if (dataset.dataFolders.length > 0) yield { message: 'noDataset', ...finding, remedy, fix };
    else yield { message: 'notYet', ...finding, remedy, fix };
  },
});
