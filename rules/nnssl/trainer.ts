import { defineRule } from '../../src/engine/rule.js';
import { trainerNames } from '../../src/nnunet/installation/trainer-names.js';
import { pretrainInfo } from '../../src/nnunet/plans/nnssl.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

/** Only the trainers for nnssl look at `pretrain_info`; the others train plans of that kind from scratch. */
export const trainer = defineRule({
  id: 'nnssl/trainer',
  subject: 'model',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Models of plans for nnssl were trained by a trainer that loads the pretrained weights.',
  why: `Plans for nnssl name the checkpoint to start from. \`nnUNetv2_train_pretrained\` with PretrainedTrainer, or a trainer derived from it, loads it. \`nnUNetv2_train\` with any other trainer reads the same plans
and builds the same network, but trains it from random values. The log does not tell you.`,
  remedy: 'Train again with nnUNetv2_train_pretrained and -tr PretrainedTrainer (or DynamicPretrainedTrainer).',
  sources: [
    'nnunetv2/run/run_training_from_pretrained.py (after 2.8.1)',
    'nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py (after 2.8.1)',
  ],
  examples: [
    {
      title: 'Plans for nnssl trained by nnUNetTrainer',
      changes: [
        {
          file: `${model}/plans.json`,
          set: '/pretrain_info',
          to: { checkpoint_path: '/weights/nnssl.pth', pt_num_in_channels: 1 },
        },
      ],
      reports: 'ignored',
    },
  ],
  messages: {
    ignored: ({ trainer, path }: { readonly trainer: string; readonly path: string }) =>
      `The plans name ${path} as pretrained checkpoint, but ${trainer} does not read it. Unless you used -pretrained_weights, the model was trained from random values.`,
  },
  *check({ plansFile, nameParts }) {
    const path = pretrainInfo(plansFile.plans)?.checkpointPath;
    const trainer = nameParts?.trainer;
    // Trainers of a fork may do it in their own way.
    if (typeof path !== 'string' || trainer === undefined || !trainerNames.includes(trainer)) return;
    const at = { document: plansFile.document, pointer: '/pretrain_info/checkpoint_path' };
    yield { message: 'ignored', at, data: { trainer, path: JSON.stringify(path) } };
  },
});
