import { defineRule } from '../../src/engine/rule.js';
import { pathWord, shellCommand } from '../../src/nnunet/command-line/word.js';
import { mayBeOneDataset } from '../../src/nnunet/dataset/dataset-ids.js';
import { inQuotes, quoted, quotedList } from '../../src/nnunet/words/wording.js';
import type { Checkpoint } from '../../src/workspace/model-subjects.js';
import type { PlansFile, Transfer, TransferConfiguration } from '../../src/workspace/subjects.js';

interface Datasets {
  readonly checkpoint: string;
  /** Names of datasets. */
  readonly trainedOn: string;
  readonly pretraining: string;
}

interface Configurations {
  readonly checkpoint: string;
  readonly trained: string;
  readonly checked: readonly string[];
}

/** A trainer finds data and results by `dataset_name` of its plans, which a move rewrites: in a checkpoint it names what was trained on. */
export const checkpointMatch = defineRule({
  id: 'transfer/checkpoint-match',
  subject: 'transfer',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The checkpoint comes from the training that is named as the pretraining.',
  topic: 'checkpoint',
  why: `A checkpoint holds the plans of its training. Their \`dataset_name\` is the dataset that was trained on: nnU-Net finds data and results by it. Every model folder has a \`checkpoint_final.pth\`, and
\`-pretrained_weights\` takes any of them. After plans were moved, all shapes agree. So the weights of another dataset, or of an earlier run of this finetuning, load like the right ones.`,
  remedy: 'Name the checkpoint of the pretraining with --checkpoint, or the dataset of the checkpoint with -s.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/run/load_pretrained_weights.py',
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
  ],
  examples: [
    {
      title: 'The checkpoint of the finetuning itself in place of the one that it starts from',
      changes: [],
      checkpoint:
        'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/fold_0/checkpoint_final.pth',
      reports: 'finetuning',
    },
  ],
  messages: {
    finetuning: ({ checkpoint, trainedOn, pretraining }: Datasets) =>
      `${checkpoint} was trained on ${trainedOn}, the finetuning dataset, not on ${pretraining}. nnU-Net does not check where weights come from. A training that starts from these uses nothing of ${pretraining}.`,
    third: ({ checkpoint, trainedOn, pretraining }: Datasets) =>
      `${checkpoint} was trained on ${trainedOn}, not on ${pretraining}. nnU-Net does not check where weights come from and starts from what the network learned on ${trainedOn}.`,
    configuration: ({ checkpoint, trained, checked }: Configurations) =>
      `${checkpoint} was trained with the configuration ${quoted(trained)}, but is to be loaded for ${quotedList(checked)}. nnU-Net does not check the configuration, only whether the shapes of the weights fit.`,
  },
  *check(transfer) {
    const { pretraining, finetuning, checkpoint } = transfer;
    const trainedOn = checkpoint?.plansFile?.plans.datasetName;
    if (checkpoint === undefined || pretraining.place === 'model' || pretraining.place === 'embedded') return;
    const at = { document: { file: checkpoint.path } };
    const from = namesOf(pretraining);
    const to = namesOf(finetuning);
    // Plans beside themselves: whoever asks that wants to know of weights of any origin whether they fit.
    const isOneFile = pretraining.document.file === finetuning.document.file;
    if (trainedOn !== undefined && from[0] !== undefined && !isOneFile && !isAmong(trainedOn, from)) {
      const data = { checkpoint: checkpoint.fileName, trainedOn, pretraining: from[0] };
      const message = isAmong(trainedOn, to) ? 'finetuning' : 'third';
      yield { message, at, data, remedy: remedyFor(message, transfer, data) };
    }
    const trained = strangerTo(transfer.configurations, checkpoint);
    if (trained === undefined) return;
    const checked = transfer.configurations.map(({ name }) => name);
    const remedy = `Name a checkpoint that was trained with ${quotedList(checked, 'or')}, or check the configuration of this one: -c ${trained}.`;
    yield { message: 'configuration', at, data: { checkpoint: checkpoint.fileName, trained, checked }, remedy };
  },
});

/**
 * The configuration of the checkpoint, where it is none of those to be finetuned and none that they build on. The finetuning plans have to know it as well:
 * a name that only one side has may have been given to the same thing.
 */
function strangerTo(pairs: readonly TransferConfiguration[], { plansFile }: Checkpoint): string | undefined {
  const strange = pairs.filter(
    ({ pretraining, finetuning }) =>
      pretraining.plansFile === plansFile &&
      !finetuning.configuration.lineage.includes(pretraining.configuration.name) &&
      finetuning.plansFile.plans.configurationNames.includes(pretraining.configuration.name),
  );
  return strange.length === pairs.length ? strange[0]?.pretraining.configuration.name : undefined;
}

/** The folder decides; one that is not called as nnU-Net calls datasets says nothing, and files that were copied by hand say something else. */
function namesOf({ dataset, plans }: PlansFile): readonly string[] {
  const folder = dataset?.id === undefined ? undefined : dataset.name;
  return [folder, plans.datasetName].filter((name) => name !== undefined);
}

function isAmong(dataset: string, names: readonly string[]): boolean {
  return names.some((name) => mayBeOneDataset(dataset, name));
}

function remedyFor(message: 'finetuning' | 'third', transfer: Transfer, { trainedOn, pretraining }: Datasets): string {
  const right = checkpointOf(transfer);
  const named =
    right === undefined ? `Name a checkpoint of ${inQuotes(pretraining)}` : `Take the one of ${inQuotes(pretraining)}`;
  const otherwise =
    message === 'third'
      ? `If you mean the weights of ${inQuotes(trainedOn)}, name it as the pretraining: ${shellCommand`-s ${trainedOn}`}.`
      : `If ${inQuotes(trainedOn)} is the pretraining, exchange -s and -t. To continue a training that stopped early, use --c instead of -pretrained_weights.`;
  return `${named} with --checkpoint${right === undefined ? '' : shellCommand` ${pathWord(right)}`}. ${otherwise}`;
}

/** The finished training of the pretraining plans, where its results are in reach. */
function checkpointOf({ pretraining, configurations }: Transfer): string | undefined {
  const names = configurations.flatMap(({ finetuning }) => finetuning.configuration.lineage);
  const plans = pretraining.plans.plansName ?? pretraining.stem;
  return (pretraining.dataset?.models ?? [])
    .filter(({ nameParts }) => nameParts?.plans === plans && names.includes(nameParts.configuration))
    .flatMap(({ folds }) => folds.flatMap(({ checkpoints }) => checkpoints))
    .find(({ fileName }) => fileName === 'checkpoint_final.pth')?.path;
}
