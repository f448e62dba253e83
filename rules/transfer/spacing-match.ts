import { defineRule } from '../../src/engine/rule.js';
import { defaultTolerances } from '../../src/nnunet/compare/tolerances.js';
import { counted, timesList, wordList } from '../../src/nnunet/words/wording.js';
import { differingField } from '../both-sides.js';
import { otherPlans } from '../causes.js';

interface Differs {
  /** Names of the axes that differ. */
  readonly axes: readonly string[];
  readonly pretraining: readonly number[];
  readonly finetuning: readonly number[];
}

interface Axes {
  readonly pretraining: number;
  readonly finetuning: number;
}

/** nnU-Net never compares spacings: weights load as long as their shapes fit (run/load_pretrained_weights.py). */
export const spacingMatch = defineRule({
  id: 'transfer/spacing-match',
  subject: 'transfer-configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'Pretraining and finetuning resample images to the same voxel spacing.',
  topic: 'spacing',
  yieldsTo: otherPlans,
  why: `A network learns objects at the size, in voxels, at which it sees them. With another spacing the pretrained weights still load, because
nnU-Net compares only names and shapes of parameters. But all objects have another size. nnU-Net does not tell you. The pretraining then helps little, or does harm.`,
  remedy: 'Use the spacing of the pretraining plans, then preprocess the finetuning dataset again.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/2775'],
  options: {
    rtol: {
      type: 'number',
      default: defaultTolerances.spacingRelative,
      description: 'relative tolerance, as in numpy.allclose; for all rules, the side-by-side view and diff',
      tolerance: 'spacingRelative',
    },
    atol: {
      type: 'number',
      default: defaultTolerances.spacingAbsolute,
      description: 'absolute tolerance in mm, as in numpy.allclose; also for all of them',
      tolerance: 'spacingAbsolute',
    },
  },
  examples: [
    {
      title: 'The spacing of the moved plans was edited by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing/0',
          to: 2.5,
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ axes, pretraining, finetuning }: Differs) =>
      `Spacing is ${timesList(finetuning)} mm; the pretraining network was trained at ${timesList(pretraining)} mm${axes.length === finetuning.length ? '' : ` (${wordList(axes)} ${axes.length === 1 ? 'differs' : 'differ'})`}. ` +
      'nnU-Net does not compare spacings when it loads weights; objects have another size than the network learned.',
    axes: ({ pretraining, finetuning }: Axes) =>
      `The spacing has ${counted(finetuning, 'axis', 'axes')} here and ${pretraining} in the pretraining. Weights of a ${pretraining}D network do not load into a ${finetuning}D one.`,
  },
  *check(pair, context) {
    const spacing = ({ configuration }: typeof pair.pretraining) => configuration.spacing;
    const told = (lengths: readonly number[]) => `the pretraining spacing is ${timesList(lengths)} mm`;
    const found = differingField('spacing', pair, context, spacing, told);
    if (found === undefined) return;
    const { difference, data, related, at } = found;
    const { pretraining, finetuning } = data;
    if (pretraining.length === finetuning.length) {
      const [first] = difference.parts;
      const axes = difference.parts.map(({ what }) => what);
      const place = related.map((one) => ({ ...one, pointer: first?.pointerA ?? '' }));
      yield { message: 'differs', at: first?.pointerB, data: { axes, ...data }, related: place };
      return;
    }
    // Where one of them contradicts its own patch size, that is the mistake, and another rule's.
    const fits = ({ configuration: { patchSize } }: typeof pair.pretraining, axes: number) =>
      patchSize?.length === axes;
    if (!fits(pair.pretraining, pretraining.length) || !fits(pair.finetuning, finetuning.length)) return;
    yield { message: 'axes', at, data: { pretraining: pretraining.length, finetuning: finetuning.length }, related };
  },
});
