import { defineRule, type Many } from '../../src/engine/rule.js';
import { examplesText } from '../../src/nnunet/words/wording.js';

export const numpyCompatibility = defineRule({
  id: 'model/numpy-compatibility',
  subject: 'checkpoint',
  severity: 'info',
  since: '0.1.0',
  summary: 'A checkpoint can be loaded with every numpy that nnU-Net allows.',
  why: `A checkpoint holds numpy numbers (\`_best_ema\`, \`logging\`). numpy 2 writes them under the module name \`numpy._core\`, which numpy 1.24 to 1.26.0 do not have:
"No module named 'numpy._core'". Files written under numpy 1 load everywhere. This matters if you share weights, or if a cluster has an older environment.`,
  remedy: 'Use numpy 1.26.4 or newer where the checkpoint is loaded.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/2681'],
  examples: [
    {
      title: 'A checkpoint written under numpy 2',
      changes: [],
      reports: 'newer',
    },
  ],
  messages: {
    newer: ({ count, examples }: Many<{ readonly file: string }>) =>
      `${examplesText(
        count,
        examples.map(({ file }) => file),
      )} ${count === 1 ? 'was' : 'were'} written under numpy 2 or newer. numpy 1.24 to 1.26.0 cannot load ${count === 1 ? 'it' : 'them'} ("No module named 'numpy._core'").`,
  },
  *check({ content, nameInModel }) {
    const globals = content.checkpoint?.globals ?? [];
    if (globals.some(({ module }) => module === 'numpy._core' || module.startsWith('numpy._core.'))) {
      yield { message: 'newer', data: {}, example: { file: nameInModel } };
    }
  },
});
