import { defineRule } from '../../src/engine/rule.js';
import { copyDatasetJsonCommand } from '../../src/nnunet/command-line/commands.js';

/** Only planning copies dataset.json into the preprocessed folder; neither fingerprint extraction nor the move do. */
export const datasetJsonMissing = defineRule({
  id: 'transfer/dataset-json-missing',
  subject: 'transfer',
  severity: 'error',
  since: '0.1.0',
  summary: 'The finetuning dataset will have a dataset.json beside the plans that are moved to it.',
  topic: 'dataset.json',
  yieldsTo: ['dataset/dataset-json-missing'],
  why: `A dataset that was never planned has no dataset.json in its preprocessed folder. \`nnUNetv2_extract_fingerprint\` and \`nnUNetv2_move_plans_between_datasets\` do not write one, and
\`nnUNetv2_preprocess\` and \`nnUNetv2_train\` stop without it. This rule reports it before the plans are moved, \`dataset/dataset-json-missing\` afterwards.`,
  remedy: "Copy dataset.json from the dataset's own raw folder. The one of another dataset names other labels.",
  mendedAfterMove: true,
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
  ],
  examples: [
    {
      title: 'Only the fingerprint was extracted so far',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json', delete: true },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', delete: true },
      ],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ dataset }: { dataset: string }) =>
      `${dataset} has neither plans nor dataset.json in its preprocessed folder. Moving plans does not copy dataset.json. nnUNetv2_preprocess and nnUNetv2_train stop when they open it.`,
  },
  *check({ finetuning: { dataset } }) {
    if (dataset === undefined || dataset.place !== 'preprocessed' || dataset.plansFiles.length > 0) return;
    if (!dataset.datasetJson.problems.some(({ kind }) => kind === 'missing')) return;
    const copy = copyDatasetJsonCommand(dataset.name);
    const raw = dataset.rawDatasetJson;
    yield {
      message: 'missing',
      at: { document: dataset.datasetJson },
      data: { dataset: dataset.name },
      ...(raw?.value === undefined
        ? {}
        : {
            remedy: copy,
            fix: {
              edits: [{ document: dataset.datasetJson, pointer: '', copyOf: { document: raw, pointer: '' } }],
              isSafe: true,
            },
          }),
    };
  },
});
