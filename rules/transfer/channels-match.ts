import { defineRule } from '../../src/engine/rule.js';
import {
  channelNames,
  exchangedNames,
  trainingChannelKey,
  trainingChannels,
} from '../../src/nnunet/dataset/channels.js';
import { counted, quotedList } from '../../src/nnunet/words/wording.js';

interface Names {
  readonly pretraining: readonly string[];
  readonly finetuning: readonly string[];
}

/** The first convolution has one kernel per input channel; which channel that is, weights do not say. */
export const channelsMatch = defineRule({
  id: 'transfer/channels-match',
  subject: 'transfer',
  severity: 'error',
  severities: { names: 'warning', order: 'warning' },
  since: '0.1.0',
  summary: 'Both datasets have the same image channels in the same order.',
  topic: 'channels',
  yieldsTo: [{ to: 'dataset/dataset-json-stale', same: 'place' }],
  why: `The number of channels of a network is that of \`channel_names\` in dataset.json, not of the plans. With another number the first convolution has another shape and the weights do not load;
\`nnUNetv2_move_plans_between_datasets\` does not look. With the same number in another order they load, and the network sees one channel where it learned another.`,
  remedy:
    'Give the finetuning dataset the channels of the pretraining dataset, in their order, or pretrain on the channels that it has.',
  sources: [
    'nnunetv2/utilities/label_handling/label_handling.py',
    'nnunetv2/run/load_pretrained_weights.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2252',
  ],
  examples: [
    {
      title: 'The finetuning dataset has one channel more',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/channel_names',
          to: { '0': 'CT', '1': 'PET' },
        },
      ],
      reports: 'count',
    },
  ],
  messages: {
    count: ({ pretraining, finetuning }: { pretraining: number; finetuning: number }) =>
      `Images have ${counted(finetuning, 'channel')}; the pretraining network takes ${pretraining}. ` +
      'The first convolution has another shape, and nnU-Net stops when it loads the weights.',
    order: ({ pretraining, finetuning }: Names) =>
      `Channels are ${quotedList(finetuning)}; the pretraining network saw them in the order ${quotedList(pretraining)}. ` +
      'nnU-Net does not compare names when it loads weights; each image goes to kernels that learned another.',
    names: ({ pretraining, finetuning }: Names) =>
      `Channels are ${quotedList(finetuning)}; the pretraining network saw ${quotedList(pretraining)}. ` +
      'nnU-Net does not compare names when it loads weights, whatever the images show.',
  },
  *check({ trained, finetuning, configurations }) {
    const before = trained.datasetJson;
    const after =
      finetuning.datasetJson?.value === undefined ? finetuning.dataset?.rawDatasetJson : finetuning.datasetJson;
    if (after?.value === undefined) {
      yield { notChecked: 'no dataset.json of the finetuning dataset tells its channels', leavesOpen: true };
      return;
    }
    // Without dataset.json, each channel has a normalization scheme.
    const wanted =
      trainingChannels(before?.value) ?? configurations[0]?.pretraining.configuration.normalizationSchemes?.length;
    const found = trainingChannels(after.value);
    if (wanted === undefined) {
      yield { notChecked: 'no dataset.json of the pretraining dataset tells its channels', leavesOpen: true };
    }
    if (wanted === undefined || found === undefined) return;
    const key = trainingChannelKey(after.value) ?? 'channel_names';
    const place = {
      at: { document: after, pointer: `/${key}` },
      related:
        before?.value === undefined
          ? []
          : [
              {
                document: before,
                pointer: `/${trainingChannelKey(before.value) ?? 'channel_names'}`,
                message: 'the channels of the pretraining',
              },
            ],
    };
    if (wanted !== found) {
      const remedy =
        found > wanted
          ? `Pretrain on images with ${counted(found, 'channel')}, or take the channels that the pretraining did not see out of the finetuning dataset and plan it anew.`
          : `Pretrain on images with ${counted(found, 'channel')}: plans do not change that.`;
      yield { message: 'count', data: { pretraining: wanted, finetuning: found }, ...place, remedy };
      return;
    }
    const names = { pretraining: channelNames(before?.value) ?? [], finetuning: channelNames(after.value) ?? [] };
    if (names.pretraining.length !== wanted || names.finetuning.length !== wanted) return;
    const plain = (list: readonly string[]) => list.map((name) => name.trim().toLowerCase());
    const [a, b] = [plain(names.pretraining), plain(names.finetuning)];
    if (a.every((name, i) => name === b[i])) return;
    const isReordered = [...a].sort().join('\n') === [...b].sort().join('\n');
    // Without names there is nothing to compare; dataset/channel-names tells.
    if ([before, after].some((document) => exchangedNames(document?.value) !== undefined)) return;
    const remedy = isReordered
      ? 'Bring the channels of the finetuning dataset into the order of the pretraining: rename its images (_0000, _0001 …) and channel_names, then plan and preprocess it anew.'
      : 'Nothing needs to be done if they show the same. Else pretrain on images like these.';
    yield { message: isReordered ? 'order' : 'names', data: names, ...place, remedy };
  },
});
