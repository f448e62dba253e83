import { defineRule } from '../../src/engine/rule.js';

export const numpyCompatibility = defineRule({
  id: 'model/numpy-compatibility',
  subject: 'checkpoint',
  severity: 'info',
  since: '0.1.0',
  summary: 'A checkpoint can be loaded with every numpy that nnU-Net allows.',
  why: `A checkpoint keeps numpy numbers (\`_best_ema\`, \`logging\`), and numpy 2 writes them under the module name \`numpy._core\`, which numpy 1.24 to 1.26.0 do not have:
"No module named 'numpy._core'". Files written under numpy 1 load everywhere. It matters when weights are shared, or when a cluster keeps an older environment.`,
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
    newer: ({ file }: { readonly file: string }) =>
      `${file} was written under numpy 2 or newer. numpy 1.24 to 1.26.0 cannot load it ("No module named 'numpy._core'").`,
  },
  *check({ content, fileName }) {
    const globals = content.checkpoint?.globals ?? [];
    if (globals.some(({ module }) => module === 'numpy._core' || module.startsWith('numpy._core.'))) {
      yield { message: 'newer', data: { file: fileName } };
    }
  },
});
