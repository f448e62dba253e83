import { defineRule } from '../../src/engine/rule.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { type ImageGeometry, imageFault, readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { imageDimension, readerOfPlanner } from '../../src/nnunet/dataset/readers.js';
import { allClose, sameNumbers, type Tolerance } from '../../src/nnunet/values/numbers.js';
import { counted, timesList } from '../../src/nnunet/words/wording.js';
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
  why: `\`nnUNetv2_preprocess\` puts the channels of a case and its segmentation on top of each other, voxel by voxel, and stops at the first case where they have different sizes.
\`--verify_dataset_integrity\` also refuses other spacings and other numbers of channels than \`dataset.json\` names. The headers tell before a night of preprocessing is lost.`,
  remedy: 'Put the files of the case right: resample the segmentation to the image, or export both again.',
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
    unreadable: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `${file} cannot be read: ${reason}. nnUNetv2_preprocess stops at this case.`,
    refused: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `${file} ${reason}. nnUNetv2_preprocess stops at this case.`,
    shape: ({ image, other, found, wanted }: Pair) =>
      `${image} has ${timesList(found)} voxels (slices, rows, columns), ${other} has ${timesList(wanted)}. They must lie on one grid; nnUNetv2_preprocess stops at this case.`,
    spacing: ({ image, other, found, wanted }: Pair) =>
      `The voxels of ${image} measure ${timesList(found)} mm (slices, rows, columns), those of ${other} ${timesList(wanted)} mm. --verify_dataset_integrity refuses the dataset; preprocessing without it takes the image's word.`,
    spacingNearly: ({ image, other, found, wanted }: Pair) =>
      `The voxels of ${image} measure ${timesList(found)} mm (slices, rows, columns), those of ${other} ${timesList(wanted)} mm: nearly the same, but more apart than --verify_dataset_integrity accepts. Preprocessing without it takes the image's word.`,
    channels: ({ images, found, named }: { readonly images: string; readonly found: number; readonly named: number }) =>
      `${images} holds ${counted(found, 'channel')}; dataset.json names ${named}. --verify_dataset_integrity refuses the dataset; without it, preprocessing stops or the network does not fit the data.`,
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
        if (reason !== undefined) yield { message: 'unreadable', at, data: { file: file.fileName, reason } };
        continue;
      }
      const reading = readingOf(reader, header);
      if (reading === undefined) continue;
      if ('geometry' in reading) read.push({ file, geometry: reading.geometry });
      else yield { message: 'refused', at, data: { file: file.fileName, reason: reading.refusal } };
    }
    const [first, ...rest] = read;
    if (first === undefined) return;
    for (const { file, geometry } of rest) {
      const at = { document: { file: file.path } };
      const names = { image: first.file.fileName, other: file.fileName };
      if (!sameNumbers(first.geometry.shape, geometry.shape)) {
        const data = { ...names, found: first.geometry.shape, wanted: geometry.shape };
        yield { message: 'shape', at, data };
      } else if (!isNear(geometry.spacing, first.geometry.spacing)) {
        const data = { ...names, found: first.geometry.spacing ?? [], wanted: geometry.spacing ?? [] };
        const isNearly = isNear(geometry.spacing, first.geometry.spacing, { rtol: 1e-3 });
        yield { message: isNearly ? 'spacingNearly' : 'spacing', at, data };
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
    yield { message: 'channels', at, compares, data: { images: first.file.fileName, found, named } };
  },
});

/** The reader that plans name, which preprocessing takes; before there are plans, the one that planning will take. */
function readerOf({ dataset }: UnprocessedCase): string | undefined {
  const named = new Set(dataset.plansFiles.flatMap((file) => file.plans.imageReaderWriter ?? []));
  const [only] = named;
  if (named.size > 0) return named.size === 1 ? only : undefined;
  return readerOfPlanner(dataset.rawDatasetJson?.value, imageDimension(dataset.fingerprint.value));
}

/** `np.allclose(spacing_seg, spacing_images)` of the integrity check. */
function isNear(
  a: readonly number[] | undefined,
  b: readonly number[] | undefined,
  tolerance: Tolerance = {},
): boolean {
  return a === undefined || b === undefined || allClose(a, b, tolerance);
}
