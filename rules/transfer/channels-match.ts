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
  why: `\`channel_names\` in dataset.json, not the plans, decides how many channels the network has. With another number the first convolution has another shape, and the weights do not load.
\`nnUNetv2_move_plans_between_datasets\` does not check this. With the same channels in another order the weights load, but the network sees one channel where it learned another.`,
  remedy:
    'Give the finetuning dataset the channels of the pretraining dataset, in the same order. Or pretrain on the channels that the finetuning dataset has.',
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
      'nnU-Net does not compare names when it loads weights, so the network sees one channel where it learned another.',
    names: ({ pretraining, finetuning }: Names) =>
      `Channels are ${quotedList(finetuning)}; the pretraining network saw ${quotedList(pretraining)}. ` +
      'nnU-Net does not compare names when it loads weights, and nnplans does not see what the images show.',
  },
  *check({ trained, finetuning, configurations }) {
    const before = trained.datasetJson;
    const after =
      finetuning.datasetJson?.value === undefined ? finetuning.dataset?.rawDatasetJson : finetuning.datasetJson;
    if (after?.value === undefined) {
      yield {
        notChecked: 'nnplans found no dataset.json that names the channels of the finetuning dataset',
        leavesOpen: true,
      };
      return;
    }
    // Without dataset.json, each channel has a normalization scheme.
    const wanted =
      trainingChannels(before?.value) ?? configurations[0]?.pretraining.configuration.normalizationSchemes?.length;
    const found = trainingChannels(after.value);
    if (wanted === undefined) {
      yield {
        notChecked: 'nnplans found no dataset.json that names the channels of the pretraining dataset',
        leavesOpen: true,
      };
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
          ? `Pretrain on images with ${counted(found, 'channel')}. Or remove the channels that the pretraining did not see from the finetuning dataset, then plan and preprocess it again.`
          : `Pretrain on images with ${counted(found, 'channel')}: other plans do not change that.`;
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
      ? 'Give the channels of the finetuning dataset the order of the pretraining: rename its images (_0000, _0001 …) and change channel_names. Then plan and preprocess it again.'
      : 'If the images show the same, nothing needs to be done. If not, pretrain on images like these.';
    yield { message: isReordered ? 'order' : 'names', data: names, ...place, remedy };
  },
});
