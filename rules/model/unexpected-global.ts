import { defineRule } from '../../src/engine/rule.js';
import { isDangerousModule, isDataGlobal } from '../../src/nnunet/checkpoint/pickled-globals.js';

/** `torch.load(…, weights_only=False)` imports and calls whatever a file names (run/load_pretrained_weights.py). */
export const unexpectedGlobal = defineRule({
  id: 'model/unexpected-global',
  subject: 'checkpoint',
  severity: 'error',
  severities: { unknown: 'info', reference: 'info' },
  since: '0.1.0',
  summary: 'A checkpoint names nothing but tensors, numpy numbers and plain containers.',
  why: `A \`.pth\` is a pickle, and a pickle may name any function of Python to be called when it is opened. nnU-Net loads checkpoints with \`weights_only=False\`, for prediction, for
\`--c\` and for \`-pretrained_weights\`: whatever the file calls then runs with your rights. nnplans never runs anything; it lists what would.`,
  remedy:
    'Do not load this file. Ask its author for one that holds tensors only, or open it in a sandbox with torch.load(weights_only=True).',
  sources: [
    'nnunetv2/run/load_pretrained_weights.py',
    'nnunetv2/inference/predict_from_raw_data.py',
    'https://docs.python.org/3/library/pickle.html',
  ],
  examples: [
    {
      title: 'A checkpoint that would start a program',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          // {'network_weights': {}, 'x': os.system('true')} in the form before torch 1.6; listed, never called
          write:
            "L119547037146038801333356L\n.I1001\n.(dp0\n.(dS'network_weights'\n(dsS'x'\ncposix\nsystem\n(S'true'\ntRs.(lp0\n.",
        },
      ],
      reports: 'runs',
    },
  ],
  messages: {
    runs: ({ file, name }: { readonly file: string; readonly name: string }) =>
      `${file} calls ${name} when it is loaded. No checkpoint of nnU-Net does; it would run with your rights as soon as nnU-Net opens the file.`,
    unknown: ({ file, name }: { readonly file: string; readonly name: string }) =>
      `${file} calls ${name} when it is loaded, which nnU-Net's own checkpoints do not. Loading needs that module, and runs its code.`,
    reference: ({ file, name }: { readonly file: string; readonly name: string }) =>
      `${file} refers to ${name}, which nnU-Net's own checkpoints do not. Loading imports that module.`,
  },
  *check({ content, fileName }) {
    const seen = new Set<string>();
    for (const { module, name, called } of content.checkpoint?.globals ?? []) {
      const full = `${module}.${name}`;
      if (isDataGlobal(module, name) || seen.has(full)) continue;
      seen.add(full);
      const data = { file: fileName, name: full };
      if (isDangerousModule(module, name)) yield { message: 'runs', data };
      else yield called ? { message: 'unknown', data } : { message: 'reference', data };
    }
  },
});
