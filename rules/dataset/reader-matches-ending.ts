import { defineRule } from '../../src/engine/rule.js';
import { readersOfRaw } from '../../src/nnunet/command-line/reads.js';
import { fileEnding, rawCases } from '../../src/nnunet/dataset/case-names.js';
import { copiesToJudge, inBoth } from '../../src/nnunet/dataset/dataset-copies.js';
import { failsOn, isClaimed, isWithoutDot, readerNames } from '../../src/nnunet/dataset/reader-endings.js';
import { imageDimension, lackingFact, overwrittenReader } from '../../src/nnunet/dataset/readers.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface Facts {
  readonly reader: string;
  readonly lacks: string;
  readonly case: string;
}

interface Pair {
  readonly reader: string;
  readonly ending: string;
}

/** A reader is chosen by ending or by name when plans are made; nobody checks again that they go together (imageio/reader_writer_registry.py). */
export const readerMatchesEnding = defineRule({
  id: 'dataset/reader-matches-ending',
  subject: 'dataset',
  severity: 'error',
  severities: { unknownName: 'warning' },
  since: '0.1.0',
  summary: 'The reader class can open files with the ending that dataset.json gives.',
  why: `Planning takes the first reader that supports \`file_ending\`, or the class that \`overwrite_image_reader_writer\` names, and writes it into the plans. A reader that cannot open the files makes
preprocessing stop at the first image, and training in the final validation, after all epochs. nnU-Net ignores a class name that it does not find, and does not tell you.`,
  remedy: 'Name a reader that opens these files, or leave the choice to nnU-Net.',
  sources: [
    'nnunetv2/imageio/reader_writer_registry.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2251',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2703',
  ],
  examples: [
    {
      title: 'A reader for photographs in the plans of a CT dataset',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/image_reader_writer',
          to: 'NaturalImage2DIO',
        },
      ],
      reports: 'plans',
    },
    {
      title: 'An ending that no reader supports',
      changes: [
        { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', set: '/file_ending', to: '.dcm' },
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_000_0000.dcm',
          copyFrom: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_000_0000.nii.gz',
        },
      ],
      reports: 'unclaimed',
    },
  ],
  messages: {
    plans: ({ reader, ending }: Pair) =>
      `image_reader_writer is "${reader}", which cannot open ${ending} files, the ending that dataset.json gives. nnUNetv2_preprocess stops at the first image, nnUNetv2_train in the final validation.`,
    overwritten: ({ reader, ending }: Pair) =>
      `overwrite_image_reader_writer is "${reader}", which cannot open ${ending} files, the ending of this dataset. nnUNetv2_extract_fingerprint and nnUNetv2_preprocess stop at the first image.`,
    dot: ({ file, ending }: { readonly file: string; readonly ending: string }) =>
      `file_ending of ${file} is "${ending}", without its dot. nnU-Net cuts names by its length and finds no case; nnUNetv2_train runs all epochs and stops in the final validation, because no reader writes "case${ending}".`,
    facts: ({ reader, lacks, case: name }: Facts) =>
      `image_reader_writer is "${reader}", which needs ${lacks} to write a segmentation. The properties of the preprocessed ${name} have none, because another reader read the images. nnUNetv2_train runs all epochs and stops in the final validation.`,
    unclaimed: ({ ending }: { readonly ending: string }) =>
      `file_ending of the raw dataset.json is "${ending}", and no reader of nnU-Net supports that. Planning stops.`,
    unknownName: ({ reader, meant }: { readonly reader: string; readonly meant: string }) =>
      `overwrite_image_reader_writer is "${reader}", which nnU-Net does not find; it knows "${meant}". It chooses a reader by the ending and does not tell you.`,
  },
  *check(dataset, { knownClasses }) {
    const { datasetJson, rawDatasetJson } = dataset;
    const dimension = imageDimension(dataset.fingerprint.value);
    const chosenIn = rawDatasetJson?.value === undefined ? datasetJson : rawDatasetJson;
    const chosen = overwrittenReader(chosenIn.value);
    const ending = fileEnding(chosenIn.value);
    const at = { document: chosenIn, pointer: '/overwrite_image_reader_writer' };
    const meant = chosen === undefined || knownClasses.has(chosen) ? undefined : nearMiss(chosen, readerNames);
    if (chosen !== undefined && meant !== undefined)
      yield { message: 'unknownName', at, data: { reader: chosen, meant } };
    // Only the raw copy is asked for a reader.
    if (
      chosenIn === rawDatasetJson &&
      ending !== undefined &&
      chosen !== undefined &&
      failsOn(chosen, ending, dimension)
    )
      yield { message: 'overwritten', at, data: { reader: chosen, ending } };
    const isChosen = chosen !== undefined && chosen !== '' && meant === undefined;
    if (
      rawDatasetJson !== undefined &&
      ending !== undefined &&
      !isChosen &&
      !isClaimed(ending) &&
      hasCasesWith(ending, dataset.rawImages)
    ) {
      const remedy = 'Convert the images to a format that nnU-Net reads, such as .nii.gz.';
      yield { message: 'unclaimed', at: { document: chosenIn, pointer: '/file_ending' }, data: { ending }, remedy };
    }
    yield* unwritable(dataset);
    for (const copy of copiesToJudge(datasetJson, rawDatasetJson, ['file_ending'])) {
      const without = fileEnding(copy.document.value);
      if (without === undefined || !isWithoutDot(without)) continue;
      const pointer = '/file_ending';
      yield {
        message: 'dot',
        at: { document: copy.document, pointer },
        about: inBoth(copy, pointer),
        data: { file: copy.file, ending: without },
        remedy: `Write ".${without}".`,
        // Where no file ends like that, preprocessing has no ground truth to copy, and goes on.
        ...(copy.document === rawDatasetJson && !(dataset.rawImages ?? []).some((file) => file.endsWith(without))
          ? { metBy: readersOfRaw }
          : {}),
      };
    }
    const own = fileEnding(datasetJson.value);
    // An ending that no segmentation has is told by dataset/ground-truth.
    if (own === undefined || !isEndingOf(own, dataset.groundTruth)) return;
    for (const { plans, document } of dataset.plansFiles) {
      const reader = plans.imageReaderWriter;
      if (reader === undefined || !failsOn(reader, own, dimension)) continue;
      yield { message: 'plans', at: { document, pointer: '/image_reader_writer' }, data: { reader, ending: own } };
    }
  },
});

/** Plans whose reader cannot write what it has not read: it wants facts of the image in the properties of the case (imageio/*.py, write_seg). */
function* unwritable({ dataFolderUses }: Dataset) {
  const told = new Set<string>();
  for (const { configurations, sampledCases } of dataFolderUses) {
    for (const { plansFile } of configurations) {
      const reader = plansFile.plans.imageReaderWriter;
      if (reader === undefined || told.has(plansFile.label)) continue;
      for (const { identifier, properties } of sampledCases) {
        const lacks = properties.value === undefined ? undefined : lackingFact(reader, properties.value);
        if (lacks === undefined || told.has(plansFile.label)) continue;
        told.add(plansFile.label);
        const at = { document: plansFile.document, pointer: '/image_reader_writer' };
        yield { message: 'facts' as const, at, data: { reader, lacks, case: identifier } };
      }
    }
  }
}

/** Whether files have the ending, as far as can be seen. */
function isEndingOf(ending: string, files: Dataset['rawImages']): boolean {
  return files === undefined || files.length === 0 || files.some((file) => file.endsWith(ending));
}

/** Whether cases are found by the ending: otherwise dataset/raw-cases tells what is wrong with it. */
function hasCasesWith(ending: string, images: Dataset['rawImages']): boolean {
  return images === undefined || images.length === 0 || rawCases(images, ending).some((one) => one.images.length > 0);
}
