import { defineRule } from '../../src/engine/rule.js';
import { differingField } from '../both-sides.js';
import { otherPlans } from '../causes.js';

interface Differs {
  readonly pretraining: number;
  readonly finetuning: number;
}

/** The batch size belongs to training alone: neither weights nor data depend on it. */
export const batchSizeMatch = defineRule({
  id: 'transfer/batch-size-match',
  subject: 'transfer-configuration',
  severity: 'info',
  since: '0.1.0',
  summary: 'Pretraining and finetuning train with the same batch size.',
  topic: 'batch size',
  yieldsTo: otherPlans,
  why: `The batch size changes how noisy the gradients are and how many cases an epoch sees. Weights and data fit with any batch size. nnU-Net does not adapt the learning rate to it, so results of trainings with different batch sizes are hard to compare.`,
  remedy: 'Nothing needs to be done. To compare trainings, use the batch size of the pretraining plans.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py'],
  examples: [
    {
      title: 'A larger batch for a larger GPU',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/batch_size',
          to: 4,
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ pretraining, finetuning }: Differs) =>
      `The batch size is ${finetuning}; the pretraining had ${pretraining}. Weights and data still fit.`,
  },
  *check(pair, context) {
    const found = differingField(
      'batch_size',
      pair,
      context,
      ({ configuration }) => configuration.batchSize,
      (size) => `the pretraining had ${size}`,
    );
    if (found !== undefined) yield { message: 'differs', ...found };
  },
});
