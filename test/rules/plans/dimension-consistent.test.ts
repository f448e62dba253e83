import { dimensionConsistent } from '../../../rules/plans/dimension-consistent.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const kwargs = `${at}/architecture/arch_kwargs`;

ruleTester(dimensionConsistent, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'kernels given as one number', changes: [{ file, set: `${kwargs}/kernel_sizes`, to: 3 }] },
    { name: 'a spacing that is none is told by plans/schema', changes: [{ file, set: `${at}/spacing`, to: [1] }] },
  ],
  invalid: [
    {
      name: 'convolutions of two dimensions are one mistake',
      changes: [{ file, set: `${kwargs}/conv_op`, to: 'torch.nn.Conv2d' }],
      findings: [
        {
          message: 'outOfStep',
          at: `${kwargs}/conv_op`,
          data: {
            key: 'conv_op',
            dimensions: 2,
            others: ['patch_size', 'spacing', 'kernel_sizes', 'strides', 'norm_op'],
            otherDimensions: 3,
          },
        },
      ],
    },
    {
      name: 'a patch of two dimensions',
      changes: [{ file, set: `${at}/patch_size`, to: [40, 40] }],
      findings: [
        {
          message: 'outOfStep',
          at: `${at}/patch_size`,
          data: {
            key: 'patch_size',
            dimensions: 2,
            others: ['spacing', 'kernel_sizes', 'strides', 'conv_op', 'norm_op'],
            otherDimensions: 3,
          },
          text: '"patch_size" has 2 dimensions, but',
        },
      ],
    },
    {
      name: 'a normalization of two dimensions',
      changes: [{ file, set: `${kwargs}/norm_op`, to: 'torch.nn.InstanceNorm2d' }],
      findings: [
        {
          message: 'outOfStep',
          at: `${kwargs}/norm_op`,
          data: {
            key: 'norm_op',
            dimensions: 2,
            others: ['patch_size', 'spacing', 'kernel_sizes', 'strides', 'conv_op'],
            otherDimensions: 3,
          },
        },
      ],
    },
    {
      name: 'one kernel of two dimensions',
      changes: [{ file, set: `${kwargs}/kernel_sizes/2`, to: [3, 3] }],
      findings: [
        {
          message: 'disagrees',
          at: `${kwargs}/kernel_sizes/2`,
          data: {
            problem: 'kernel-dimension',
            says: '[3, 3] is given where a network of 3 dimensions needs 3 numbers; the first batch stops there.',
          },
        },
      ],
    },
    {
      name: 'strides as single numbers',
      changes: [{ file, set: `${kwargs}/strides`, to: [1, 2, 2, 2] }],
      findings: [
        {
          message: 'disagrees',
          at: `${kwargs}/strides`,
          data: {
            problem: 'strides-not-vectors',
            says: '"strides" is [1, 2, 2, 2]; for deep supervision the trainer needs a list of vectors, one number per axis each.',
          },
        },
      ],
    },
    {
      name: 'a spacing of two numbers for a 3D patch',
      changes: [{ file, set: `${at}/spacing`, to: [0.8, 0.8] }],
      findings: [
        { message: 'spacingTooShort', at: `${at}/spacing`, data: { spacing: [0.8, 0.8], patch: [16, 40, 40] } },
      ],
    },
    {
      name: 'a spacing of three numbers for a 2D patch',
      changes: [{ file, set: '/configurations/2d/spacing', to: [5, 0.8, 0.8] }],
      findings: [
        {
          message: 'spacingTooLong',
          at: '/configurations/2d/spacing',
          data: { spacing: [5, 0.8, 0.8], patch: [40, 40] },
        },
      ],
    },
  ],
});
