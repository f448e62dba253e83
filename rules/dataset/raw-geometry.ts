import { defineRule, type Many } from '../../src/engine/rule.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { type ImageGeometry, imageFault, readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { imageDimension, readerOfPlanner } from '../../src/nnunet/dataset/readers.js';
import { allClose, sameNumbers, type Tolerance } from '../../src/nnunet/values/numbers.js';
import { counted, examplesText, timesList } from '../../src/nnunet/words/wording.js';
import type { ImageFile, UnprocessedCase } from '../../src/workspace/case-subjects.js';

interface Pair {
  readonly image: string;
  readonly other: string;
  readonly found: readonly number[];
  readonly wanted: readonly number[];
}

export const rawGeometry = defineRule({
  id: 'dataset/raw-geometry',
  subject: 'raw-case',
  severity: 'error',
  severities: { spacingNearly: 'warning' },
  since: '0.1.0',
  summary: 'The images and the segmentation of every raw case can be read and lie on one grid.',
  why: `\`nnUNetv2_preprocess\` puts the channels of a case and its segmentation on top of each other, voxel by voxel. It stops at the first case where they have different sizes.
\`--verify_dataset_integrity\` also stops at different spacings, or if \`dataset.json\` names another number of channels. nnplans reads the headers before you lose a night of preprocessing.`,
  remedy: 'Correct the files of the case: resample the segmentation to the image, or export both again.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run_case_npy',
    'nnunetv2/experiment_planning/verify_dataset_integrity.py: check_cases',
    'nnunetv2/imageio',
  ],
  examples: [
    {
      title: 'An image that was not copied to the end',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_000_0000.nii.gz', write: '' }],
      reports: 'unreadable',
    },
  ],
  messages: {
    unreadable: ({ count, examples }: Many<{ readonly file: string; readonly reason: string }>) =>
      `${counted(count, 'file')} cannot be read: ${examplesText(
        count,
        examples.map(({ file, reason }) => `${file} (${reason})`),
      )}. nnUNetv2_preprocess stops at the first such case.`,
    refused: ({ count, examples }: Many<{ readonly file: string; readonly reason: string }>) =>
      `The reader does not accept ${counted(count, 'file')}: ${examplesText(
        count,
        examples.map(({ file, reason }) => `${file} ${reason}`),
      )}. nnUNetv2_preprocess stops at the first such case.`,
    shape: (data: Many<Pair>) =>
      `${differing(data, 'another size, in voxels (slices, rows, columns)', '')}. They must lie on one grid; nnUNetv2_preprocess stops at the first such case.`,
    spacing: (data: Many<Pair>) =>
      `${differing(data, 'another spacing, in mm (slices, rows, columns)', ' mm')}. --verify_dataset_integrity stops; without it, preprocessing uses the spacing of the image.`,
    spacingNearly: (data: Many<Pair>) =>
      `${differing(data, 'slightly different spacings, in mm (slices, rows, columns)', ' mm')}. The difference is more than --verify_dataset_integrity accepts. Without it, preprocessing uses the spacing of the image.`,
    channels: ({
      found,
      named,
      count,
      examples,
    }: { readonly found: number; readonly named: number } & Many<{ readonly images: string }>) =>
      `${examplesText(
        count,
        examples.map(({ images }) => images),
      )} ${count === 1 ? 'holds' : 'hold'} ${counted(found, 'channel')}; dataset.json names ${named}. --verify_dataset_integrity stops; without it, preprocessing stops or the network does not fit the data.`,
  },
  *check(unprocessed) {
    const reader = readerOf(unprocessed);
    if (reader === undefined) return;
    const { dataset, images, segmentation } = unprocessed;
    const read: { readonly file: ImageFile; readonly geometry: ImageGeometry }[] = [];
    for (const file of segmentation === undefined ? images : [...images, segmentation]) {
      const at = { document: { file: file.path } };
      const { value: header } = file.header;
      if (header === undefined) {
        const reason = imageFault(file.fileName, file.header);
        if (reason !== undefined)
          yield { message: 'unreadable', at, data: {}, example: { file: file.fileName, reason } };
        continue;
      }
      const reading = readingOf(reader, header);
      if (reading === undefined) continue;
      if ('geometry' in reading) read.push({ file, geometry: reading.geometry });
      else {
        const example = { file: file.fileName, reason: reading.refusal };
        yield { message: 'refused', at, data: {}, example };
      }
    }
    const [first, ...rest] = read;
    if (first === undefined) return;
    for (const { file, geometry } of rest) {
      const at = { document: { file: file.path } };
      const names = { image: first.file.fileName, other: file.fileName };
      if (!sameNumbers(first.geometry.shape, geometry.shape)) {
        const example = { ...names, found: first.geometry.shape, wanted: geometry.shape };
        yield { message: 'shape', at, data: {}, example };
      } else if (!isNear(geometry.spacing, first.geometry.spacing)) {
        const example = { ...names, found: first.geometry.spacing ?? [], wanted: geometry.spacing ?? [] };
        const isNearly = isNear(geometry.spacing, first.geometry.spacing, { rtol: 1e-3 });
        yield { message: isNearly ? 'spacingNearly' : 'spacing', at, data: {}, example };
      }
    }
    const named = trainingChannels(dataset.rawDatasetJson?.value);
    const channels = read.filter(({ file }) => file !== segmentation);
    const found = channels.reduce((sum, { geometry }) => sum + geometry.channels, 0);
    if (named === undefined || found === named || channels.length !== images.length || images.length === 0) return;
    // How many files a case has is looked at for all cases together (dataset/raw-cases).
    if (channels.every(({ geometry }) => geometry.channels === 1) && images.length > 1) return;
    const at = { document: { file: first.file.path } };
    const compares =
      dataset.rawDatasetJson === undefined ? [] : [{ document: dataset.rawDatasetJson, pointer: '/channel_names' }];
    yield {
      message: 'channels',
      at,
      compares,
      data: { found, named },
      example: { images: first.file.fileName },
      remedy: 'Correct channel_names in dataset.json, or export the images again.',
    };
  },
});

/** The reader that plans name, which preprocessing takes; before there are plans, the one that planning will take. */
function readerOf({ dataset }: UnprocessedCase): string | undefined {
  const named = new Set(dataset.plansFiles.flatMap((file) => file.plans.imageReaderWriter ?? []));
  const [only] = named;
  if (named.size > 0) return named.size === 1 ? only : undefined;
  return readerOfPlanner(dataset.rawDatasetJson?.value, imageDimension(dataset.fingerprint.value));
}

function differing({ count, examples }: Many<Pair>, what: string, unit: string): string {
  const shown = examples.map(
    ({ image, other, found, wanted }) =>
      `${image} has ${timesList(found)}${unit}, ${other} ${timesList(wanted)}${unit}`,
  );
  return `${counted(count, 'pair')} of files ${count === 1 ? 'has' : 'have'} ${what}: ${examplesText(count, shown)}`;
}

/** `np.allclose(spacing_seg, spacing_images)` of the integrity check. */
function isNear(
  a: readonly number[] | undefined,
  b: readonly number[] | undefined,
  tolerance: Tolerance = {},
): boolean {
  return a === undefined || b === undefined || allClose(a, b, tolerance);
}
