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
  summary: 'The axis order of transpose_forward is one of three axes, and transpose_backward leads back from it.',
  why: `Images are brought into the order of \`transpose_forward\` before anything else, and predictions back with \`transpose_backward\`. Preprocessing stops at an order that is none. A wrong way back is noticed
only when the first segmentation is written, in the final validation after all epochs, and where all sides of an image are equally long it is not noticed at all: predictions lie on their side.`,
  remedy:
    'Let transpose_backward undo transpose_forward: at each place the position of that number in transpose_forward.',
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
      `transpose_backward is ${quoted([...found])}; the way back from transpose_forward ${quoted([...forward])} is ${quoted([...expected])}. nnU-Net turns predictions the wrong way: it stops in the final validation, after all epochs, or writes segmentations with swapped axes.`,
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
