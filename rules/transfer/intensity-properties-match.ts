import { defineRule } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import { differencesBetween, differingValues } from '../../src/nnunet/compare/comparison.js';
import { intensityKey } from '../../src/nnunet/compare/plans-differences.js';
import { defaultTolerances } from '../../src/nnunet/compare/tolerances.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
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
  why: `\`CTNormalization\` clips every image to two percentiles, subtracts a mean and divides by a standard deviation. All four come from \`foreground_intensity_properties_per_channel\` of the plans. With other
numbers the same Hounsfield unit reaches the network as another value. The weights still load, and nnU-Net does not tell you. Other normalizations of nnU-Net take what they need from each image.

nnplans compares what happens to a voxel. Statistics are equal if no normalized voxel moves by more than 0.005 standard deviations. In public plans, extracting them twice from the same images moves a voxel by at most 0.002.
Other images move it by at least 0.013. Training in half precision resolves 0.001 to 0.004 there, and augmentation adds noise of up to 0.3.`,
  remedy:
    'Use the intensity statistics of the pretraining plans, whatever the finetuning images look like. Then preprocess the finetuning dataset again.',
  sources: [
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2775',
  ],
  options: {
    tolerance: {
      type: 'number',
      default: defaultTolerances.intensity,
      description:
        'by how much a normalized voxel may move, in standard deviations; for all rules, the side-by-side view and diff',
      tolerance: 'intensity',
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
      `nnU-Net passes them to ${scheme}, which does not come with nnU-Net. If ${scheme} reads them, the network sees other values.`,
  },
  *check({ pretraining, finetuning }, { tolerances }) {
    const key = pretraining.plansFile.plans.intensityPropertiesKey;
    const differing = differingValues(differencesBetween(pretraining, finetuning, tolerances)).flatMap(
      ({ path: [field, channel, name = ''], before, after, at }) =>
        // Text in place of a number, or none at all, is told elsewhere.
        field === intensityKey && readByCt.has(name) && typeof before === 'number' && typeof after === 'number'
          ? [{ channel: Number(channel), name, before, after, at }]
          : [],
    );
    for (const [channel, scheme] of (finetuning.configuration.normalizationSchemes ?? []).entries()) {
      if (pretraining.configuration.normalizationSchemes?.[channel] !== scheme) continue;
      const isForeign = judgeName('normalization', scheme).kind === 'foreign';
      if (scheme !== 'CTNormalization' && !isForeign) continue;
      const found = differing.filter((one) => one.channel === channel);
      const [first] = found;
      if (first === undefined) continue;
      const data = {
        channel,
        statistics: found.map(({ name }) => name),
        pretraining: found.map(({ before }) => before),
        finetuning: found.map(({ after }) => after),
      };
      const related = [
        {
          document: pretraining.plansFile.document,
          pointer: pointer(key, channel, first.name),
          message: 'the statistics of the pretraining',
        },
        ...found.slice(1).map(({ name, at }) => ({
          document: finetuning.plansFile.document,
          pointer: at,
          message: `${readByCt.get(name) ?? name} differs as well`,
        })),
      ];
      if (isForeign) yield { message: 'foreign', at: first.at, related, data: { ...data, scheme } };
      else yield { message: 'differs', at: first.at, related, data };
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
