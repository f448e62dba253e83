import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { fileEnding } from '../../src/nnunet/dataset/case-names.js';
import { caseGeometries } from '../../src/nnunet/dataset/fingerprint.js';
import { imageDimension, opens, readerOfPlanner, supportedEndings } from '../../src/nnunet/dataset/readers.js';
import { isClose } from '../../src/nnunet/values/numbers.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';
import type { Dataset, PlansFile } from '../../src/workspace/subjects.js';

interface Readers {
  readonly pretraining: string;
  readonly finetuning: string;
}

interface SpacingLost {
  readonly reader: string;
  readonly ending: string;
  readonly planner: string;
}

/** The move lets every reader try the first image of the target, where planning asks those that claim its ending (imageio/reader_writer_registry.py). */
export const readerMismatch = defineRule({
  id: 'transfer/reader-mismatch',
  subject: 'transfer',
  severity: 'error',
  severities: { orientation: 'warning' },
  since: '0.1.0',
  summary: 'Images of both datasets are read in the same orientation and with their spacing.',
  topic: 'image reader',
  why: `The plans name the class that reads images. \`nnUNetv2_move_plans_between_datasets\` takes the first class that can open one image of the target. For three-dimensional TIFF that is \`SimpleITKIO\`. \`Tiff3DIO\` reads the spacing
from the file beside each image, \`SimpleITKIO\` does not: everything is preprocessed as if voxels were 1 mm wide.

Some readers bring images into one orientation, others leave them as they are stored.`,
  remedy: 'Use one reader (image_reader_writer) for both datasets, then preprocess again.',
  sources: [
    'nnunetv2/imageio/reader_writer_registry.py',
    'nnunetv2/imageio/tif_reader_writer.py',
    'nnunetv2/imageio/nibabel_reader_writer.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2251',
  ],
  examples: [
    {
      title: 'The pretraining saw images as stored, the finetuning sees them reoriented',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/image_reader_writer',
          to: 'NibabelIOWithReorient',
        },
      ],
      reports: 'orientation',
    },
  ],
  messages: {
    orientation: ({ pretraining, finetuning }: Readers) =>
      `${finetuning} reads the images; ${pretraining} read those of the pretraining. One reorients images, the other leaves them as they are stored, so the network may see them mirrored or turned.`,
    spacingLost: ({ reader, ending, planner }: SpacingLost) =>
      `${reader} reads the images (${ending}) without their spacing. ${planner}, which extracted the fingerprint, reads it. nnUNetv2_preprocess resamples every image as if its voxels were 1 mm wide, and does not tell you.`,
  },
  *check({ trained, finetuning }) {
    const wanted = trained.plans.imageReaderWriter;
    const found = finetuning.plans.imageReaderWriter;
    if (found === undefined) return;
    const at = '/image_reader_writer';
    if (finetuning.dataset !== undefined) {
      const lost = lostSpacing(finetuning.dataset, found);
      if (lost !== undefined) {
        yield { message: 'spacingLost', at, data: lost, ...readBy(finetuning, lost.planner) };
        return;
      }
    }
    if (wanted === undefined || reorients(wanted) === reorients(found)) return;
    yield {
      message: 'orientation',
      at,
      data: { pretraining: wanted, finetuning: found },
      ...readAlike(finetuning, wanted),
    };
  },
});

/** The reader of the pretraining, where it opens these files. */
function readAlike(finetuning: PlansFile, wanted: string) {
  const datasetJson = finetuning.dataset?.rawDatasetJson?.value ?? finetuning.datasetJson?.value;
  const ending = fileEnding(datasetJson)?.toLowerCase();
  const dimension = imageDimension(finetuning.dataset?.fingerprint.value);
  return ending !== undefined && supportedEndings(wanted) !== undefined && opens(wanted, ending, dimension)
    ? readBy(finetuning, wanted)
    : { remedy: `Store the images of both datasets in one orientation: ${wanted} is not known to read these.` };
}

function readBy({ dataset, document, configurations }: PlansFile, reader: string) {
  const set = `Set image_reader_writer to ${inQuotes(reader)}`;
  const edits = [{ document, pointer: '/image_reader_writer', value: reader }];
  if (dataset === undefined || configurations.length === 0) {
    return { remedy: `${set} and preprocess again.`, fix: { edits, isSafe: false } };
  }
  const again = carefulPreprocess(dataset, configurations, 'Then preprocess again: ');
  return {
    remedy: `${set}. ${again.remedy}`,
    fix: { edits: [...edits, ...(again.fix?.edits ?? [])], isSafe: false, commands: [again.command] },
  };
}

function reorients(reader: string): boolean {
  return /reorient/i.test(reader);
}

function lostSpacing(dataset: Dataset, reader: string): SpacingLost | undefined {
  const datasetJson = dataset.rawDatasetJson?.value ?? dataset.datasetJson.value;
  const planner = readerOfPlanner(datasetJson, imageDimension(dataset.fingerprint.value));
  if (reader !== 'SimpleITKIO' || planner !== 'Tiff3DIO') return undefined;
  const cases = caseGeometries(dataset.fingerprint.value) ?? [];
  const isOneMillimetre = cases.every(({ spacing }) => spacing.every((length) => isClose(length, 1)));
  return isOneMillimetre ? undefined : { reader, planner, ending: fileEnding(datasetJson) ?? '' };
}
