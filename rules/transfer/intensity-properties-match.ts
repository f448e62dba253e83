import { defineRule } from '../../src/engine/rule.js';
import { member } from '../../src/io/json/value.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { isClose } from '../../src/nnunet/values/numbers.js';
import { plainNumber, wordList } from '../../src/nnunet/words/wording.js';
import { otherPlans } from '../causes.js';

interface Differs {
  readonly channel: number;
  /** `mean`, `percentile_00_5` … */
  readonly statistics: readonly string[];
  readonly pretraining: readonly number[];
  readonly finetuning: readonly number[];
}

interface Foreign extends Differs {
  readonly scheme: string;
}

/** What CTNormalization reads (preprocessing/normalization/default_normalization_schemes.py). */
const readByCt: ReadonlyMap<string, string> = new Map([
  ['percentile_00_5', 'lower clip'],
  ['percentile_99_5', 'upper clip'],
  ['mean', 'mean'],
  ['std', 'standard deviation'],
]);

/** CTNormalization clips and scales with numbers from the plans, not from the image. */
export const intensityPropertiesMatch = defineRule({
  id: 'transfer/intensity-properties-match',
  subject: 'transfer-configuration',
  severity: 'error',
  severities: { foreign: 'warning' },
  since: '0.1.0',
  summary: 'Pretraining and finetuning scale CT intensities with the same statistics.',
  topic: 'intensities',
  yieldsTo: otherPlans,
  why: `\`CTNormalization\` clips every image to two percentiles, subtracts a mean and divides by a standard deviation, all four from \`foreground_intensity_properties_per_channel\` of the plans. With other
numbers the same Hounsfield unit reaches the network as another value. The weights load without a word. Other normalizations of nnU-Net take what they need from each image.`,
  remedy:
    'Keep the intensity statistics of the pretraining plans, whatever the finetuning dataset looks like, then preprocess it again.',
  sources: [
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2775',
  ],
  options: {
    rtol: {
      type: 'number',
      default: 1e-4,
      description: 'relative tolerance; computing the statistics of the same images twice differs by less',
    },
  },
  examples: [
    {
      title: 'Statistics of the finetuning dataset were pasted into the moved plans',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/foreground_intensity_properties_per_channel/0/mean',
          to: 69.73912811279297,
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/foreground_intensity_properties_per_channel/0/std',
          to: 72.41632843017578,
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ channel, statistics, pretraining, finetuning }: Differs) =>
      `CTNormalization of channel ${channel} uses ${comparison(statistics, pretraining, finetuning)}. ` +
      'nnU-Net does not compare statistics when it loads weights; every tissue has another value than in the pretraining.',
    foreign: ({ channel, scheme, statistics, pretraining, finetuning }: Foreign) =>
      `Channel ${channel} has other intensity statistics than in the pretraining: ${comparison(statistics, pretraining, finetuning)}. ` +
      `nnU-Net hands them to ${scheme}, which is not its own; if that reads them, the network meets other values.`,
  },
  *check({ pretraining, finetuning }, { options }) {
    const before = pretraining.plansFile.plans;
    const after = finetuning.plansFile.plans;
    const schemes = finetuning.configuration.normalizationSchemes ?? [];
    for (const [channel, scheme] of schemes.entries()) {
      if (pretraining.configuration.normalizationSchemes?.[channel] !== scheme) continue;
      const isForeign = judgeName('normalization', scheme).kind === 'foreign';
      if (scheme !== 'CTNormalization' && !isForeign) continue;
      const wanted = member(before.intensityProperties, String(channel));
      const found = member(after.intensityProperties, String(channel));
      const differing = [...readByCt.keys()].flatMap((name) => {
        const [a, b] = [member(wanted, name), member(found, name)];
        if (typeof a !== 'number' || typeof b !== 'number') return [];
        return isClose(b, a, { rtol: options.rtol, atol: 1e-6 }) ? [] : [{ name, a, b }];
      });
      const [first] = differing;
      if (first === undefined) continue;
      const data = {
        channel,
        statistics: differing.map(({ name }) => name),
        pretraining: differing.map(({ a }) => a),
        finetuning: differing.map(({ b }) => b),
      };
      const at = `/${after.intensityPropertiesKey}/${channel}/${first.name}`;
      const related = [
        {
          document: pretraining.plansFile.document,
          pointer: `/${before.intensityPropertiesKey}/${channel}/${first.name}`,
          message: 'the statistics of the pretraining',
        },
        ...differing.slice(1).map(({ name }) => ({
          document: finetuning.plansFile.document,
          pointer: `/${after.intensityPropertiesKey}/${channel}/${name}`,
          message: `${readByCt.get(name) ?? name} differs as well`,
        })),
      ];
      if (isForeign) yield { message: 'foreign', at, related, data: { ...data, scheme } };
      else yield { message: 'differs', at, related, data };
    }
  },
});

function comparison(
  statistics: readonly string[],
  pretraining: readonly number[],
  finetuning: readonly number[],
): string {
  return wordList(
    statistics.map(
      (name, i) =>
        `${readByCt.get(name) ?? name} ${plainNumber(finetuning[i] ?? Number.NaN)} instead of ${plainNumber(pretraining[i] ?? Number.NaN)}`,
    ),
  );
}
