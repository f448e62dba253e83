import { defineRule } from '../../src/engine/rule.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { fromStart, inverseOrder, isPermutation } from '../../src/nnunet/values/permutations.js';
import { quoted } from '../../src/nnunet/words/wording.js';

/** Images have three axes for nnU-Net, photographs too: their first has one slice. */
const axes = 3;

interface Order {
  readonly found: readonly number[];
}

interface Inverse extends Order {
  readonly forward: readonly number[];
  readonly expected: readonly number[];
}

export const transposeInverse = defineRule({
  id: 'plans/transpose-inverse',
  subject: 'plans',
  severity: 'error',
  since: '0.1.0',
  summary: 'The plans order three axes with transpose_forward and undo this with transpose_backward.',
  why: `nnU-Net reorders the axes of images with \`transpose_forward\` before anything else, and those of predictions with \`transpose_backward\`. Preprocessing stops if \`transpose_forward\` is not an order of the axes.
A wrong \`transpose_backward\` stops nnU-Net only when it writes the first segmentation, in the final validation after all epochs. If all sides of an image are equally long, nothing stops: predictions have swapped axes.`,
  remedy:
    'Set transpose_backward so that it undoes transpose_forward: its entry i is the position of i in transpose_forward.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run_case_npy',
    'nnunetv2/inference/export_prediction.py: convert_predicted_logits_to_segmentation_with_correct_shape',
  ],
  examples: [
    {
      title: 'The axis order was changed in one of the two',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/transpose_backward',
          to: [2, 0, 1],
        },
      ],
      reports: 'notInverse',
    },
  ],
  messages: {
    noOrder: ({ found }: Order) =>
      `transpose_forward is ${quoted([...found])}, which is no order of the axes 0, 1 and 2. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    notInverse: ({ found, forward, expected }: Inverse) =>
      `transpose_backward is ${quoted([...found])}; to undo transpose_forward ${quoted([...forward])} it must be ${quoted([...expected])}. nnU-Net turns predictions the wrong way: it stops in the final validation, after all epochs, or writes segmentations with swapped axes.`,
  },
  *check(file) {
    const { transposeForward: forward, transposeBackward: backward } = file.plans;
    if (!isRead(file, ['predict'])) return;
    if (forward !== undefined && !isPermutation(forward, axes)) {
      yield { message: 'noOrder', at: '/transpose_forward', data: { found: forward } };
      return;
    }
    if (forward === undefined || backward === undefined) return;
    const expected = inverseOrder(forward);
    if (fromStart(backward).join() === expected.join()) return;
    yield {
      message: 'notInverse',
      at: '/transpose_backward',
      data: { found: backward, forward, expected },
      remedy: `Set transpose_backward to ${quoted([...expected])}.`,
      fix: {
        edits: [{ document: file.document, pointer: '/transpose_backward', value: [...expected] }],
        isSafe: true,
      },
    };
  },
});
