import { defineRule } from '../../src/engine/rule.js';
import { fileEnding } from '../../src/nnunet/dataset/case-names.js';
import { imageFault, readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { transposed } from '../../src/nnunet/dataset/resampled-shape.js';
import { timesList } from '../../src/nnunet/words/wording.js';

const late = 'nnUNetv2_train runs all epochs and stops in the final validation of the fold that has this case.';

interface Shapes {
  readonly file: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
}

export const groundTruthGeometry = defineRule({
  id: 'dataset/ground-truth-geometry',
  subject: 'case',
  severity: 'error',
  since: '0.1.0',
  summary: 'Every file in gt_segmentations can be read and has the size of the image that was preprocessed.',
  topic: 'geometry of gt_segmentations',
  yieldsTo: [
    { to: 'dataset/case-shape:differs', messages: ['order'] },
    { to: 'transfer/axis-order-match:edited', messages: ['order'], same: 'place' },
  ],
  why: `After the last epoch nnU-Net brings its predictions back to the size and axis order of the image as it was before preprocessing, and compares them with \`gt_segmentations\`, voxel by voxel.
A file that was damaged, or replaced by one of another size since, ends the training there with an exception. The same happens when \`transpose_forward\` was changed after preprocessing.`,
  remedy:
    'Copy the file from labelsTr of the raw folder again; where image or plans have changed since, preprocess again.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: perform_actual_validation',
    'nnunetv2/inference/export_prediction.py',
    'nnunetv2/evaluation/evaluate_predictions.py',
  ],
  examples: [
    {
      title: 'A file that was not copied to the end',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations/pan_000.nii.gz', write: '' }],
      reports: 'unreadable',
    },
  ],
  messages: {
    unreadable: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `gt_segmentations/${file} cannot be read: ${reason}. ${late}`,
    shape: ({ file, stored, expected }: Shapes) =>
      `gt_segmentations/${file} has ${timesList(stored)} voxels (slices, rows, columns); the image that was preprocessed had ${timesList(expected)}. ${late}`,
    order: ({ file, stored, expected, order }: Shapes & { readonly order: readonly number[] }) =>
      `With transpose_forward [${order.join(', ')}] the image of this case had ${timesList(expected)} voxels (slices, rows, columns); gt_segmentations/${file} has ${timesList(stored)}. ` +
      `The data were preprocessed with another axis order. ${late}`,
  },
  *check({ groundTruth, properties, configurations, dataset, identifier }) {
    const [first] = configurations;
    const plans = first?.plansFile.plans;
    const order = plans?.transposeForward;
    const reader = plans?.imageReaderWriter;
    if (first === undefined || order === undefined || reader === undefined) return;
    const file = identifier + (fileEnding(dataset.datasetJson.value) ?? '');
    const at = { document: { file: `${dataset.folder}/gt_segmentations/${file}` } };
    if (groundTruth.value === undefined) {
      const reason = imageFault(file, groundTruth);
      if (reason !== undefined) yield { message: 'unreadable', at, data: { file, reason } };
      return;
    }
    const reading = readingOf(reader, groundTruth.value);
    const { shapeBeforeCropping: before, reoriented } = properties.value ?? {};
    if (reading === undefined || !('geometry' in reading) || before?.length !== 3 || reoriented !== false) return;
    const stored = reading.geometry.shape;
    if (stored.length !== 3 || order.length !== 3) return;
    const here = transposed(stored, order);
    if (here.every((length, axis) => length === before[axis])) return;
    const back = order.map((_, axis) => order.indexOf(axis));
    const data = { file, stored, expected: transposed(before, back) };
    const isTurned = [...before].sort().join() === [...stored].sort().join();
    if (isTurned) {
      const related = [
        { document: first.plansFile.document, pointer: '/transpose_forward', message: 'the axis order of today' },
      ];
      yield { message: 'order', at, data: { ...data, order }, related };
    } else yield { message: 'shape', at, data };
  },
});
