import { defineRule } from '../../src/engine/rule.js';
import { differenceIn } from '../../src/nnunet/compare/comparison.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import { otherPlans } from '../causes.js';

interface Schemes {
  readonly channels: readonly number[];
  readonly pretraining: readonly string[];
  readonly finetuning: readonly string[];
}

interface Masks {
  readonly channels: readonly number[];
  readonly pretraining: readonly boolean[];
  readonly finetuning: readonly boolean[];
}

/** Normalization is a matter of preprocessing; loading weights does not look at it (run/load_pretrained_weights.py). */
export const normalizationMatch = defineRule({
  id: 'transfer/normalization-match',
  subject: 'transfer-configuration',
  severity: 'error',
  severities: { maskInTraining: 'warning' },
  since: '0.1.0',
  summary: 'Pretraining and finetuning normalize the intensities of each channel in the same way.',
  topic: 'normalization',
  yieldsTo: otherPlans,
  why: `A network expects intensities as it saw them. A CT image after \`CTNormalization\` and the same image after \`ZScoreNormalization\` are different images to it. The weights still load.
\`use_mask_for_norm\` matters too: with it, \`ZScoreNormalization\` uses the nonzero region only and leaves the outside at zero.`,
  remedy: 'Use the normalization of the pretraining plans, then preprocess the finetuning dataset again.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py',
    'nnunetv2/run/load_pretrained_weights.py',
  ],
  examples: [
    {
      title: 'The normalization of the moved plans was edited by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes/0',
          to: 'ZScoreNormalization',
        },
      ],
      reports: 'schemes',
    },
  ],
  messages: {
    schemes: ({ channels, pretraining, finetuning }: Schemes) =>
      `${each(channels, finetuning, 'is normalized by')}; the pretraining network saw ${wordList([...new Set(pretraining)])}. ` +
      'nnU-Net does not compare normalizations when it loads weights, so the network sees other intensities than it learned from.',
    masks: ({ channels, pretraining, finetuning }: Masks) =>
      `${each(channels, finetuning.map(region), 'is normalized over')}; in the pretraining it was ${wordList([...new Set(pretraining.map(region))])}. ` +
      'nnU-Net does not compare normalizations when it loads weights, so the network sees other intensities than it learned from.',
    maskInTraining: ({ channels, finetuning }: Masks) =>
      `Training ${finetuning.includes(true) ? 'sets' : 'does not set'} the region outside of the nonzero mask to zero for ${named(channels)}; the pretraining did the opposite. ` +
      'The normalization does not depend on it.',
  },
  *check({ pretraining, finetuning }, context) {
    const { tolerances } = context;
    const [before, after] = [pretraining.configuration, finetuning.configuration];
    const place = (key: string, channel: number | undefined) => ({
      at: after.at(key, ...(channel === undefined ? [] : [channel])),
      related: [
        {
          document: pretraining.plansFile.document,
          pointer: before.at(key),
          message: 'what the pretraining network saw',
        },
      ],
    });
    const schemes = differing(before.normalizationSchemes, after.normalizationSchemes);
    const isUsable = (name: string) => ['known', 'foreign'].includes(judgeName('normalization', name, context).kind);
    // A name that nnU-Net does not find is another rule's business.
    if (schemes.channels.length > 0 && schemes.finetuning.every(isUsable)) {
      yield { message: 'schemes', data: schemes, ...place('normalization_schemes', schemes.channels[0]) };
    }
    const masks = differing(before.useMaskForNorm, after.useMaskForNorm);
    if (masks.channels.length === 0) return;
    const isRead =
      differenceIn('use_mask_for_norm', pretraining, finetuning, tolerances)?.consequence ===
      'data must be preprocessed again';
    yield {
      message: isRead ? 'masks' : 'maskInTraining',
      data: masks,
      ...place('use_mask_for_norm', masks.channels[0]),
    };
  },
});

/** Channels that both sides have and that differ. */
function differing<T>(before: readonly T[] | undefined, after: readonly T[] | undefined) {
  const channels = (after ?? []).flatMap((value, channel) => {
    const wanted = before?.[channel];
    return wanted === undefined || wanted === value ? [] : [channel];
  });
  const at = (list: readonly T[] | undefined) =>
    channels.flatMap((channel) => (list ?? []).slice(channel, channel + 1));
  return { channels, pretraining: at(before), finetuning: at(after) };
}

function named(channels: readonly number[]): string {
  return `${channels.length === 1 ? 'channel' : 'channels'} ${wordList(channels.map(String))}`;
}

function each(channels: readonly number[], values: readonly string[], verb: string): string {
  const different = new Set(values);
  if (different.size > 1)
    return wordList(channels.map((channel, i) => `channel ${channel} ${verb} ${values[i]}`)).replace(/^c/, 'C');
  const plural = channels.length === 1 ? verb : verb.replace(/^is/, 'are');
  return `${named(channels).replace(/^c/, 'C')} ${plural} ${values[0]}`;
}

function region(mask: boolean): string {
  return mask ? 'the nonzero region only' : 'the whole image';
}
