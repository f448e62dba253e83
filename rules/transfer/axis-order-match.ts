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
  why: `\`transpose_forward\` moves the axis of the largest spacing to the front. The network's kernels, strides and patch are made for that order. With another one the weights load without a word.
Where each dataset was planned by itself and their images are stored with axes in different order, different values may be just what brings them together. In plans that were moved they are an edit, and data
that were preprocessed before come back from the network with their axes exchanged.`,
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
      `Axes are brought into the order ${quoted([...finetuning])}; in the pretraining, whose plans these are, it was ${quoted([...pretraining])}. ` +
      'nnU-Net does not compare the order when it loads weights; every image lies on another side than the network learned.',
    differs: ({ pretraining, finetuning }: Differs) =>
      `Axes are brought into the order ${quoted([...finetuning])}; in the pretraining it was ${quoted([...pretraining])}. ` +
      'Unless the images of the two datasets are stored in different order, the network meets them lying on another side.',
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
