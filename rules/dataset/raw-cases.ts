import { defineRule } from '../../src/engine/rule.js';
import { readersOfRaw } from '../../src/nnunet/command-line/reads.js';
import {
  fileEnding,
  rawCases as findCases,
  listedButMissing,
  listedCases,
  type RawCase,
} from '../../src/nnunet/dataset/case-names.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { counted, firstFew } from '../../src/nnunet/words/wording.js';

interface NoImages {
  readonly ending: string;
  readonly example: string;
}

interface Cases {
  readonly number: number;
  readonly names: string;
}

interface Channels extends Cases {
  readonly usual: number;
}

/** Cases are found by cutting five characters and the ending off the names in imagesTr (utilities/utils.py). */
export const rawCases = defineRule({
  id: 'dataset/raw-cases',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary: 'The files in imagesTr and labelsTr of the raw folder are named as nnU-Net looks for them.',
  topic: 'raw cases',
  yieldsTo: [{ to: 'dataset/reader-matches-ending:unclaimed', messages: ['labels'] }],
  why: `nnU-Net finds the training cases by name: \`<case>_0000<ending>\` in imagesTr, with one number for each channel, and \`<case><ending>\` in labelsTr. It cuts off the ending and the five
characters before it, whatever they are. So a file without its channel number becomes a case with another name and no images.`,
  remedy: 'Name images <case>_0000 and segmentations <case>, each with the ending that dataset.json gives.',
  sources: [
    'nnunetv2/utilities/utils.py: get_filenames_of_train_images_and_targets',
    'nnunetv2/experiment_planning/verify_dataset_integrity.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2436',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1933',
  ],
  examples: [
    {
      title: 'An image without its channel number',
      changes: [
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_005.nii.gz',
          copyFrom: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_004_0000.nii.gz',
        },
      ],
      reports: 'suffix',
    },
  ],
  messages: {
    noImages: ({ ending, example }: NoImages) =>
      `file_ending of the raw dataset.json is "${ending}", but no file in imagesTr ends so; one is "${example}". Planning stops, and preprocessing with this ending writes no case at all.`,
    suffix: ({ number, names }: Cases) =>
      `${counted(number, 'image')} in imagesTr ${number === 1 ? 'has' : 'have'} no channel number (_0000) before the ending: ${names}. nnU-Net finds a case without images and stops.`,
    channels: ({ number, names, usual }: Channels) =>
      `${counted(number, 'case')} in imagesTr ${number === 1 ? 'does' : 'do'} not have ${counted(usual, 'image')} as the others: ${names}. Channels get mixed up, or preprocessing stops. The integrity check stops.`,
    channelCount: ({ files, named }: { readonly files: number; readonly named: number }) =>
      `The cases in imagesTr have ${counted(files, 'image')} each, dataset.json names ${counted(named, 'channel')}. The integrity check stops; without it, the network does not fit the data.`,
    noneListed: () =>
      'The list "dataset" of dataset.json is empty, so nnU-Net does not look into imagesTr. Planning stops, preprocessing writes nothing.',
    listedMissing: ({ number, names }: Cases) =>
      `dataset.json lists ${counted(number, 'file')} under "dataset" that ${number === 1 ? 'is' : 'are'} not there: ${names}. nnU-Net stops when it opens ${number === 1 ? 'it' : 'one of them'}.`,
    noLabels: () => 'The raw folder has imagesTr but no labelsTr. nnUNetv2_preprocess stops at the first case.',
    labels: ({ number, names }: Cases) =>
      `${counted(number, 'case')} in imagesTr ${number === 1 ? 'has' : 'have'} no segmentation of the same name and ending in labelsTr: ${names}. nnUNetv2_preprocess stops there.`,
  },
  *check({ rawFolder, rawImages, rawLabels, rawDatasetJson, datasetJson }) {
    const dataset = rawDatasetJson?.value ?? datasetJson.value;
    const ending = fileEnding(dataset);
    if (rawFolder === undefined || ending === undefined) return;
    const listed = listedCases(dataset);
    if (listed !== undefined && rawDatasetJson !== undefined) {
      const at = { document: rawDatasetJson, pointer: '/dataset' };
      const missing = listedButMissing(listed, rawImages, rawLabels);
      if (listed.length === 0)
        yield { message: 'noneListed', at, remedy: 'List the cases under "dataset", or remove "dataset".' };
      if (missing.length > 0)
        yield {
          message: 'listedMissing',
          at,
          data: { number: missing.length, names: firstFew(missing) },
          remedy: 'Correct the paths under "dataset", or copy the files there.',
        };
      return;
    }
    if (rawImages === undefined) return;
    const images = { document: { file: `${rawFolder}/imagesTr` } };
    const cases = findCases(rawImages, ending);
    const [example] = rawImages.filter((file) => !file.startsWith('.'));
    if (cases.length === 0 && example !== undefined) {
      const place = rawDatasetJson === undefined ? images : { document: rawDatasetJson, pointer: '/file_ending' };
      // Preprocessing goes by the ending of the other copy.
      const fitsThere = findCases(rawImages, fileEnding(datasetJson.value) ?? ending).length > 0;
      const metBy = fitsThere ? { metBy: readersOfRaw } : {};
      yield { message: 'noImages', at: place, data: { ending, example }, ...metBy };
    }
    if (cases.length === 0) return;
    const named = cases.filter((one) => one.images.length > 0);
    const numbered = new Set(named.flatMap((one) => one.images));
    const unnumbered = rawImages.filter((file) => file.endsWith(ending) && !numbered.has(file));
    if (unnumbered.length > 0)
      yield { message: 'suffix', at: images, data: { number: unnumbered.length, names: firstFew(unnumbered) } };
    const compares = rawDatasetJson === undefined ? [] : [{ document: rawDatasetJson, pointer: '/channel_names' }];
    const usual = mostCommon(named.map((one) => one.images.length));
    const odd = named.filter((one) => one.images.length !== usual).map((one) => one.identifier);
    const channels = trainingChannels(dataset);
    if (odd.length > 0)
      yield { message: 'channels', at: images, data: { number: odd.length, names: firstFew(odd), usual } };
    // One file may hold several channels; several files hold one each.
    else if (usual > 1 && channels !== undefined && channels !== usual)
      yield {
        message: 'channelCount',
        at: images,
        compares,
        data: { files: usual, named: channels },
        remedy: 'Correct channel_names in dataset.json, or add the missing images.',
      };
    if (rawLabels === undefined)
      yield {
        message: 'noLabels',
        at: { document: { file: rawFolder } },
        remedy: 'Copy the segmentations of all cases into labelsTr.',
      };
    else {
      const bare = withoutLabel(named, rawLabels, ending);
      if (bare.length > 0)
        yield {
          message: 'labels',
          at: { document: { file: `${rawFolder}/labelsTr` } },
          data: { number: bare.length, names: firstFew(bare) },
        };
    }
  },
});

function withoutLabel(cases: readonly RawCase[], labels: readonly string[], ending: string): readonly string[] {
  const present = new Set(labels);
  return cases.map((one) => one.identifier).filter((name) => !present.has(name + ending));
}

function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
