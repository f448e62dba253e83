import { defineRule } from '../../src/engine/rule.js';
import { axisName } from '../../src/nnunet/plans/axes.js';
import { isClose } from '../../src/nnunet/values/numbers.js';
import { counted, timesList, wordList } from '../../src/nnunet/words/wording.js';
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
  why: `A network knows objects at the size, in voxels, at which it saw them. With another spacing the pretrained weights still load, because
nnU-Net compares names and shapes of parameters and nothing else, but they meet objects of another size. Nothing is said; the gain of the pretraining is small or negative.`,
  remedy: 'Use the spacing of the pretraining plans, then preprocess the finetuning dataset again.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/2775'],
  options: {
    rtol: { type: 'number', default: 1e-5, description: 'relative tolerance, as in numpy.allclose' },
    atol: { type: 'number', default: 1e-8, description: 'absolute tolerance in mm, as in numpy.allclose' },
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
      `Images have a spacing for ${counted(finetuning, 'axis', 'axes')} here and for ${pretraining} in the pretraining: weights of a ${pretraining}D network do not load into a ${finetuning}D one.`,
  },
  *check({ pretraining, finetuning }, { options }) {
    const wanted = pretraining.configuration.spacing;
    const found = finetuning.configuration.spacing;
    if (wanted === undefined || found === undefined) return;
    const related = (index: readonly number[]) => [
      {
        document: pretraining.plansFile.document,
        pointer: pretraining.configuration.at('spacing', ...index),
        message: `the pretraining spacing is ${timesList(wanted)} mm`,
      },
    ];
    if (wanted.length !== found.length) {
      // Where one of them contradicts its own patch size, that is the mistake, and another rule's.
      const fits = ({ spacing, patchSize }: typeof finetuning.configuration) => spacing?.length === patchSize?.length;
      if (!fits(pretraining.configuration) || !fits(finetuning.configuration)) return;
      const data = { pretraining: wanted.length, finetuning: found.length };
      yield { message: 'axes', at: finetuning.configuration.at('spacing'), data, related: related([]) };
      return;
    }
    const differing = found.flatMap((value, axis) =>
      isClose(value, wanted[axis] ?? Number.NaN, options) ? [] : [axis],
    );
    const [first] = differing;
    if (first === undefined) return;
    yield {
      message: 'differs',
      at: finetuning.configuration.at('spacing', first),
      data: { axes: differing.map((axis) => axisName(axis, found.length)), pretraining: wanted, finetuning: found },
      related: related([first]),
    };
  },
});
