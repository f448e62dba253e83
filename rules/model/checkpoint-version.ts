import { defineRule } from '../../src/engine/rule.js';

export const checkpointVersion = defineRule({
  id: 'model/checkpoint-version',
  subject: 'checkpoint',
  severity: 'error',
  since: '0.1.0',
  summary: 'A checkpoint was written by nnU-Net v2.',
  why: `Checkpoints of nnU-Net v1 (\`.model\`, with \`state_dict\` and a \`plans.pkl\` beside them) belong to networks of other classes with other names. nnU-Net v2 stops with
\`KeyError: 'network_weights'\`; there is no conversion.`,
  remedy: 'Use nnU-Net v1 for this model, or train again with nnU-Net v2.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'https://github.com/wasserth/TotalSegmentator/issues/246'],
  examples: [
    {
      title: 'A checkpoint of nnU-Net v1 in a folder of v2',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          // {'state_dict': {}, 'plot_stuff': []} in the form before torch 1.6
          write:
            "L119547037146038801333356L\n.I1001\n.(dp0\n.(dp0\nS'state_dict'\np1\n(dp2\nsS'plot_stuff'\np3\n(lp4\ns.(lp0\n.",
        },
      ],
      reports: 'version1',
    },
  ],
  messages: {
    version1: ({ file }: { readonly file: string }) =>
      `${file} was written by nnU-Net v1. nnU-Net v2 stops with a KeyError ('network_weights'); weights of v1 cannot be converted.`,
  },
  *check({ content, fileName }) {
    if (content.checkpoint?.kind === 'nnunet-v1') yield { message: 'version1', data: { file: fileName } };
  },
});
