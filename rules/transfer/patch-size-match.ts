import { defineRule } from '../../src/engine/rule.js';
import { timesList } from '../../src/nnunet/words/wording.js';
import { differingField } from '../both-sides.js';
import { otherPlans } from '../causes.js';

interface Differs {
  readonly pretraining: readonly number[];
  readonly finetuning: readonly number[];
}

/** A convolutional network takes patches of any size, so loading weights cannot notice (run/load_pretrained_weights.py). */
export const patchSizeMatch = defineRule({
  id: 'transfer/patch-size-match',
  subject: 'transfer-configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'Pretraining and finetuning cut patches of the same size.',
  topic: 'patch size',
  yieldsTo: otherPlans,
  why: `The patch size decides how much of the body the network sees at once, how often it sees the border of its input, and how its deepest features are spread. Weights load with any patch size,
and nnU-Net does not tell you. nnU-Net's guide to pretraining therefore moves the patch size together with the rest of the plans.`,
  remedy: 'Use the patch size of the pretraining plans. The data can stay: only training and prediction cut patches.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'documentation/pretraining_and_finetuning.md'],
  examples: [
    {
      title: 'The patch size of the moved plans was edited by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/patch_size',
          to: [8, 40, 40],
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ pretraining, finetuning }: Differs) =>
      `Patches are ${timesList(finetuning)} voxels; the pretraining network was trained with ${timesList(pretraining)}. ` +
      'nnU-Net does not compare patch sizes when it loads weights, so each patch shows more or less of the image than the network learned from.',
  },
  *check(pair, context) {
    const patchSize = ({ configuration }: typeof pair.pretraining) => configuration.patchSize;
    const told = (voxels: readonly number[]) => `the pretraining patch is ${timesList(voxels)} voxels`;
    const found = differingField('patch_size', pair, context, patchSize, told);
    // Two against three axes is told for the spacing.
    if (found?.data.pretraining.length !== found?.data.finetuning.length || found === undefined) return;
    yield { message: 'differs', ...found };
  },
});
