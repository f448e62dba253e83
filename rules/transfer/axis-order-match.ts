import { defineRule } from '../../src/engine/rule.js';
import { compareOrigins } from '../../src/nnunet/origin/origin.js';
import { quoted } from '../../src/nnunet/words/wording.js';
import { differingField } from '../both-sides.js';
import { otherPlans } from '../causes.js';

interface Differs {
  readonly pretraining: readonly number[];
  readonly finetuning: readonly number[];
}

/** Weights know nothing of axes: a kernel that learned to look across slices is applied along whatever comes first. */
export const axisOrderMatch = defineRule({
  id: 'transfer/axis-order-match',
  subject: 'transfer-configuration',
  severity: 'error',
  severities: { differs: 'warning' },
  since: '0.1.0',
  summary: 'Pretraining and finetuning bring the axes of images into the same order.',
  topic: 'axis order',
  yieldsTo: otherPlans,
  why: `\`transpose_forward\` moves the axis of the largest spacing to the front. The network's kernels, strides and patch size are made for that order. With another order the weights still load, and nnU-Net does not tell you.

Two datasets that were planned separately may need different orders, because their images may be stored differently. In moved plans another order is an edit. Predictions from data that were preprocessed before the edit have exchanged axes.`,
  remedy:
    'Check in which order the images of both datasets are stored. If it is the same, use transpose_forward and transpose_backward of the pretraining plans and preprocess again.',
  sources: [
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
  ],
  examples: [
    {
      title: 'The axes of the moved plans were exchanged by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/transpose_forward',
          to: [2, 0, 1],
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/transpose_backward',
          to: [1, 2, 0],
        },
      ],
      reports: 'edited',
    },
  ],
  messages: {
    edited: ({ pretraining, finetuning }: Differs) =>
      `The axis order (transpose_forward) is ${quoted([...finetuning])}; the pretraining used the same plans with ${quoted([...pretraining])}. ` +
      'nnU-Net does not compare the order when it loads weights, so the network sees every image turned to another side.',
    differs: ({ pretraining, finetuning }: Differs) =>
      `The axis order (transpose_forward) is ${quoted([...finetuning])}; the pretraining used ${quoted([...pretraining])}. ` +
      'If the images of both datasets are stored in the same order, the network sees them turned to another side.',
  },
  *check(pair, context) {
    const order = ({ plansFile }: typeof pair.pretraining) => plansFile.plans.transposeForward;
    const found = differingField('transpose_forward', pair, context, order, () => 'the order of the pretraining');
    if (found?.data.pretraining.length !== found?.data.finetuning.length || found === undefined) return;
    // Plans of one origin have one order: the planner derives it from the images.
    const { agrees } = compareOrigins(pair.pretraining.plansFile.plans, pair.finetuning.plansFile.plans);
    yield { message: agrees.includes('intensity statistics') ? 'edited' : 'differs', ...found };
  },
});
