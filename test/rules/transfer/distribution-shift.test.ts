import { distributionShift } from '../../../rules/transfer/distribution-shift.js';
import type { Change } from '../../../src/engine/rule.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const fingerprint = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json';
const ct = '/foreground_intensity_properties_per_channel/0';
const spacings = (...spacing: number[]): Change => ({
  file: fingerprint,
  set: '/spacings',
  to: [spacing, spacing, spacing, spacing, spacing],
});
const far = { max: 124, mean: 100, median: 90, min: 0, percentile_00_5: 30, percentile_99_5: 124, std: 50 };

ruleTester(distributionShift, {
  valid: [
    {
      name: 'images like those of the plans',
      changes: [spacings(5, 0.9, 0.8)],
      configurations: ['3d_fullres'],
    },
    {
      name: 'plans of the dataset itself (real run)',
      project: 'own-plans/different-topology',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
    },
    {
      name: 'no fingerprint: not checked',
      changes: [{ file: fingerprint, delete: true }],
      notChecked: ['Dataset122_PancreasCT has no fingerprint to compare the plans with'],
    },
    { name: 'a damaged fingerprint', changes: [{ file: fingerprint, write: '{"spacings": 3}' }] },
    {
      name: 'a low resolution is meant to be coarse',
      changes: [
        spacings(5, 0.8, 0.8),
        { file: finetuning, set: '/configurations/3d_fullres/spacing', to: [10, 4, 4] },
        { file: finetuning, set: '/configurations/3d_fullres/patch_size', to: [8, 8, 8] },
      ],
      configurations: ['3d_fullres'],
    },
  ],
  invalid: [
    {
      name: 'a clean transfer, between datasets that differ (real run)',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'spacingDiffers',
          at: '/configurations/3d_fullres/spacing',
          data: {
            own: [2, 1.5, 1.5],
            origin: [5, 0.800000011920929, 0.800000011920929],
            target: [5, 0.800000011920929, 0.800000011920929],
            axes: ['axis 0 (slices)', 'axis 1 (in-plane rows)', 'axis 2 (in-plane columns)'],
          },
          text: 'The median spacing of the images is 2 × 1.5 × 1.5 mm; the plans were made for 5 × 0.8 × 0.8 mm.',
        },
      ],
    },
    {
      name: 'slices five times thinner',
      changes: [spacings(1, 0.8, 0.8)],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'spacing',
          data: {
            own: [1, 0.8, 0.8],
            origin: [5, 0.800000011920929, 0.800000011920929],
            target: [5, 0.800000011920929, 0.800000011920929],
            axes: ['axis 0 (slices)'],
          },
          at: '/configurations/3d_fullres/spacing',
        },
        {
          message: 'patch',
          at: '/configurations/3d_fullres/patch_size',
          data: { patch: [16, 40, 40], shape: [5, 31, 31], axes: ['axis 0 (slices)'] },
        },
      ],
    },
    {
      name: 'small images',
      changes: [
        spacings(5, 0.8, 0.8),
        {
          file: fingerprint,
          set: '/shapes_after_crop',
          to: [
            [20, 18, 40],
            [20, 18, 40],
            [20, 18, 40],
            [20, 18, 40],
            [20, 18, 40],
          ],
        },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'patch',
          at: '/configurations/3d_fullres/patch_size',
          data: { patch: [16, 40, 40], shape: [20, 18, 40], axes: ['axis 1 (in-plane rows)'] },
        },
      ],
    },
    {
      name: 'other intensities',
      changes: [spacings(5, 0.8, 0.8), { file: fingerprint, set: ct, to: { ...far, percentile_99_5: 180 } }],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'intensitiesDiffer',
          at: ct,
          data: { channel: 0, own: [30, 180], clip: [-62, 124], clipped: 37, offset: 0.4 },
          text: 'between 30 and 180. The plans clip at -62 and 124, so 37 % of the range is lost.',
        },
      ],
    },
    {
      name: 'intensities beyond everything',
      changes: [
        spacings(5, 0.8, 0.8),
        { file: fingerprint, set: ct, to: { ...far, mean: 900, percentile_00_5: 400, percentile_99_5: 1800 } },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'intensities',
          at: ct,
          data: { channel: 0, own: [400, 1800], clip: [-62, 124], clipped: 100, offset: 11.8 },
          text: '100 % of the range is lost',
        },
      ],
    },
  ],
});
