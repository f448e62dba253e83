import { defineRule, type Many, type Place } from '../../src/engine/rule.js';
import { counted, examplesText, quoted } from '../../src/nnunet/words/wording.js';
import type { PreprocessedCase, ReadResult, StoredArray } from '../../src/workspace/case-subjects.js';

interface Damaged {
  readonly file: string;
  readonly reason: string;
}

interface Unwritten {
  readonly file: string;
  readonly missing: number;
  readonly chunks: number;
}

interface InFolder {
  readonly folder: string;
}

/** What nnU-Net writes: 32 bit floats, and 16 bit (before 2.6: 8 bit) integers for the segmentation. */
const imageTypes = new Set(['<f4', '<f8']);
const segmentationTypes = new Set(['<i2', '|i1', 'i1', '<i4', '<i8', '|u1']);

/** Headers only: a voxel is never read. */
export const caseCorrupt = defineRule({
  id: 'dataset/case-corrupt',
  subject: 'case',
  severity: 'error',
  severities: { unwritten: 'warning', 'other-type': 'warning' },
  since: '0.1.0',
  summary: 'Every file of a preprocessed case is whole and is what its name says.',
  topic: 'damaged cases',
  yieldsTo: [{ to: 'dataset/interrupted-preprocessing', messages: ['unwritten'], alike: ['folder', 'folder'] }],
  why: `A full disk, a broken copy or a killed process leaves files that look right in a listing. The data loaders open a case only when its turn comes: training dies in a
background worker, minutes or hours after its start. A \`.b2nd\` whose writing was killed is worse: it opens, and its missing chunks read as zeros.`,
  remedy: 'If the data were copied, copy these cases again. If not, preprocess again.',
  sources: [
    'nnunetv2/training/dataloading/nnunet_dataset.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1797',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2472',
  ],
  examples: [
    {
      title: 'A file was cut off',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_001.pkl',
          write: '\u0080\u0004',
        },
      ],
      reports: 'damaged',
    },
  ],
  messages: {
    damaged: ({ folder, count, examples }: InFolder & Many<Damaged>) =>
      `${counted(count, 'file')} in ${folder} cannot be read: ${examplesText(
        count,
        examples.map(({ file, reason }) => `${file} (${reason})`),
      )}. Training stops in a background worker when the turn of such a case comes.`,
    unwritten: ({ folder, count, examples }: InFolder & Many<Unwritten>) =>
      `The last chunks of ${counted(count, 'file')} in ${folder} hold nothing: ${examplesText(
        count,
        examples.map(({ file, missing, chunks }) => `the last ${missing} of the ${chunks} chunks of ${file}`),
      )}. A preprocessing that was killed leaves such files: they open, and what was not written reads as zeros.`,
    'other-type': ({
      folder,
      type,
      count,
      examples,
    }: InFolder & { readonly type: string } & Many<{ readonly file: string }>) =>
      `${counted(count, 'file')} in ${folder} ${count === 1 ? 'holds' : 'hold'} numbers of the type ${quoted(type)}, which nnU-Net does not write there: ${examplesText(
        count,
        examples.map(({ file }) => file),
      )}. nnUNetv2_preprocess did not write that; training uses it anyway.`,
  },
  *check(subject) {
    yield* properties(subject);
    const data = { folder: subject.folder.name };
    yield* array(subject.data, 'image', imageTypes, data);
    yield* array(subject.segmentation, 'segmentation', segmentationTypes, data);
  },
});

function* properties({ properties: read, identifier, path, folder }: PreprocessedCase) {
  const data = { folder: folder.name };
  const file = `${identifier}.pkl`;
  if (read.fault === 'damaged') {
    yield { message: 'damaged' as const, at: at(read.path), data, example: { file, reason: read.message } };
  }
  if (read.value !== undefined && read.value.trailingBytes > 0) {
    const reason = `${read.value.trailingBytes} bytes follow after its end`;
    yield { message: 'damaged' as const, at: at(path('.pkl')), data, example: { file, reason } };
  }
}

function* array(
  read: ReadResult<StoredArray>,
  what: 'image' | 'segmentation',
  types: ReadonlySet<string>,
  data: InFolder,
) {
  if (read.fault === 'missing') return;
  const path = read.value === undefined ? read.path : read.value.path;
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (read.value === undefined) {
    yield { message: 'damaged' as const, at: at(path), data, example: { file, reason: read.message } };
    return;
  }
  const { problems, dtype, chunks } = read.value;
  const fatal = problems.find((problem) => problem.fatal);
  if (fatal !== undefined) {
    yield { message: 'damaged' as const, at: at(path), data, example: { file, reason: fatal.message } };
    return;
  }
  if (dtype !== undefined && !types.has(dtype))
    yield { message: 'other-type' as const, at: at(path), data: { ...data, type: dtype }, example: { file } };
  // Chunks of a segmentation are often all background; those of an image are not.
  if (what === 'image' && chunks !== undefined && chunks.trailingUnwritten > 0) {
    const example = { file, missing: chunks.trailingUnwritten, chunks: chunks.chunks.length };
    yield { message: 'unwritten' as const, at: at(path), data, example };
  }
}

function at(file: string): Place {
  return { document: { file } };
}
