import { defineRule } from '../../src/engine/rule.js';

export const renamedCheckpoint = defineRule({
  id: 'model/renamed-checkpoint',
  subject: 'checkpoint',
  severity: 'info',
  severities: { fold: 'warning' },
  since: '0.1.0',
  summary: 'A checkpoint has the name and the fold with which it was saved.',
  yieldsTo: [{ to: 'model/renamed-checkpoint:fold', messages: ['name'] }],
  why: `\`torch.save\` writes the name of the file into the archive, and nnU-Net writes the fold into its arguments. A \`checkpoint_best.pth\` that was renamed to \`checkpoint_final.pth\`, to make
prediction find it, is not the end of a training. A checkpoint that was copied into another fold counts twice in an ensemble, and was trained on the validation cases of that fold.`,
  remedy:
    'Name the checkpoint with -chk instead of renaming it. Train the fold that is missing, or leave it out with -f.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py'],
  examples: [
    {
      title: 'A checkpoint copied into another fold',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_1/checkpoint_final.pth',
          copyFrom:
            'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
        },
      ],
      reports: 'fold',
    },
  ],
  messages: {
    name: ({ file, saved }: { readonly file: string; readonly saved: string }) =>
      `${file} was saved as ${saved}.pth and renamed later. nnU-Net trusts the name.`,
    fold: ({
      file,
      folder,
      fold,
    }: {
      readonly file: string;
      readonly folder: string;
      readonly fold: string | number;
    }) =>
      `${file} in ${folder} was trained for fold ${fold}. An ensemble would count that fold twice, and the validation cases of ${folder} were among its training cases.`,
  },
  *check({ content, fold, fileName }) {
    const found = content.checkpoint;
    if (found === undefined) return;
    const stem = fileName.replace(/\.pth$/, '');
    const saved = found.archiveName;
    if (saved !== undefined && saved !== 'archive' && saved !== stem && /^checkpoint_(final|best|latest)$/.test(stem)) {
      yield { message: 'name', data: { file: fileName, saved } };
    }
    const trainedFor = found.initArguments?.fold;
    if (fold?.fold === undefined || trainedFor === undefined || String(trainedFor) === String(fold.fold)) return;
    yield { message: 'fold', data: { file: fileName, folder: fold.name, fold: trainedFor } };
  },
});
