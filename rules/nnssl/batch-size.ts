import { defineRule } from '../../src/engine/rule.js';
import { pretrainInfo } from '../../src/nnunet/plans/nnssl.js';
import { plainNumber } from '../../src/nnunet/words/wording.js';

/** PretrainedTrainer writes a 2 into the plans before it reads them (training/nnUNetTrainer/pretraining/pretrainedTrainer.py). */
export const batchSize = defineRule({
  id: 'nnssl/batch-size',
  subject: 'configuration',
  severity: 'info',
  since: '0.1.0',
  summary: 'Plans for nnssl have the batch size that their trainers use.',
  why: 'PretrainedTrainer, and every trainer derived from it, trains with two patches at a time and overwrites what the plans say. Another number in the plans is no mistake, but it has no effect.',
  remedy: 'Set batch_size to 2, so that the plans say what is done. For another batch size, derive your own trainer.',
  sources: ['nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py: __init__ (after 2.8.1)'],
  examples: [
    {
      title: 'A batch size that is not used',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/pretrain_info',
          to: { checkpoint_path: null, pt_num_in_channels: 1 },
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/batch_size',
          to: 4,
        },
      ],
      reports: 'ignored',
    },
  ],
  messages: {
    ignored: ({ batchSize }: { readonly batchSize: number }) =>
      `The batch size is ${plainNumber(batchSize)}, but PretrainedTrainer always trains with 2.`,
  },
  *check({ configuration, plansFile }) {
    const { batchSize } = configuration;
    if (pretrainInfo(plansFile.plans) === undefined || batchSize === undefined || batchSize === 2) return;
    if (plansFile.place !== 'preprocessed') return;
    yield { message: 'ignored', at: configuration.at('batch_size'), data: { batchSize } };
  },
});
