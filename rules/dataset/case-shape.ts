import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { expectedCaseShape } from '../../src/nnunet/dataset/expected-case-shape.js';
import { axisName } from '../../src/nnunet/plans/axes.js';
import { counted, plainNumber, timesList, wordList } from '../../src/nnunet/words/wording.js';

interface Differs {
  readonly configuration: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
  readonly spacing: readonly number[];
}

/** Nothing records which plans produced a data folder; the shape of every case tells (preprocessing/preprocessors/default_preprocessor.py). */
export const caseShape = defineRule({
  id: 'dataset/case-shape',
  subject: 'case',
  severity: 'error',
  since: '0.1.0',
  summary: 'Every preprocessed case has the shape that the plans of today would give it.',
  why: `nnU-Net does not note which plans a data folder was made with. After an edit of \`spacing\` or \`transpose_forward\`, or when two plans share a
\`data_identifier\`, training goes on with the old arrays and says nothing. Each case keeps its size and spacing from before resampling in its \`.pkl\`; from these and the
plans the shape follows exactly, so a stale folder gives itself away.`,
  remedy: 'Preprocess the dataset again with these plans, or set the plans back to those that the data were made with.',
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
    differs: ({ configuration, stored, expected, spacing }: Differs) =>
      `The stored image has ${timesList(stored)} voxels; at the spacing of ${configuration}, ${timesList(spacing)} mm, it would have ${timesList(expected)} ` +
      `(${wordList(differingAxes(stored, expected))}). It was preprocessed with other plans; nnU-Net trains on it all the same.`,
    axes: ({ shape }: { readonly shape: readonly number[] }) =>
      `The stored image has ${counted(shape.length, 'axis', 'axes')} (${timesList(shape)}); nnU-Net writes four, the channels first, also for a single channel and in 2d. nnUNetv2_train stops when it cuts the first patch from it.`,
    channels: ({ stored, channels }: { readonly stored: number; readonly channels: number }) =>
      `The stored image has ${counted(stored, 'channel')}; dataset.json names ${counted(channels, 'channel')}. It was preprocessed for other channels; the network that nnU-Net builds does not take it.`,
    segmentation: ({
      image,
      segmentation,
    }: {
      readonly image: readonly number[];
      readonly segmentation: readonly number[];
    }) =>
      `The stored segmentation has the shape ${timesList(segmentation)}, the image ${timesList(image)}. They must agree but for the first number, which is 1 for a segmentation; nnU-Net fails or cuts patches from the wrong places.`,
  },
  *check({ dataset, configurations, properties, data, segmentation }) {
    const image = data.value?.shape;
    if (image === undefined) return;
    if (image.length !== 4) {
      yield { message: 'axes', data: { shape: image } };
      return;
    }
    const channels = trainingChannels(dataset.datasetJson.value);
    const [stored] = image;
    if (channels !== undefined && stored !== undefined && stored !== channels) {
      yield { message: 'channels', data: { stored, channels } };
    }
    const seg = segmentation.value?.shape;
    if (
      seg !== undefined &&
      (seg[0] !== 1 || seg.length !== 4 || seg.slice(1).some((length, axis) => length !== image[axis + 1]))
    ) {
      yield { message: 'segmentation', data: { image, segmentation: seg } };
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
        data: { configuration: `${plansFile.stem}#${configuration.name}`, stored: voxels, expected, spacing: target },
        related: [
          { document: plansFile.document, pointer: configuration.at('spacing'), message: 'the spacing of today' },
        ],
        ...(dataset.id === undefined
          ? {}
          : {
              ...again,
              remedy: `${again.remedy}. Or set the plans back to those that the data were made with.`,
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
