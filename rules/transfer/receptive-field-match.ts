import { defineRule } from '../../src/engine/rule.js';
import { receptiveFieldDiffers } from '../../src/nnunet/compare/comparison.js';
import { receptiveFieldOf } from '../../src/nnunet/network/receptive-field.js';
import { timesList } from '../../src/nnunet/words/wording.js';

interface Differs {
  /** Millimetres per axis, rounded. */
  readonly pretraining: readonly number[];
  readonly finetuning: readonly number[];
}

/** How far the network sees follows from kernels, strides and spacing together. */
export const receptiveFieldMatch = defineRule({
  id: 'transfer/receptive-field-match',
  subject: 'transfer-configuration',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The deepest features see the same extent of the body in pretraining and finetuning.',
  topic: 'receptive field',
  yieldsTo: [
    'transfer/checkpoint-match',
    'transfer/wrong-direction:notFromTraining',
    'transfer/wrong-direction:differentOrigins',
    'transfer/spacing-match',
    'transfer/weights-loadable:refused',
    { to: 'transfer/edited-after-transfer', same: 'place' },
  ],
  why: `Each voxel of the bottleneck depends on a block of the image. The kernels and strides of the encoder decide its size in voxels, together with the spacing its size in millimetres. Weights
that learned one extent are applied to another. Strides alone can change it, and all parameters of the encoder keep their shape.`,
  remedy: 'Use kernels, strides and spacing of the pretraining plans, then preprocess the finetuning dataset again.',
  sources: ['dynamic_network_architectures/building_blocks/plain_conv_encoder.py', 'https://arxiv.org/abs/1603.07285'],
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
    differs: ({ pretraining, finetuning }: Differs) =>
      `The deepest features see ${timesList(finetuning)} mm; in the pretraining they saw ${timesList(pretraining)} mm. ` +
      'What they learned at one extent is applied at another.',
  },
  *check({ pretraining, finetuning }, { tolerances }) {
    const wanted = receptiveFieldOf(pretraining.configuration)?.millimetres;
    const found = receptiveFieldOf(finetuning.configuration)?.millimetres;
    if (wanted === undefined || found === undefined || wanted.length !== found.length) return;
    if (!receptiveFieldDiffers(pretraining.configuration, finetuning.configuration, tolerances)) return;
    const rounded = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(4)));
    yield {
      message: 'differs',
      at: finetuning.configuration.pointer,
      data: { pretraining: rounded(wanted), finetuning: rounded(found) },
    };
  },
});
