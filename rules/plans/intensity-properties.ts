import { defineRule } from '../../src/engine/rule.js';
import { member } from '../../src/io/json/value.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { unusableStatistics } from '../../src/nnunet/dataset/intensities.js';
import { isRead, keysOfOtherProgram } from '../../src/nnunet/plans/uses.js';
import { quoted, quotedList } from '../../src/nnunet/words/wording.js';

interface Channels {
  readonly key: string;
  readonly channels: readonly string[];
}

interface Statistics {
  readonly channel: number;
  readonly names: readonly string[];
}

interface Value {
  readonly channel: number;
  readonly name: string;
  readonly found: string;
}

/** Every normalization is given the statistics of its channel; CTNormalization alone uses them. */
export const intensityProperties = defineRule({
  id: 'plans/intensity-properties',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'Every channel has its entry of intensity statistics, and CTNormalization finds the numbers that it needs.',
  why: `\`foreground_intensity_properties_per_channel\` holds the statistics of each channel under its number. nnU-Net passes the entry of a channel to its normalization, whichever that is, and stops if there is none.
CTNormalization clips to the percentiles, subtracts the mean and divides by the standard deviation. With NaN among them every voxel becomes NaN, and the network learns nothing.`,
  remedy: 'Copy the statistics from dataset_fingerprint.json, or plan again.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: _normalize',
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py: CTNormalization',
  ],
  examples: [
    {
      title: 'The statistics were cleaned up too well',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/foreground_intensity_properties_per_channel/0/mean',
        },
      ],
      reports: 'statisticsMissing',
    },
  ],
  messages: {
    channelMissing: ({ key, channels }: Channels) =>
      `"${key}" has no entry for channel ${quotedList(channels)}. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    statisticsMissing: ({ channel, names }: Statistics) =>
      `The intensity statistics of channel ${channel} lack ${quotedList(names)}, which CTNormalization needs. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    unusable: ({ channel, name, found }: Value) =>
      `The "${name}" of channel ${channel} is ${found}, with which CTNormalization cannot calculate. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    notANumber: ({ channel, name, found }: Value) =>
      `The "${name}" of channel ${channel} is ${found}. CTNormalization turns every voxel into NaN, so the network learns nothing. nnU-Net does not tell you.`,
  },
  *check({ configuration, plansFile }) {
    const { plans } = plansFile;
    const key = plans.intensityPropertiesKey;
    const table = plans.get(key);
    const schemes = configuration.get('normalization_schemes');
    if (!isRead(plansFile, ['predict']) || !Array.isArray(schemes)) return;
    // A table that is none is told by plans/schema; plans for another program lack more than this.
    if (table !== undefined && plans.intensityProperties === undefined) return;
    if (keysOfOtherProgram(plansFile).length > 0) return;
    // Only as many as there are channels are looked up, and a channel without a scheme is told by plans/channels-consistent.
    const count = Math.min(trainingChannels(plansFile.datasetJson?.value) ?? schemes.length, schemes.length);
    const numbers = Array.from({ length: count }, (_, channel) => channel);
    const missing = numbers.map(String).filter((channel) => member(table, channel) === undefined);
    if (missing.length > 0) {
      yield { message: 'channelMissing', at: table === undefined ? '' : `/${key}`, data: { key, channels: missing } };
    }
    for (const channel of numbers) {
      if (schemes[channel] !== 'CTNormalization') continue;
      const at = `/${key}/${channel}`;
      const faults = unusableStatistics(member(table, String(channel)));
      const names = faults.filter((fault) => fault.kind === 'missing').map((fault) => fault.name);
      if (names.length > 0) yield { message: 'statisticsMissing', at, data: { channel, names } };
      for (const { name, kind, found } of faults) {
        if (kind === 'missing') continue;
        const finding = { at: `${at}/${name}`, data: { channel, name, found: quoted(found) } };
        yield kind === 'stops' ? { message: 'unusable', ...finding } : { message: 'notANumber', ...finding };
      }
    }
  },
});
