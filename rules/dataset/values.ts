import { defineRule, type FindingOf } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { intensityStatistics } from '../../src/nnunet/dataset/intensities.js';
import { readLabels } from '../../src/nnunet/dataset/labels.js';
import type { ChannelPlan, Contradiction } from '../../src/nnunet/dataset/values/contradiction.js';
import { otherStatistics, rawChannel } from '../../src/nnunet/dataset/values/evidence.js';
import { contradiction, likelyScheme } from '../../src/nnunet/dataset/values/judge-values.js';
import { keepsRange } from '../../src/nnunet/plans/keeps-range.js';
import { largest } from '../../src/nnunet/values/numbers.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import type { DataFolderUse, Dataset, PlansConfiguration } from '../../src/workspace/subjects.js';

interface OfChannel {
  readonly folder: string;
  readonly plans: string;
  readonly channel: number;
  readonly scheme: string;
  /** The scheme that leaves such values; absent where that cannot be told, or where it is this one. */
  readonly like?: string;
  /** Whether the plans were written after the data. */
  readonly later: boolean;
}

/** What a contradiction of this kind says, and whose channel it is about. */
type Facts<K extends Contradiction['kind']> = OfChannel & Omit<Extract<Contradiction, { kind: K }>, 'kind'>;

interface Labels {
  readonly folder: string;
  readonly case: string;
  readonly labels: readonly number[];
  readonly outputs: number;
}

/** Kinds of contradictions are messages, and their facts the data. */
type Said = { readonly [K in Contradiction['kind']]: (data: Facts<K>) => string };

/** nnU-Net notes nowhere which plans made a data folder; what normalization leaves tells (preprocessing/normalization/default_normalization_schemes.py). */
export const values = defineRule({
  id: 'dataset/values',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary:
    'Preprocessed images hold the values that the normalization of the plans gives them, and segmentations the labels of dataset.json.',
  topic: 'normalized values',
  yieldsTo: [
    { to: 'dataset/case-labels', messages: ['labels'], alike: ['folder', 'folder'] },
    { to: 'plans/data-identifier-unique', alike: ['folder', 'identifier'] },
    { to: 'transfer/preprocessing-order:otherPlans', alike: ['folder', 'folder'] },
    { to: 'dataset/case-shape:differs', alike: ['folder', 'folder'] },
    { to: 'transfer/normalization-match', same: 'place' },
    { to: 'transfer/intensity-properties-match', same: 'place' },
  ],
  why: `Plans that are edited after preprocessing leave shapes as they are when the edit was of \`normalization_schemes\`, \`use_mask_for_norm\` or the intensity statistics. Training reads the data, never these fields; prediction normalizes
new images as the plans say, and the network sees other values than it was trained with. Nothing stops; the results are bad.

What a scheme makes of any image is known. nnU-Net normalizes before it resamples, and its resampling leaves no value beyond those that were there. \`CTNormalization\` leaves values between its two clips; voxels that were clipped lie exactly there.
\`ZScoreNormalization\` gives each image, or its nonzero region with \`use_mask_for_norm\`, mean 0 and standard deviation 1. \`RescaleTo01Normalization\` reaches from 0 to 1, \`RGBTo01Normalization\` leaves multiples of 1/255. \`NoNormalization\` leaves
the image, of which the fingerprint tells whether it holds whole numbers and between which values its foreground lies. A finding says that no reading of the plans explains the values.

Of each data folder three cases are read, the first, the middle and the last, 8 million voxels and 64 MB at most. Silent is the rule where it cannot tell: about classes of a fork and other preprocessors, about an end that no voxel was clipped at, about an image that was
normalized before and then left as it was, about the moments of a \`.npz\` too large to be read whole.`,
  remedy: 'Preprocess the dataset again with these plans, or restore the plans that the data were made with.',
  sources: [
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run_case_npy',
    'nnunetv2/preprocessing/resampling/default_resampling.py',
    'nnunetv2/training/dataloading/nnunet_dataset.py: save_case',
  ],
  examples: [
    {
      title: 'The standard deviation was lowered after preprocessing',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/foreground_intensity_properties_per_channel/0/std',
          to: 50,
        },
      ],
      reports: 'clipped',
    },
  ],
  messages: {
    range: (data: Facts<'range'>) =>
      `${channelOf(data)} has values from ${short(data.least)} to ${short(data.most)}${likeness(data)}. ${data.scheme}, which ${data.plans} asks for, gives values from ${short(data.low)} to ${short(data.high)}. ${consequence(data)}`,
    clipped: (data: Facts<'clipped'>) =>
      `In ${data.folder}, many voxels of channel ${data.channel} share ${wordList(
        data.ends.map(({ end, found }) => `the ${end} value, ${short(found)}`),
      )}. By the statistics of ${data.plans} that was an intensity of ${wordList(
        data.ends.map(({ intensity, clip }) => `${short(intensity)}, where ${data.scheme} clips at ${short(clip)}`),
      )}: ${data.fits === undefined ? 'no whole number, as images hold them, and no clip' : `the statistics of ${data.fits} explain it, these do not`}. ${consequence(data)}`,
    moments: (data: Facts<'moments'>) =>
      `${channelOf(data)} has mean ${short(data.mean)} and standard deviation ${short(data.deviation)} in ${data.case}${likeness(data)}. ${data.scheme}, which ${data.plans} asks for, gives every image mean 0 and standard deviation 1. ${consequence(data)}`,
    mask: (data: Facts<'mask'>) =>
      `${channelOf(data)} is ${short(data.value)} outside of the nonzero region of ${data.case}. ${data.plans} has use_mask_for_norm ${data.value === 0 ? 'false' : 'true'} for it, with which ${data.scheme} ${data.value === 0 ? 'shifts the 0 there as all other values' : 'leaves 0 there'}. ${consequence(data)}`,
    fractions: (data: Facts<'fractions'>) =>
      `The images hold whole numbers, by the dataset fingerprint; ${data.scheme}, which ${data.plans} asks for channel ${data.channel}, gives ${data.scheme === 'NoNormalization' ? 'them as they are' : 'multiples of 1/255'}. ${data.case} in ${data.folder} holds other values${likeness(data)}. ${consequence(data)}`,
    foreground: (data: Facts<'foreground'>) =>
      `${channelOf(data)} has values from ${short(data.least)} to ${short(data.most)} in the foreground${likeness(data)}. Of the intensities that the dataset fingerprint gives for it, ${data.scheme}, which ${data.plans} asks for, makes ${short(data.low)} to ${short(data.high)}. ${consequence(data)}`,
    bounds: (data: Facts<'bounds'>) =>
      `${channelOf(data)} ends in every case where CTNormalization with the statistics of ${data.fits} clips, at ${short(data.low)} or ${short(data.high)}. ${data.plans} asks for ${data.scheme}, which does not clip. ${consequence(data)}`,
    labels: ({ folder, case: name, labels, outputs }: Labels) =>
      `The segmentation of ${name} in ${folder} has ${labels.length === 1 ? 'the value' : 'the values'} ${wordList(labels.map(String))}; by dataset.json the network has ${outputs} outputs, for the labels 0 to ${outputs - 1}. Training stops at the first patch with such a voxel, on a GPU with "device-side assert triggered".`,
  },
  *check(dataset) {
    for (const use of dataset.dataFolderUses) {
      const { folder, configurations } = use;
      if (folder === undefined) continue;
      const about = [{ document: { file: folder.path } }];
      const { cases, unread } = use.values;
      for (const { path, message } of unread)
        yield { notChecked: `the voxels of ${path.slice(path.lastIndexOf('/') + 1)} cannot be read: ${message}` };
      for (const own of configurations) {
        const { plansFile, configuration } = own;
        for (const [channel, plan] of channelPlans(own).entries()) {
          const evidence = { cases, ...evidenceOf(dataset, own, use, channel) };
          const found = contradiction(plan, evidence);
          if (found === undefined) continue;
          const { kind, ...facts } = found;
          const like = likelyScheme(channel, cases);
          const data = {
            folder: folder.name,
            plans: plansFile.stem,
            channel,
            scheme: plan.scheme,
            ...(like === undefined || like === plan.scheme ? {} : { like }),
            later: isLater(own, use),
          };
          const isOfStatistics = plan.scheme === 'CTNormalization' && data.like === undefined;
          const again = carefulPreprocess(dataset, [own], 'Preprocess again: ');
          yield {
            message: kind,
            at: {
              document: plansFile.document,
              pointer: isOfStatistics
                ? pointer(plansFile.plans.intensityPropertiesKey, channel)
                : kind === 'mask'
                  ? configuration.at('use_mask_for_norm', channel)
                  : configuration.at('normalization_schemes', channel),
            },
            about,
            data: { ...data, ...facts },
            remedy: `${again.remedy}. Or restore the plans that the data were made with.`,
            ...(again.fix === undefined ? {} : { fix: again.fix }),
          } as FindingOf<Said>;
        }
      }
      const manager = readLabels(dataset.datasetJson.value, (at) => dataset.datasetJson.isFloat(at))?.manager;
      // Regions take what they name from the voxels, and leave the rest.
      if (manager === undefined || manager.hasRegions) continue;
      const { ignoreLabel, segmentationHeads: outputs } = manager;
      for (const { case: name, labels } of cases) {
        const foreign = [...labels].filter((label) => label < -1 || (label >= outputs && label !== ignoreLabel));
        if (foreign.length === 0) continue;
        const data = { folder: folder.name, case: name, labels: foreign.sort((a, b) => a - b).slice(0, 5), outputs };
        yield { message: 'labels', at: { document: dataset.datasetJson, pointer: '/labels' }, about, data };
        break;
      }
    }
  },
});

function channelPlans({ plansFile: { plans }, configuration }: PlansConfiguration): readonly ChannelPlan[] {
  const keeps = keepsRange(configuration);
  return (configuration.normalizationSchemes ?? []).map((scheme, channel) => ({
    channel,
    scheme,
    usesMask: configuration.useMaskForNorm?.[channel] ?? false,
    statistics: intensityStatistics(plans.intensityProperties?.[String(channel)]),
    keepsRange: keeps,
  }));
}

/** What else is known of the images: the fingerprint of the dataset, and the statistics of its other plans. */
function evidenceOf(dataset: Dataset, { plansFile }: PlansConfiguration, use: DataFolderUse, channel: number) {
  const { fingerprint, plansFiles } = dataset.whole ?? dataset;
  return {
    raw: rawChannel(fingerprint.value, channel, use.folder?.files.size ?? 0),
    others: [
      ...otherStatistics('dataset_fingerprint.json', fingerprint.value, channel),
      ...plansFiles
        .filter((other) => other.stem !== plansFile.stem)
        .flatMap((other) => otherStatistics(other.stem, other.plans.value, channel)),
    ],
  };
}

/** Copying a folder spreads times over this span without any meaning, in milliseconds. */
const meaningless = 60_000;

function isLater({ plansFile }: PlansConfiguration, { spreadCases }: DataFolderUse): boolean {
  const times = spreadCases.flatMap(({ modified }) => (modified === undefined || modified <= 0 ? [] : [modified]));
  return times.length > 0 && (plansFile.modified ?? 0) > largest(times) + meaningless;
}

function channelOf({ channel, folder }: OfChannel): string {
  return `Channel ${channel} in ${folder}`;
}

function likeness({ like }: OfChannel): string {
  return like === undefined ? '' : `, as ${like} leaves them`;
}

function consequence({ later }: OfChannel): string {
  const when = later ? ' (the plans were written after them)' : '';
  return `The data were made with other plans${when}. nnUNetv2_train reads them and does not tell you. nnUNetv2_predict normalizes as the plans say, so the network sees other values than it learned from.`;
}

/** Three digits are enough to tell values apart. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
