import { defineRule } from '../../src/engine/rule.js';
import { wordList } from '../../src/nnunet/words/wording.js';

/** nnUNetv2_predict asks for folds 0 to 4 unless -f says otherwise (inference/predict_from_raw_data.py, predict_entry_point). */
const defaultFolds = [0, 1, 2, 3, 4];

export const folds = defineRule({
  id: 'model/folds',
  subject: 'model',
  severity: 'warning',
  severities: { none: 'error', noWeights: 'info', unfinished: 'info', partial: 'info' },
  since: '0.1.0',
  summary: 'Every fold of a model has its final checkpoint, and prediction finds all folds that it needs.',
  why: `By default \`nnUNetv2_predict\` uses folds 0 to 4 and \`checkpoint_final.pth\`, and stops at the first that is missing. A fold whose training was
interrupted has only \`checkpoint_latest.pth\`. In the API without \`-f\`, nnU-Net looks for the folds, but overlooks \`fold_all\`.`,
  remedy: 'Name the folds with -f and the checkpoint with -chk, or finish the training: nnUNetv2_train … --c.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2127',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2255',
  ],
  examples: [
    {
      title: 'A training that was interrupted',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_1/checkpoint_latest.pth',
          copyFrom:
            'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
        },
      ],
      reports: 'unfinished',
    },
  ],
  messages: {
    unfinished: ({ folds: names, has }: { readonly folds: readonly string[]; readonly has: readonly string[] }) =>
      `${wordList(names)} ${names.length === 1 ? 'has' : 'have'} no checkpoint_final.pth${has.length > 0 ? `, only ${wordList(has)}` : ''}: training was interrupted or still runs. Prediction with ${names.length === 1 ? 'this fold' : 'these folds'} stops unless -chk names another checkpoint.`,
    partial: ({ present }: { readonly present: readonly string[] }) =>
      `Only ${wordList(present)} of folds 0 to 4 ${present.length === 1 ? 'is' : 'are'} finished. nnUNetv2_predict needs all five unless -f names the folds.`,
    none: ({ model }: { readonly model: string }) =>
      `${model} has no fold with a checkpoint. nnUNetv2_predict stops with FileNotFoundError, whatever -f and -chk say.`,
    noWeights: ({ model }: { readonly model: string }) =>
      `${model} has its plans here and no weights, as in a repository that leaves them out. nnUNetv2_predict needs them beside the plans.`,
  },
  *check({ whole, folds: own, folder, name, dataset }) {
    const all = whole?.folds ?? own;
    const at = { document: { file: folder } };
    const has = (fileNames: readonly string[]) => fileNames.includes('checkpoint_final.pth');
    const named = all.map((fold) => ({ fold, files: fold.checkpoints.map((checkpoint) => checkpoint.fileName) }));
    // Nothing here trains it, so it is kept for its plans.
    if (all.length === 0 && (dataset?.plansFiles ?? []).length === 0 && whole === undefined) {
      yield {
        message: 'noWeights',
        at,
        data: { model: name },
        remedy: 'Bring the folders of the folds here to predict.',
      };
      return;
    }
    if (named.every(({ files }) => files.length === 0)) {
      yield {
        message: 'none',
        at,
        data: { model: name },
        remedy: 'Copy the checkpoints here, or train the folds: nnUNetv2_train.',
      };
      return;
    }
    // Which of them a command needs, rules about commands tell.
    if (whole !== undefined) return;
    const unfinished = named.filter(({ files }) => !has(files));
    if (unfinished.length > 0) {
      const others = [...new Set(unfinished.flatMap(({ files }) => files))];
      yield { message: 'unfinished', at, data: { folds: unfinished.map(({ fold }) => fold.name), has: others } };
    }
    const finished = named
      .filter(({ files }) => has(files))
      .flatMap(({ fold }) => (typeof fold.fold === 'number' ? [fold.fold] : []));
    if (finished.length > 0 && !defaultFolds.every((fold) => finished.includes(fold)) && unfinished.length === 0) {
      yield { message: 'partial', at, data: { present: finished.map((fold) => `fold ${fold}`) } };
    }
  },
});
