import { defineRule } from '../../src/engine/rule.js';
import { differencesBetween } from '../../src/nnunet/compare/consequence-between.js';
import { quoted, wordList } from '../../src/nnunet/words/wording.js';
import { otherPlans } from '../causes.js';

interface Differs {
  /** `resampling_fn_data_kwargs.order` */
  readonly fields: readonly string[];
  /** The values as a person writes them; `nothing` where none is given. */
  readonly pretraining: readonly string[];
  readonly finetuning: readonly string[];
}

const resampling = new Set([
  'resampling_fn_data',
  'resampling_fn_data_kwargs',
  'resampling_fn_seg',
  'resampling_fn_seg_kwargs',
  'preprocessor_name',
]);

/** How data are made, apart from spacing and normalization; loading weights looks at none of it. */
export const resamplingMatch = defineRule({
  id: 'transfer/resampling-match',
  subject: 'transfer-configuration',
  severity: 'warning',
  since: '0.1.0',
  summary:
    'Pretraining and finetuning resample images and segmentations with the same functions, arguments and preprocessor.',
  topic: 'resampling',
  yieldsTo: [{ to: 'plans/known-arguments:resampling', same: 'place' }, ...otherPlans],
  why: `Interpolation decides how sharp and how noisy the images are that a network sees, and separate treatment of the slice axis what its anisotropic data look like. Weights load whatever it was. The
function that resamples predicted probabilities is not compared: it acts after the network.`,
  remedy: 'Use the resampling of the pretraining plans, then preprocess the finetuning dataset again.',
  sources: [
    'nnunetv2/preprocessing/resampling/default_resampling.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
  ],
  examples: [
    {
      title: 'Linear instead of cubic interpolation',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/resampling_fn_data_kwargs/order',
          to: 1,
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ fields, pretraining, finetuning }: Differs) =>
      `Images are made in another way than for the pretraining: ${wordList(
        fields.map((field, i) => `${field} is ${finetuning[i]} instead of ${pretraining[i]}`),
      )}. nnU-Net does not compare that when it loads weights.`,
  },
  *check({ pretraining, finetuning }) {
    const sides = [pretraining, finetuning].map(({ plansFile, configuration }) => ({
      plans: plansFile.plans,
      configuration,
    }));
    const [before, after] = sides;
    if (before === undefined || after === undefined) return;
    const found = differencesBetween(before, after).filter(
      // What is missing altogether makes nnU-Net stop, which is told elsewhere.
      ({ path, before: wanted, after: value }) =>
        resampling.has(path[0] ?? '') && (path.length > 1 || (wanted !== undefined && value !== undefined)),
    );
    const [first] = found;
    if (first === undefined) return;
    const [key = '', ...rest] = first.path;
    yield {
      message: 'differs',
      at: finetuning.configuration.at(key, ...rest),
      related: found.slice(1).map(({ path: [name = '', ...inside] }) => ({
        document: finetuning.plansFile.document,
        pointer: finetuning.configuration.at(name, ...inside),
        message: `${[name, ...inside].join('.')} differs as well`,
      })),
      data: {
        fields: found.map(({ path }) => path.join('.')),
        pretraining: found.map((one) => quoted(one.before)),
        finetuning: found.map((one) => quoted(one.after)),
      },
    };
  },
});
