import { defineRule } from '../../src/engine/rule.js';
import { isPretrainedTrainer } from '../../src/nnunet/plans/nnssl.js';

/** The predictor calls build_network_architecture without the patch size that these trainers want (inference/predict_from_raw_data.py). */
export const prediction = defineRule({
  id: 'nnssl/prediction',
  subject: 'model',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Prediction can build the network that the trainer built.',
  why: `nnUNetv2_predict lets the trainer build the network. The trainers for nnssl need one more argument than all others, the patch size. The predictor does not pass it and stops with
"missing 1 required positional argument: 'num_output_channels'". This was so in nnU-Net's repository in July 2026. No release has these trainers yet; the first one that has them may work.`,
  remedy: 'Predict one image before you train the other folds. If prediction stops, update nnU-Net.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py: initialize_from_trained_model_folder (after 2.8.1)',
    'nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py: build_network_architecture (after 2.8.1)',
  ],
  examples: [
    {
      title: 'A model that was finetuned from nnssl',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/PretrainedTrainer__TinyPlans__3d_fullres',
          copyFrom: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres',
        },
      ],
      reports: 'stops',
    },
  ],
  messages: {
    stops: ({ trainer }: { readonly trainer: string }) =>
      `${trainer} needs the patch size to build its network, and nnUNetv2_predict does not pass it. Prediction stops with "missing 1 required positional argument: 'num_output_channels'", unless your nnU-Net is newer.`,
  },
  *check({ nameParts, folder }) {
    const trainer = nameParts?.trainer;
    if (trainer === undefined || !isPretrainedTrainer(trainer)) return;
    yield { message: 'stops', at: { document: { file: folder } }, data: { trainer } };
  },
});
