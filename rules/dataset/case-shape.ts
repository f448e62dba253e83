import { defineRule, type Many } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import type { Action } from '../../src/nnunet/command-line/reads.js';
import { trainingChannelKey, trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { expectedCaseShape } from '../../src/nnunet/dataset/expected-case-shape.js';
import { axisName } from '../../src/nnunet/plans/axes.js';
import { counted, examplesText, plainNumber, timesList, wordList } from '../../src/nnunet/words/wording.js';

interface Differs {
  readonly folder: string;
  readonly configuration: string;
  readonly spacing: readonly number[];
}

interface Stored {
  readonly case: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
}

interface Shape {
  readonly case: string;
  readonly shape: readonly number[];
}

interface Segmentation {
  readonly case: string;
  readonly image: readonly number[];
  readonly segmentation: readonly number[];
}

/** The validation of an earlier stage of a cascade only asks for the size of these data. */
const trainedOn: readonly Action[] = ['train'];

/** Nothing records which plans produced a data folder; the shape of every case tells (preprocessing/preprocessors/default_preprocessor.py). */
export const caseShape = defineRule({
  id: 'dataset/case-shape',
  subject: 'case',
  severity: 'error',
  since: '0.1.0',
  summary: 'Every preprocessed case has the shape that its plans give it.',
  topic: 'shapes of cases',
  yieldsTo: [
    { to: 'plans/data-identifier-unique', messages: ['differs'], alike: ['folder', 'identifier'] },
    { to: 'transfer/preprocessing-order:otherPlans', messages: ['differs'], alike: ['folder', 'folder'] },
    { to: 'transfer/identifier-collision:defaultTaken', messages: ['differs'], same: 'file' },
    { to: 'transfer/spacing-match', messages: ['differs'], same: 'place' },
    { to: 'transfer/channels-match:count', messages: ['channels'], same: 'place' },
    { to: 'plans/channels-consistent', messages: ['channels'], same: 'place' },
    { to: 'dataset/dataset-json-stale', messages: ['channels'], same: 'place' },
  ],
  why: `nnU-Net does not note which plans a data folder was made with. After an edit of \`spacing\` or \`transpose_forward\`, or when two plans share a
\`data_identifier\`, it trains with the old data and does not tell you. The \`.pkl\` of each case has its size and spacing from before resampling. From these and the
plans nnplans computes the exact shape, and finds data of other plans.`,
  remedy: 'Preprocess the dataset again with these plans, or restore the plans that the data were made with.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/preprocessing/resampling/default_resampling.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2878',
  ],
  examples: [
    {
      title: 'The spacing was edited after preprocessing',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing',
          to: [2.5, 1, 1],
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ folder, configuration, spacing, count, examples }: Differs & Many<Stored>) =>
      `${counted(count, 'case')} in ${folder} ${count === 1 ? 'has' : 'have'} another shape than ${configuration} gives at ${timesList(spacing)} mm: ${examplesText(
        count,
        examples.map(({ case: name, stored, expected }) => `${name} has ${wordList(differingAxes(stored, expected))}`),
      )}. ${count === 1 ? 'It was' : 'They were'} preprocessed with other plans; nnU-Net trains on ${count === 1 ? 'it' : 'them'} anyway.`,
    axes: ({ folder, count, examples }: { readonly folder: string } & Many<Shape>) =>
      `${counted(count, 'image')} stored in ${folder} ${count === 1 ? 'does' : 'do'} not have four axes: ${examplesText(
        count,
        examples.map(
          ({ case: name, shape }) => `${name} has ${counted(shape.length, 'axis', 'axes')} (${timesList(shape)})`,
        ),
      )}. nnU-Net writes four, the channels first, also for a single channel and in 2d. nnUNetv2_train stops when it cuts the first patch from such an image.`,
    channels: ({
      folder,
      stored,
      channels,
      count,
      examples,
    }: { readonly folder: string; readonly stored: number; readonly channels: number } & Many<{
      readonly case: string;
    }>) =>
      `${counted(count, 'image')} stored in ${folder} ${count === 1 ? 'has' : 'have'} ${counted(stored, 'channel')}; dataset.json names ${counted(channels, 'channel')} (${examplesText(
        count,
        examples.map((one) => one.case),
      )}). ${count === 1 ? 'It was' : 'They were'} preprocessed for other channels; the network that nnU-Net builds does not take ${count === 1 ? 'it' : 'them'}.`,
    segmentation: ({ folder, count, examples }: { readonly folder: string } & Many<Segmentation>) =>
      `${counted(count, 'segmentation')} stored in ${folder} ${count === 1 ? 'does' : 'do'} not fit the image: ${examplesText(
        count,
        examples.map(
          ({ case: name, image, segmentation }) =>
            `${name} has ${timesList(segmentation)}, its image ${timesList(image)}`,
        ),
      )}. They must agree in all numbers after the first, which is 1 for a segmentation. nnU-Net stops or cuts patches from the wrong places.`,
  },
  *check({ identifier, folder: { name: folder }, dataset, configurations, properties, data, segmentation }) {
    const image = data.value?.shape;
    if (image === undefined) return;
    if (image.length !== 4) {
      yield { message: 'axes', data: { folder }, metBy: trainedOn, example: { case: identifier, shape: image } };
      return;
    }
    const channels = trainingChannels(dataset.datasetJson.value);
    const [stored] = image;
    if (channels !== undefined && stored !== undefined && stored !== channels) {
      const pointer = `/${trainingChannelKey(dataset.datasetJson.value) ?? 'channel_names'}`;
      yield {
        message: 'channels',
        metBy: trainedOn,
        data: { folder, stored, channels },
        example: { case: identifier },
        related: [{ document: dataset.datasetJson, pointer, message: 'the channels of today' }],
      };
    }
    const seg = segmentation.value?.shape;
    if (
      seg !== undefined &&
      (seg[0] !== 1 || seg.length !== 4 || seg.slice(1).some((length, axis) => length !== image[axis + 1]))
    ) {
      const example = { case: identifier, image, segmentation: seg };
      yield { message: 'segmentation', metBy: trainedOn, data: { folder }, example };
    }
    const voxels = image.slice(1);
    for (const own of configurations) {
      const { configuration, plansFile } = own;
      const wanted = expectedCaseShape(plansFile.plans, configuration, properties.value ?? {});
      if (wanted === undefined) continue;
      const { voxels: expected, spacing: target } = wanted;
      if (expected.every((length, axis) => length === voxels[axis])) continue;
      const again = carefulPreprocess(dataset, [own], 'Preprocess again: ');
      yield {
        message: 'differs',
        metBy: trainedOn,
        data: { folder, configuration: `${plansFile.stem}#${configuration.name}`, spacing: target },
        example: { case: identifier, stored: voxels, expected },
        related: [
          { document: plansFile.document, pointer: configuration.at('spacing'), message: 'the spacing of today' },
        ],
        ...(dataset.id === undefined
          ? {}
          : {
              ...again,
              remedy: `${again.remedy}. Or restore the plans that the data were made with.`,
            }),
      };
    }
  },
});

function differingAxes(stored: readonly number[], expected: readonly number[]): string[] {
  return stored.flatMap((length, axis) => {
    const wanted = expected[axis];
    if (wanted === undefined || wanted === length) return [];
    return [`${axisName(axis, 3)}: ${plainNumber(length)} instead of ${plainNumber(wanted)}`];
  });
}
