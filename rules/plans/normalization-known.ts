import { defineRule } from '../../src/engine/rule.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { intensityRange } from '../../src/nnunet/dataset/intensities.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { meantName, usableNames, whyNotUsable } from '../../src/nnunet/installation/name-words.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { inQuotes, plainNumber, quotedList } from '../../src/nnunet/words/wording.js';

interface Unusable {
  readonly channel: number;
  readonly why: string;
}

interface Foreign {
  readonly channel: number;
  readonly name: string;
}

interface Range {
  readonly channel: number;
  readonly least: number;
  readonly most: number;
}

export const normalizationKnown = defineRule({
  id: 'plans/normalization-known',
  subject: 'configuration',
  severity: 'error',
  severities: { foreign: 'info' },
  since: '0.1.0',
  summary: 'The normalization of each channel is a class that exists and suits the images.',
  topic: 'normalization',
  yieldsTo: [
    { to: ['transfer/normalization-match', 'transfer/edited-after-transfer'], messages: ['foreign'], same: 'place' },
  ],
  why: `\`normalization_schemes\` takes class names. The words in dataset.json, such as \`CT\` or \`noNorm\`, are channel names, and the planner translates them. In plans nnU-Net looks for a class of that name, finds none,
and preprocessing and prediction stop. Forks have their own classes, so nnplans only notes a foreign name.`,
  remedy: 'Write the name of a class. If it is your own class, list it in knownClasses of the config.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: _normalize',
    'nnunetv2/preprocessing/normalization/map_channel_name_to_normalization.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2845',
  ],
  examples: [
    {
      title: 'A channel name in place of the class',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes/0',
          to: 'noNorm',
        },
      ],
      reports: 'unusable',
    },
    {
      title: "A fork's own normalization",
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes/0',
          to: 'HistogramMatching',
        },
      ],
      reports: 'foreign',
    },
  ],
  messages: {
    unusable: ({ channel, why }: Unusable) =>
      `Normalization of channel ${channel}: ${why}. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    foreign: ({ channel, name }: Foreign) =>
      `Channel ${channel} is normalized by "${name}", which does not come with nnU-Net. Without the code that has it, nnUNetv2_preprocess and nnUNetv2_predict stop at the first image.`,
    notRgb: ({ channel, least, most }: Range) =>
      `Channel ${channel} is normalized by RGBTo01Normalization, but its values go from ${plainNumber(least)} to ${plainNumber(most)}. It accepts only 0 to 255: nnUNetv2_preprocess stops.`,
  },
  *check({ configuration, plansFile }, context) {
    if (!isRead(plansFile, ['predict'])) return;
    const schemes = configuration.get('normalization_schemes');
    if (!Array.isArray(schemes)) return;
    // nnU-Net looks up as many as there are channels; the rest is never read.
    const channels = trainingChannels(plansFile.datasetJson?.value) ?? schemes.length;
    for (const [channel, name] of schemes.slice(0, channels).entries()) {
      if (typeof name !== 'string') continue;
      const at = configuration.at('normalization_schemes', channel);
      const judgement = judgeName('normalization', name, context);
      const why = whyNotUsable('normalization', name, judgement);
      if (judgement.kind === 'foreign') yield { message: 'foreign', at, data: { channel, name } };
      if (why !== undefined) {
        const meant = meantName(judgement);
        const remedy =
          meant === undefined
            ? { remedy: `Write ${quotedList(usableNames('normalization'), 'or')}.` }
            : {
                remedy: `Write ${inQuotes(meant)}.`,
                fix: { edits: [{ document: plansFile.document, pointer: at, value: meant }], isSafe: true },
              };
        yield { message: 'unusable', at, data: { channel, why }, ...remedy };
      }
      const range =
        name === 'RGBTo01Normalization' ? intensityRange(plansFile.dataset?.fingerprint.value, channel) : undefined;
      if (range !== undefined && (range.least < 0 || range.most > 255)) {
        yield { message: 'notRgb', at, data: { channel, ...range } };
      }
    }
  },
});
