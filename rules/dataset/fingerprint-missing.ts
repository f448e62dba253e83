import { defineRule } from '../../src/engine/rule.js';
import { carefulFingerprint } from '../../src/nnunet/command-line/careful-commands.js';
import { storedCases } from '../../src/nnunet/dataset/stored-cases.js';

interface InDataset {
  readonly dataset: string;
}

/** Training only copies the fingerprint beside the model, but will not do without (training/nnUNetTrainer/nnUNetTrainer.py, on_train_start). */
export const fingerprintMissing = defineRule({
  id: 'dataset/fingerprint-missing',
  subject: 'dataset',
  severity: 'error',
  severities: { later: 'warning' },
  since: '0.1.0',
  summary: 'The dataset fingerprint lies beside the plans.',
  why: `Planning reads the dataset fingerprint. Training copies it into the model folder after the loaders have started, and stops without it. The file is easy to forget when you copy plans and data
to another machine.`,
  remedy: 'Copy dataset_fingerprint.json from where the plans were made, or extract it from the raw images.',
  mendedAfterMove: true,
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: on_train_start',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2882',
  ],
  examples: [
    {
      title: 'Only plans and data were copied',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json', delete: true }],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ dataset }: InDataset) =>
      `${dataset} has preprocessed cases but no dataset_fingerprint.json. nnUNetv2_train stops when it copies the file, after the loaders have started.`,
    later: ({ dataset }: InDataset) =>
      `${dataset} has plans but no dataset_fingerprint.json. Preprocessing works without it, but nnUNetv2_train stops.`,
  },
  *check(dataset) {
    const isMissing = dataset.fingerprint.problems.some((problem) => problem.kind === 'missing');
    if (!isMissing || dataset.place === 'elsewhere' || dataset.plansFiles.length === 0) return;
    const hasCases = dataset.dataFolderUses.some(
      ({ folder }) => folder !== undefined && storedCases(folder.files) !== undefined,
    );
    yield {
      message: hasCases ? 'missing' : 'later',
      at: { document: dataset.fingerprint },
      data: { dataset: dataset.name },
      remedy: carefulFingerprint(dataset),
    };
  },
});
