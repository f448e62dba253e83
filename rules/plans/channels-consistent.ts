import { defineRule } from '../../src/engine/rule.js';
import { trainingChannelKey, trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { counted, quotedList } from '../../src/nnunet/words/wording.js';

interface Count {
  readonly keys: readonly string[];
  readonly entries: number;
  readonly channels: number;
}

interface Mask {
  readonly channel: number;
  readonly channels: number;
}

export const channelsConsistent = defineRule({
  id: 'plans/channels-consistent',
  subject: 'configuration',
  severity: 'error',
  severities: { tooMany: 'warning' },
  since: '0.1.0',
  summary: 'A configuration has one normalization for each channel of the dataset, and no others.',
  topic: 'channels',
  yieldsTo: [
    'transfer/channels-match:count',
    { to: 'dataset/dataset-json-stale', same: 'place' },
    { to: 'plans/channels-consistent:tooMany', messages: ['maskBeyond'] },
    { to: 'plans/channels-consistent:tooFew', messages: ['tooFew'], same: 'place' },
    { to: 'plans/channels-consistent:tooMany', messages: ['tooMany'], same: 'place' },
  ],
  why: `nnU-Net reads \`normalization_schemes\` and \`use_mask_for_norm\` by the number of the channel. With too few entries preprocessing stops, in a worker process, with a bare \`IndexError\`. nnU-Net never reads extra entries.
But they show that the plans were made for images with more channels, so pretrained weights do not fit either. \`nnUNetv2_move_plans_between_datasets\` does not compare any of this.`,
  remedy: 'Give each channel of dataset.json one entry, in the same order.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: _normalize',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: get_training_transforms',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2252',
  ],
  examples: [
    {
      title: 'The dataset has got a second channel',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/channel_names',
          to: { 0: 'CT', 1: 'PET' },
        },
      ],
      reports: 'tooFew',
    },
  ],
  messages: {
    tooFew: ({ keys, entries, channels }: Count) =>
      `${quotedList(keys)} ${keys.length === 1 ? 'has' : 'have'} ${counted(entries, 'entry', 'entries')}; the dataset has ${counted(channels, 'channel')}. nnUNetv2_preprocess stops at the first image.`,
    tooMany: ({ keys, entries, channels }: Count) =>
      `${quotedList(keys)} ${keys.length === 1 ? 'has' : 'have'} ${counted(entries, 'entry', 'entries')}; the dataset has ${counted(channels, 'channel')}. nnU-Net never reads the extra ones: these plans were made for other images.`,
    maskBeyond: ({ channel, channels }: Mask) =>
      `"use_mask_for_norm" is true for channel ${channel}; the dataset has ${counted(channels, 'channel')}. nnUNetv2_train stops when it masks the first batch.`,
  },
  *check({ configuration, plansFile }) {
    const channels = trainingChannels(plansFile.datasetJson?.value);
    if (!isRead(plansFile, ['predict'])) return;
    if (channels === undefined) {
      yield { notChecked: 'nnplans found no dataset.json that names the channels' };
      return;
    }
    const named = plansFile.datasetJson;
    const related =
      named === undefined
        ? []
        : [
            {
              document: named,
              pointer: `/${trainingChannelKey(named.value) ?? 'channel_names'}`,
              message: `the ${counted(channels, 'channel')} of the dataset`,
            },
          ];
    const masks = configuration.get('use_mask_for_norm');
    const lists = new Map([
      ['normalization_schemes', configuration.get('normalization_schemes')],
      ['use_mask_for_norm', masks],
    ]);
    const byLength = new Map<number, string[]>();
    for (const [key, list] of lists) {
      if (!Array.isArray(list) || list.length === channels) continue;
      byLength.set(list.length, [...(byLength.get(list.length) ?? []), key]);
    }
    for (const [entries, keys] of byLength) {
      const finding = { at: configuration.at(keys[0] ?? ''), data: { keys, entries, channels }, related };
      yield entries < channels ? { message: 'tooFew', ...finding } : { message: 'tooMany', ...finding };
    }
    const beyond = Array.isArray(masks) ? masks.findIndex((mask, channel) => channel >= channels && mask === true) : -1;
    if (beyond === -1 || plansFile.place === 'model') return;
    yield {
      message: 'maskBeyond',
      at: configuration.at('use_mask_for_norm', beyond),
      data: { channel: beyond, channels },
      related,
    };
  },
});
