import { defineRule } from '../../src/engine/rule.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Missing {
  readonly model: string;
  readonly fold: string;
}

/** What `--c` and `--val` go on with (run/run_training.py, maybe_load_checkpoint). */
export const continuedTraining = defineRule({
  id: 'workflow/continued-training',
  subject: 'script',
  severity: 'warning',
  severities: { unfinished: 'error' },
  since: '0.1.0',
  summary: 'A training that is to go on, or to be validated, has a checkpoint.',
  why: `With \`--c\` nnU-Net looks for \`checkpoint_final.pth\`, \`checkpoint_latest.pth\` and \`checkpoint_best.pth\` in the folder that trainer, plans, configuration and fold make up. Finding none, it prints a warning and
starts a new training: from random weights, where a finetuning was to go on. \`--val\` without \`checkpoint_final.pth\` stops.`,
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
      `${fold} of ${model} holds no checkpoint to go on with. nnUNetv2_train prints a warning and starts anew.`,
    unfinished: ({ model, fold }: Missing) =>
      `${fold} of ${model} holds no checkpoint_final.pth, which --val wants. nnUNetv2_train stops.`,
  },
  *check(script) {
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
      if (intent.mode === 'continue' && !usable.some((name) => found.includes(name)))
        yield { message: 'nothing', at, data };
      if (intent.mode === 'validate' && !found.includes('checkpoint_final.pth')) {
        yield { message: 'unfinished', at, data, remedy: 'Finish the training first, with --c instead of --val.' };
      }
    }
  },
});

const usable = ['checkpoint_final.pth', 'checkpoint_latest.pth', 'checkpoint_best.pth'];
