import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { chooseFold, defaultFolds } from '../../src/nnunet/dataset/splits.js';
import { counted } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Beyond {
  readonly fold: number;
  readonly folds: number;
}

/** What `do_split` makes of a fold that the split file does not have (training/nnUNetTrainer/nnUNetTrainer.py). */
export const fold = defineRule({
  id: 'workflow/fold',
  subject: 'script',
  severity: 'warning',
  severities: { outOfRange: 'error', tooFewCases: 'error' },
  since: '0.1.0',
  summary: 'The fold that a command names is one of splits_final.json.',
  yieldsTo: [
    { to: 'dataset/cases-complete:absent', messages: ['tooFewCases'], within: 'job' },
    { to: 'dataset/too-few-cases', messages: ['tooFewCases'], within: 'job' },
  ],
  why: `For a fold beyond the split file nnU-Net makes a random 80:20 split, and says so only in the log. No other run has the same validation cases, so there is no cross-validation. A negative fold counts from
the end. Without a file it makes five folds, and needs five cases for that.`,
  remedy: 'Name one of the folds that splits_final.json has, counted from 0, or all.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: do_split'],
  examples: [
    {
      title: 'Folds are counted from 0',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 5 -p PretrainedPlansCustom',
      reports: 'random',
    },
  ],
  messages: {
    random: ({ fold: number, folds }: Beyond) =>
      `There is no fold ${number}: the split has ${counted(folds, 'fold')}, counted from 0. nnUNetv2_train draws a random 80:20 split instead.`,
    fromEnd: ({ fold: number, folds }: Beyond) =>
      `Fold ${number} counts from the end: it is fold ${folds + number}, and the model lands in fold_${number}.`,
    outOfRange: ({ fold: number, folds }: Beyond) =>
      `There is no fold ${number}: the split has ${counted(folds, 'fold')}. nnUNetv2_train stops with an IndexError.`,
    tooFewCases: ({ cases }: { readonly cases: number }) =>
      `There is no splits_final.json, and ${counted(cases, 'case')} cannot be divided into 5 folds. nnUNetv2_train stops once the network is built.`,
  },
  *check(script) {
    for (const { intent, jobs, place } of commandsOnDisk(script, ['preprocess'])) {
      if (intent.kind !== 'train' || intent.fold === undefined) continue;
      for (const { dataset, configurations } of jobs) {
        const { splits, dataFolders } = dataset;
        const own = configurations.find(({ configuration }) => configuration.name === intent.configuration);
        const data = dataFolders.find(({ name }) => name === own?.configuration.dataIdentifier);
        const isMissing = splits.problems.some(({ kind }) => kind === 'missing');
        if (data === undefined || (!isMissing && !Array.isArray(splits.value))) continue;
        const folds = Array.isArray(splits.value) ? splits.value.length : undefined;
        // An empty list is the business of dataset/folds.
        if (folds === 0) continue;
        const choice = chooseFold(intent.fold, folds, data.files.size);
        const number = Number(intent.fold);
        const at = place ?? { document: splits };
        const remedy = `Name one of the folds 0 to ${(folds ?? defaultFolds) - 1}, or all.`;
        if (choice.kind === 'random')
          yield { message: 'random', at, data: { fold: number, folds: choice.folds }, remedy };
        if (choice.kind === 'out-of-range') {
          yield { message: 'outOfRange', at, data: { fold: number, folds: choice.folds }, remedy };
        }
        if (choice.kind === 'too-few-cases') {
          const finding = { message: 'tooFewCases', at, data: { cases: choice.cases } } as const;
          // No fold helps where there is nothing to train on.
          if (choice.cases === 0 && own !== undefined)
            yield { ...finding, ...carefulPreprocess(dataset, [own], 'Preprocess first: ') };
          else yield { ...finding, remedy: 'Train on all cases: give all as the fold.' };
        }
        if (number < 0 && 'index' in choice) {
          yield { message: 'fromEnd', at, data: { fold: number, folds: choice.index - number }, remedy };
        }
      }
    }
  },
});
