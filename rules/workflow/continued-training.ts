import { defineRule, type RuleContext } from '../../src/engine/rule.js';
import { extractCommand } from '../../src/nnunet/command-line/commands.js';
import { expectedParameters } from '../../src/nnunet/network/expected-parameters.js';
import { parametersIn } from '../../src/nnunet/network/inferred-blocks.js';
import { compareStrict } from '../../src/nnunet/network/load-strictly.js';
import { networkOfTrainer } from '../../src/nnunet/network/trainer-network.js';
import { counted, shortened } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { Checkpoint } from '../../src/workspace/model-subjects.js';
import type { PlannedJob } from '../../src/workspace/script-subjects.js';

interface OtherNetwork {
  readonly checkpoint: string;
  readonly plans: string;
  readonly first: string;
  readonly others: number;
}

interface Missing {
  readonly model: string;
  readonly fold: string;
}

/** What `--c` and `--val` go on with (run/run_training.py, maybe_load_checkpoint). */
export const continuedTraining = defineRule({
  id: 'workflow/continued-training',
  subject: 'script',
  severity: 'warning',
  severities: { unfinished: 'error', otherNetwork: 'error' },
  since: '0.1.0',
  summary: 'A training that you continue or validate has a checkpoint.',
  why: `With \`--c\` nnU-Net looks for \`checkpoint_final.pth\`, \`checkpoint_latest.pth\` and \`checkpoint_best.pth\` in the folder of trainer, plans, configuration and fold. If there is none, it prints a warning and
starts a new training: from random weights, even if you meant to continue a finetuning. \`--val\` without \`checkpoint_final.pth\` stops.`,
  remedy: 'Correct trainer, plans, configuration or fold, or leave out --c.',
  sources: ['nnunetv2/run/run_training.py: maybe_load_checkpoint'],
  examples: [
    {
      title: 'Nothing to go on with',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 1 -p PretrainedPlansCustom --c',
      reports: 'nothing',
    },
  ],
  messages: {
    nothing: ({ model, fold }: Missing) =>
      `${fold} of ${model} has no checkpoint to continue from. nnUNetv2_train prints a warning and starts a new training.`,
    otherNetwork: ({ checkpoint, plans, first, others }: OtherNetwork) =>
      `${checkpoint} does not fit the network that ${plans} build today: ${first}${others === 0 ? '' : `, and ${counted(others, 'parameter')} more`}. nnUNetv2_train stops when it loads the checkpoint.`,
    unfinished: ({ model, fold }: Missing) =>
      `${fold} of ${model} has no checkpoint_final.pth, which --val needs. nnUNetv2_train stops.`,
  },
  *check(script, { installation }) {
    // Another script may have begun it elsewhere.
    if (script.file !== undefined) return;
    for (const { intent, jobs, model, surroundings, place: at } of commandsOnDisk(script, ['train'])) {
      const { results } = surroundings.roots;
      // Where results are is not known, or they are not here: then nothing can be missed.
      if (results === undefined || surroundings.namesIn(results) === undefined) continue;
      const [job] = jobs;
      if (intent.kind !== 'train' || intent.fold === undefined || job === undefined) continue;
      const plans = job.plansFile.plans.plansName ?? job.plansFile.stem;
      const fold = `fold_${intent.fold}`;
      const found = model?.folds.find(({ name }) => name === fold)?.checkpoints.map(({ fileName }) => fileName) ?? [];
      const data = { model: `${intent.trainer}__${plans}__${intent.configuration}`, fold };
      const chosen = (intent.mode === 'continue' ? usable : usable.slice(0, 1)).find((name) => found.includes(name));
      const checkpoint = model?.folds
        .find(({ name }) => name === fold)
        ?.checkpoints.find(({ fileName }) => fileName === chosen);
      if (intent.mode !== 'anew' && checkpoint !== undefined) {
        const misfits = misfitsOf(checkpoint, job, intent.configuration, installation);
        const [first] = misfits;
        if (first !== undefined) {
          const names = { checkpoint: checkpoint.nameInModel, plans: job.plansFile.label };
          const remedy = `Restore the plans of the training from the checkpoint: ${extractCommand(checkpoint.path, 'plans', job.plansFile.document.file)}`;
          yield { message: 'otherNetwork', at, data: { ...names, first, others: misfits.length - 1 }, remedy };
        }
      }
      if (intent.mode === 'continue' && !usable.some((name) => found.includes(name)))
        yield { message: 'nothing', at, data };
      if (intent.mode === 'validate' && !found.includes('checkpoint_final.pth')) {
        yield { message: 'unfinished', at, data, remedy: 'Finish the training first, with --c instead of --val.' };
      }
    }
  },
});

/** Parameters that do not fit into the network that training builds; none where it cannot be told. */
function misfitsOf(
  { content }: Checkpoint,
  { plansFile, dataset }: PlannedJob,
  name: string | undefined,
  installation: RuleContext['installation'],
) {
  const configuration = name === undefined ? undefined : plansFile.plans.configuration(name);
  const found = content.checkpoint;
  if (configuration === undefined || found?.kind !== 'nnunet') return [];
  const trainer = networkOfTrainer(found.trainerName ?? 'nnUNetTrainer', installation);
  const { parameters } = expectedParameters(configuration, dataset.datasetJson.value, trainer);
  if (parameters === undefined) return [];
  const { missing, unexpected, mismatched } = compareStrict(parameters, parametersIn(found.tensors));
  return [
    ...mismatched.map(({ name: key }) => `${key} has another shape`),
    ...missing.map((key) => `it lacks ${key}`),
    ...unexpected.map((key) => `there is no ${shortened(key, 80)}`),
  ];
}

const usable = ['checkpoint_final.pth', 'checkpoint_latest.pth', 'checkpoint_best.pth'];
