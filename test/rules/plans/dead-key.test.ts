import { deadKey } from '../../../rules/plans/dead-key.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const add = (name: string, to: JsonValue) => ({ file, set: `/configurations/${name}`, to });

ruleTester(deadKey, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'a cascade (real run)', project: 'cascade' },
    {
      name: 'the older name of the intensity table',
      changes: [{ file, set: '/foreground_intensity_properties_by_modality', to: {} }],
    },
  ],
  invalid: [
    {
      name: 'keys of the old format beside an architecture',
      changes: [
        { file, set: `${at}/UNet_base_num_features`, to: 64 },
        { file, set: `${at}/num_pool_per_axis`, to: [1, 1, 1] },
      ],
      findings: [
        {
          message: 'legacy',
          at: `${at}/UNet_base_num_features`,
          data: { configuration: '3d_fullres', keys: ['UNet_base_num_features', 'num_pool_per_axis'] },
        },
      ],
    },
    {
      name: 'and beside an inherited one',
      changes: [add('mine', { inherits_from: '3d_fullres', unet_max_num_features: 512 })],
      findings: [
        {
          message: 'legacy',
          at: '/configurations/mine/unet_max_num_features',
          data: { configuration: 'mine', keys: ['unet_max_num_features'] },
        },
      ],
    },
    {
      name: 'a misspelt key, where the right one is inherited',
      changes: [add('mine', { inherits_from: '3d_fullres', patchsize: [16, 16, 16], Batch_size: 4 })],
      findings: [
        {
          message: 'mistyped',
          data: { configuration: 'mine', key: 'patchsize', meant: 'patch_size' },
          at: '/configurations/mine/patchsize',
          remedy: 'Write "patch_size".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/mine/patchsize becomes "patch_size"',
            ],
          },
        },
        {
          message: 'mistyped',
          data: { configuration: 'mine', key: 'Batch_size', meant: 'batch_size' },
          at: '/configurations/mine/Batch_size',
          remedy: 'Write "batch_size".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/mine/Batch_size becomes "batch_size"',
            ],
          },
        },
      ],
    },
    {
      name: "sections of one's own",
      changes: [
        { file, set: `${at}/loss`, to: {} },
        { file, set: '/pretrained_checkpoint', to: 'x' },
      ],
      findings: [
        { message: 'unread', at, data: { configuration: '3d_fullres', keys: ['loss'] } },
        { message: 'unreadAtTop', at: '/pretrained_checkpoint', data: { keys: ['pretrained_checkpoint'] } },
      ],
    },
  ],
});
