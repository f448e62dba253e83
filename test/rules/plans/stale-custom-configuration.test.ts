import { staleCustomConfiguration } from '../../../rules/plans/stale-custom-configuration.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const mine = (to: JsonValue) => [{ file: own, set: '/configurations/mine', to }];
const own = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const stale = { spacing: [3, 1, 1], patch_size: [16, 64, 64], median_image_size_in_voxels: [90, 300, 300] };

ruleTester(staleCustomConfiguration, {
  valid: [
    { name: 'planned configurations (real run)' },
    { name: 'a configuration that inherits', changes: mine({ inherits_from: '3d_fullres', spacing: [1, 1, 1] }) },
    {
      name: 'moved plans fit nothing here',
      changes: [{ file, set: '/configurations/mine', to: { inherits_from: '3d_fullres', ...stale } }],
    },
    {
      name: 'a median that is none',
      changes: mine({ inherits_from: '3d_fullres', ...stale, median_image_size_in_voxels: null }),
    },
  ],
  invalid: [
    {
      name: 'from the time when images were larger',
      changes: mine({ inherits_from: '3d_fullres', ...stale }),
      findings: [
        {
          message: 'stale',
          at: '/configurations/mine/median_image_size_in_voxels',
          data: { configuration: 'mine', stated: [90, 300, 300], now: [25, 29, 30], fitting: '2d' },
        },
      ],
    },
  ],
});
