import { defineRule } from '../../src/engine/rule.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { quoted } from '../../src/nnunet/words/wording.js';

export const trainerKnown = defineRule({
  id: 'model/trainer-known',
  subject: 'checkpoint',
  severity: 'warning',
  severities: { foreign: 'info', none: 'error' },
  since: '0.1.0',
  summary: 'nnU-Net can find the trainer that a checkpoint names.',
  why: `Prediction builds the network with the trainer that wrote the checkpoint, and looks for that class by its name among nnU-Net's files. A class of a fork, or your own class, must be
there too. Otherwise prediction stops with "Could not find requested nnunet trainer". For finetuning with \`-pretrained_weights\` the name does not matter.`,
  remedy:
    'Copy the trainer class into nnunetv2/training/nnUNetTrainer on the machine of the prediction. If it is there, list it under knownClasses in nnplans.config.json.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/utilities/find_class_by_name.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1694',
  ],
  examples: [
    {
      title: 'A checkpoint of a fork',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          // {'network_weights': {}, 'trainer_name': 'nnUNetTrainerUMambaBot'} in the form before torch 1.6
          write:
            "L119547037146038801333356L\n.I1001\n.(dp0\n.(dS'network_weights'\n(dsS'trainer_name'\nS'nnUNetTrainerUMambaBot'\ns.(lp0\n.",
        },
      ],
      reports: 'foreign',
    },
  ],
  messages: {
    foreign: ({ trainer }: { readonly trainer: string }) =>
      `The trainer ${quoted(trainer)} does not come with nnU-Net. Prediction needs its class. nnplans cannot tell from the plans which network it builds.`,
    mistyped: ({ trainer, meant }: { readonly trainer: string; readonly meant: string }) =>
      `The trainer ${quoted(trainer)} does not come with nnU-Net; ${quoted(meant)} does. Prediction stops with "Could not find requested nnunet trainer" unless such a class exists.`,
    missing: ({ trainer, installation }: { readonly trainer: string; readonly installation: string }) =>
      `There is no trainer ${quoted(trainer)} in ${installation}. Prediction there stops with "Could not find requested nnunet trainer".`,
    none: ({ file }: { readonly file: string }) =>
      `trainer_name of ${file} is not a text. Prediction needs it to find the trainer, and stops.`,
  },
  *check({ content, model, fileName }, context) {
    const found = content.checkpoint;
    if (found?.kind !== 'nnunet' || !found.keys.includes('trainer_name')) return;
    const trainer = found.trainerName;
    if (trainer === undefined) {
      const remedy = 'Use the checkpoint as nnU-Net wrote it.';
      if (model !== undefined) yield { message: 'none', data: { file: fileName }, remedy };
      return;
    }
    const judgement = judgeName('trainer', trainer, context);
    if (judgement.kind === 'known') return;
    const { installation } = context;
    if (installation !== undefined && judgement.kind !== 'foreign') {
      yield { message: 'missing', data: { trainer, installation: installation.label } };
    } else if (judgement.kind === 'near miss') {
      yield { message: 'mistyped', data: { trainer, meant: judgement.meant } };
    } else yield { message: 'foreign', data: { trainer } };
  },
});
