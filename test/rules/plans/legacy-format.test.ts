import { legacyFormat } from '../../../rules/plans/legacy-format.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const legacy = {
  UNet_class_name: 'PlainConvUNet',
  UNet_base_num_features: 2,
  unet_max_num_features: 8,
  n_conv_per_stage_encoder: [2, 2, 2, 2],
  n_conv_per_stage_decoder: [2, 2, 2],
  num_pool_per_axis: [1, 3, 3],
  conv_kernel_sizes: [
    [1, 3, 3],
    [1, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
  ],
  pool_op_kernel_sizes: [
    [1, 1, 1],
    [1, 2, 2],
    [1, 2, 2],
    [2, 2, 2],
  ],
};
const legacyPlans = (keys: Record<string, JsonValue>) => [
  { file, remove: `${at}/architecture` },
  ...Object.entries(keys).map(([key, to]) => ({ file, set: `${at}/${key}`, to })),
];

ruleTester(legacyFormat, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'no network at all is told by plans/schema', changes: legacyPlans({}) },
    { name: 'what a fork keeps in these keys', changes: legacyPlans({ UNet_class_name: 'neUNet' }) },
  ],
  invalid: [
    {
      name: 'all keys: nnU-Net converts them',
      changes: legacyPlans(legacy),
      findings: [
        {
          message: 'legacy',
          data: { configurations: ['3d_fullres'] },
          at: '/configurations',
          remedy: 'Nothing needs to be done.',
        },
      ],
    },
    {
      name: 'the new format for an old nnU-Net',
      nnunet: '2.1',
      findings: [
        {
          message: 'tooNew',
          at: '/configurations',
          data: { configurations: ['2d', '3d_fullres'], nnunet: '2.1' },
          remedy: 'Use nnU-Net 2.3 or later, or plan the dataset with the release that is used.',
        },
        {
          message: 'tooNew',
          at: '/configurations',
          data: { configurations: ['2d', '3d_fullres'], nnunet: '2.1' },
          remedy: 'Use nnU-Net 2.3 or later, or plan the dataset with the release that is used.',
        },
        {
          message: 'tooNew',
          at: '/configurations',
          data: { configurations: ['2d', '3d_fullres'], nnunet: '2.1' },
          remedy: 'Use nnU-Net 2.3 or later, or plan the dataset with the release that is used.',
        },
        {
          message: 'tooNew',
          at: '/configurations',
          data: { configurations: ['2d', '3d_fullres'], nnunet: '2.1' },
          remedy: 'Use nnU-Net 2.3 or later, or plan the dataset with the release that is used.',
        },
      ],
    },
    {
      name: 'a residual encoder for releases that convert it wrongly',
      nnunet: '>=2.3 <2.5',
      changes: legacyPlans({ ...legacy, UNet_class_name: 'ResidualEncoderUNet' }),
      findings: [
        {
          message: 'convertedWrongly',
          data: { configurations: ['3d_fullres'], nnunet: '>=2.3 <2.5' },
          at: '/configurations',
          remedy: 'Use nnU-Net 2.5 or later, or the release that planned them.',
        },
        {
          message: 'legacy',
          at: '/configurations',
          data: { configurations: ['3d_fullres'] },
          remedy: 'Nothing needs to be done.',
        },
      ],
    },
    {
      name: 'a key less, even one that is only deleted',
      changes: legacyPlans(Object.fromEntries(Object.entries(legacy).filter(([key]) => key !== 'num_pool_per_axis'))),
      findings: [{ message: 'incomplete', at, data: { configuration: '3d_fullres', keys: ['num_pool_per_axis'] } }],
    },
  ],
});
