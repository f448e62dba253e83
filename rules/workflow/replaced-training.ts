import { defineRule } from '../../src/engine/rule.js';
import { commandText } from '../../src/nnunet/command-line/word.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Replaced {
  readonly model: string;
  readonly fold: string;
  readonly checkpoints: readonly string[];
}

/** What training writes, the last first. */
const written = ['checkpoint_final.pth', 'checkpoint_latest.pth', 'checkpoint_best.pth'];

/** The folder of a model is named by trainer, plans and configuration; who trains again writes into the same. */
export const replacedTraining = defineRule({
  id: 'workflow/replaced-training',
  subject: 'script',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A training does not replace an earlier one.',
  why: `The name of a model folder is the same for every training: with other weights, other data or edited plans. Without \`--c\` nnU-Net starts a new training and overwrites the checkpoints
of an earlier one, whether that was interrupted or finished.`,
  remedy: 'Move the old fold away, or continue its training: --c.',
  sources: ['nnunetv2/run/run_training.py: maybe_load_checkpoint', 'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py'],
  destroysData: true,
  examples: [
    {
      title: 'The fold has been trained already',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      reports: 'replaced',
    },
  ],
  messages: {
    replaced: ({ model, fold, checkpoints }: Replaced) =>
      `${fold} of ${model} holds ${wordList(checkpoints)} of an earlier training. Without --c nnUNetv2_train starts a new training and overwrites ${checkpoints.length === 1 ? 'it' : 'them'}.`,
  },
  *check(script) {
    // Of a script that has done its work, this would be told for ever.
    if (script.file !== undefined) return;
    for (const { intent, model, invocation } of commandsOnDisk(script)) {
      if (intent.kind !== 'train' || intent.mode !== 'anew' || intent.fold === undefined) continue;
      const fold = model?.folds.find(({ name }) => name === `fold_${intent.fold}`);
      const names = (fold?.checkpoints ?? []).map(({ fileName }) => fileName);
      const checkpoints = written.filter((name) => names.includes(name));
      if (model === undefined || fold === undefined || checkpoints.length === 0) continue;
      yield {
        message: 'replaced',
        at: { document: { file: fold.folder } },
        data: { model: model.name, fold: fold.name, checkpoints },
        remedy:
          intent.weights === undefined
            ? `Move the folder away, or continue its training: \`${commandText(invocation.words)} --c\``
            : 'Move the folder away. To continue an interrupted finetuning, use --c instead of -pretrained_weights.',
      };
    }
  },
});
