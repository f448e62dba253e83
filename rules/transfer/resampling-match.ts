import { defineRule } from '../../src/engine/rule.js';
import { differencesBetween, differingValues } from '../../src/nnunet/compare/comparison.js';
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
  why: `Interpolation decides how sharp and how noisy images are for the network. Separate treatment of the slice axis decides how anisotropic images look. Weights load in any case.
nnplans does not compare the function that resamples predicted probabilities: it acts after the network.`,
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
      `Images are preprocessed differently than for the pretraining: ${wordList(
        fields.map((field, i) => `${field} is ${finetuning[i]} instead of ${pretraining[i]}`),
      )}. nnU-Net does not compare this when it loads weights.`,
  },
  *check({ pretraining, finetuning }, { tolerances }) {
    const found = differingValues(differencesBetween(pretraining, finetuning, tolerances)).filter(
      // What is missing altogether makes nnU-Net stop, which is told elsewhere.
      ({ path: [key = '', ...inside], before, after }) =>
        resampling.has(key) && (inside.length > 0 || (before !== undefined && after !== undefined)),
    );
    const [first] = found;
    if (first === undefined) return;
    yield {
      message: 'differs',
      at: first.at,
      related: found.slice(1).map(({ path, at }) => ({
        document: finetuning.plansFile.document,
        pointer: at,
        message: `${path.join('.')} differs as well`,
      })),
      data: {
        fields: found.map(({ path }) => path.join('.')),
        pretraining: found.map(({ before }) => quoted(before)),
        finetuning: found.map(({ after }) => quoted(after)),
      },
    };
  },
});
