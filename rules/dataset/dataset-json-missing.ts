import { defineRule } from '../../src/engine/rule.js';
import { copyDatasetJsonCommand } from '../../src/nnunet/command-line/commands.js';
import type { Dataset } from '../../src/workspace/subjects.js';

/** Only planning copies dataset.json into the preprocessed folder (experiment_planning/experiment_planners/default_experiment_planner.py). */
export const datasetJsonMissing = defineRule({
  id: 'dataset/dataset-json-missing',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary: 'The preprocessed folder has its own dataset.json beside the plans.',
  why: `Preprocessing and training read dataset.json from the preprocessed folder. Only planning copies it there from the raw folder. After \`nnUNetv2_extract_fingerprint\` and
\`nnUNetv2_move_plans_between_datasets\` a finetuning dataset has plans but no dataset.json.`,
  remedy: "Copy dataset.json from the dataset's own raw folder. The one of another dataset names other labels.",
  mendedAfterMove: true,
  sources: [
    'nnunetv2/run/run_training.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  examples: [
    {
      title: 'Plans were moved to a dataset that had never been planned',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', delete: true }],
      reports: 'missing',
    },
    {
      title: 'The raw folder has images but no dataset.json',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', delete: true }],
      reports: 'rawMissing',
    },
  ],
  messages: {
    missing: ({ dataset }: { dataset: string }) =>
      `${dataset} has plans but no dataset.json in its preprocessed folder. nnUNetv2_preprocess and nnUNetv2_train stop when they open it.`,
    rawMissing: ({ dataset }: { dataset: string }) =>
      `The raw folder of ${dataset} has images but no dataset.json. nnUNetv2_preprocess writes the cases and stops when it copies the ground truth; planning stops at once.`,
  },
  *check(dataset) {
    const { name, datasetJson, rawDatasetJson, plansFiles, rawImages } = dataset;
    // In a repository of plans nobody looks for it; without plans it is still to come with them.
    if (dataset.place === 'preprocessed' && plansFiles.length > 0 && isMissing(datasetJson)) {
      const remedy =
        rawDatasetJson?.value === undefined
          ? {}
          : {
              remedy: copyDatasetJsonCommand(name),
              fix: { edits: [copyOf(datasetJson, rawDatasetJson)], isSafe: true },
            };
      yield { message: 'missing', at: { document: datasetJson }, data: { dataset: name }, ...remedy };
    }
    const hasImages = (rawImages?.length ?? 0) > 0;
    if (rawDatasetJson !== undefined && hasImages && isMissing(rawDatasetJson)) {
      yield { message: 'rawMissing', at: { document: rawDatasetJson }, data: { dataset: name }, remedy: writeIt };
    }
  },
});

/** The file as a whole. */
function copyOf(document: Dataset['datasetJson'], original: Dataset['datasetJson']) {
  return { document, pointer: '', copyOf: { document: original, pointer: '' } };
}

function isMissing({ problems }: { readonly problems: readonly { readonly kind: string }[] }): boolean {
  return problems.some((problem) => problem.kind === 'missing');
}

const writeIt = 'Write dataset.json into the raw folder, or set nnUNet_raw to the folder that holds the whole dataset.';
