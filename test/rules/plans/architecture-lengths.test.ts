import { architectureLengths } from '../../../rules/plans/architecture-lengths.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const set = (argument: string, to: JsonValue) => ({ file, set: `${at}/architecture/arch_kwargs/${argument}`, to });

ruleTester(architectureLengths, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    { name: 'one number for all stages', changes: [set('n_conv_per_stage', 2), set('n_conv_per_stage_decoder', 2)] },
    { name: 'no list at all is told by plans/schema', changes: [set('strides', null)] },
    {
      name: 'a network of a fork',
      changes: [{ file, set: `${at}/architecture/network_class_name`, to: 'mine.Net' }, set('n_stages', 9)],
    },
  ],
  invalid: [
    {
      name: 'a list too short',
      changes: [set('features_per_stage', [2, 4, 8])],
      findings: [
        {
          message: 'unfit',
          at: `${at}/architecture/arch_kwargs/features_per_stage`,
          data: {
            problem: 'list-length',
            says: '"features_per_stage" has 3 entries where n_stages asks for 4; building the network stops there.',
          },
          text: '"features_per_stage" has 3 entries where n_stages asks for 4',
        },
      ],
    },
    {
      name: 'a decoder as long as the encoder',
      changes: [set('n_conv_per_stage_decoder', [2, 2, 2, 2])],
      findings: [
        {
          message: 'unfit',
          at: `${at}/architecture/arch_kwargs/n_conv_per_stage_decoder`,
          data: {
            problem: 'list-length',
            says: '"n_conv_per_stage_decoder" has 4 entries where n_stages asks for 3; building the network stops there.',
          },
        },
      ],
    },
    {
      name: 'no convolution at one stage',
      changes: [set('n_conv_per_stage', [2, 0, 2, 2])],
      findings: [
        {
          message: 'unfit',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/n_conv_per_stage/1',
          data: {
            problem: 'too-few-convolutions',
            says: 'An entry of n_conv_per_stage is 0; each stage needs at least one.',
          },
        },
      ],
    },
    {
      name: 'n_stages alone',
      changes: [set('n_stages', 6)],
      findings: [
        {
          message: 'outnumbered',
          at: `${at}/architecture/arch_kwargs/n_stages`,
          data: {
            lists: ['n_conv_per_stage', 'n_conv_per_stage_decoder', 'kernel_sizes', 'features_per_stage', 'strides'],
          },
        },
      ],
    },
  ],
});
