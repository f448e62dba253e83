import { defineRule } from '../../src/engine/rule.js';
import { isPretrainedTrainer } from '../../src/nnunet/plans/nnssl.js';

/** The predictor calls build_network_architecture without the patch size that these trainers want (inference/predict_from_raw_data.py). */
export const prediction = defineRule({
  id: 'nnssl/prediction',
  subject: 'model',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The model was trained by a trainer whose network prediction can build.',
  why: `Prediction builds the network by the trainer's own method. Those of the trainers for nnssl take one argument more than all others, the patch size, and the predictor does not give it: it stops with
"missing 1 required positional argument: 'num_output_channels'". Seen in nnU-Net's repository in July 2026; no release has these trainers yet, and the first that has may have mended it.`,
  remedy: 'Try a prediction with one image before the other folds are trained; where it stops, update nnU-Net.',
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
      `${trainer} builds its network from the patch size too, which nnUNetv2_predict does not pass on. It stops with "missing 1 required positional argument: 'num_output_channels'", unless your nnU-Net has mended that.`,
  },
  *check({ nameParts, folder }) {
    const trainer = nameParts?.trainer;
    if (trainer === undefined || !isPretrainedTrainer(trainer)) return;
    yield { message: 'stops', at: { document: { file: folder } }, data: { trainer } };
  },
});
