import { defineRule, type Many } from '../../src/engine/rule.js';
import { fileEnding } from '../../src/nnunet/dataset/case-names.js';
import { imageFault, readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { transposed } from '../../src/nnunet/dataset/resampled-shape.js';
import { counted, examplesText, timesList } from '../../src/nnunet/words/wording.js';

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
  why: `After the last epoch nnU-Net restores the size and axis order of the raw image in its predictions and compares them with \`gt_segmentations\`, voxel by voxel.
If a file is damaged, or has another size, nnUNetv2_train stops there with an exception. The same happens if \`transpose_forward\` was changed after preprocessing.`,
  remedy:
    'Copy the file from labelsTr of the raw folder again. If the image or the plans have changed since, preprocess again.',
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
    unreadable: ({ count, examples }: Many<{ readonly file: string; readonly reason: string }>) =>
      `${counted(count, 'file')} in gt_segmentations cannot be read: ${examplesText(
        count,
        examples.map(({ file, reason }) => `${file} (${reason})`),
      )}. ${late}`,
    shape: ({ count, examples }: Many<Shapes>) =>
      `${counted(count, 'file')} in gt_segmentations ${count === 1 ? 'has' : 'have'} another size than the image that was preprocessed, in slices, rows and columns: ${shapesText(count, examples)}. ${late}`,
    order: ({ order, count, examples }: { readonly order: readonly number[] } & Many<Shapes>) =>
      `With transpose_forward [${order.join(', ')}], ${counted(count, 'file')} in gt_segmentations ${count === 1 ? 'has' : 'have'} another size than the image, in slices, rows and columns: ${shapesText(count, examples)}. ` +
      `The data were preprocessed with another axis order. ${late}`,
  },
  *check({ groundTruth, properties, configurations, dataset, identifier, folder }) {
    const [first] = configurations;
    const plans = first?.plansFile.plans;
    const order = plans?.transposeForward;
    const reader = plans?.imageReaderWriter;
    if (first === undefined || order === undefined || reader === undefined) return;
    const file = identifier + (fileEnding(dataset.datasetJson.value) ?? '');
    const at = { document: { file: `${dataset.folder}/gt_segmentations/${file}` } };
    // A case that lies in several data folders has one segmentation.
    const uses = dataset.dataFolderUses.flatMap((use) => use.folder ?? []);
    const isFirst = uses.find(({ files }) => files.has(identifier, '.pkl')) === folder;
    if (groundTruth.value === undefined) {
      const reason = imageFault(file, groundTruth);
      if (reason !== undefined && isFirst) yield { message: 'unreadable', at, data: {}, example: { file, reason } };
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
    const example = { file, stored, expected: transposed(before, back) };
    const isTurned = [...before].sort().join() === [...stored].sort().join();
    if (isTurned) {
      const related = [
        { document: first.plansFile.document, pointer: '/transpose_forward', message: 'the axis order of today' },
      ];
      yield { message: 'order', at, data: { order }, example, related };
    } else if (isFirst) yield { message: 'shape', at, data: {}, example };
  },
});

function shapesText(count: number, examples: readonly Shapes[]): string {
  return examplesText(
    count,
    examples.map(({ file, stored, expected }) => `${file} has ${timesList(stored)}, the image ${timesList(expected)}`),
  );
}
