import { patchDivisible } from '../../../rules/plans/patch-divisible.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const patch = (...to: number[]) => [{ file, set: `${at}/patch_size`, to }];

const trained = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json';
/** The plans of a model, beside one that another trainer has left. */
const beside = (trainer: string) => trained.replace('nnUNetTrainer', trainer);

ruleTester(patchDivisible, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'other multiples', changes: patch(8, 32, 64) },
    { name: 'a patch that is none is told by plans/schema', changes: patch(16, 0, 40) },
    { name: 'another dimension is told by plans/dimension-consistent', changes: patch(41, 41) },
    {
      name: 'Primus has a network of its own',
      changes: [
        { file: beside('nnUNet_Primus_M_Trainer'), copyFrom: trained },
        { file: beside('nnUNet_Primus_M_Trainer'), set: `${at}/patch_size`, to: [16, 40, 44] },
      ],
      notChecked: ['nnUNet_Primus_M_Trainer builds a network of its own, whatever the plans say'],
    },
  ],
  invalid: [
    {
      name: 'in a model of a trainer that keeps the network',
      changes: [{ file: trained, set: `${at}/patch_size`, to: [16, 40, 44] }],
      findings: [
        {
          message: 'notDivisible',
          at: '/configurations/3d_fullres/patch_size/2',
          data: { axis: 2, size: 44, divisor: 8 },
          remedy: 'Use 40 or 48.',
        },
      ],
    },
    {
      name: 'one axis',
      changes: patch(16, 40, 42),
      findings: [
        {
          message: 'notDivisible',
          at: `${at}/patch_size/2`,
          data: { axis: 2, size: 42, divisor: 8 },
          remedy: 'Use 40 or 48.',
          text: 'The patch is 42 voxels long on axis 2, but the strides of that axis multiply to 8.',
        },
      ],
    },
    {
      name: 'two axes',
      changes: patch(17, 41, 40),
      findings: [
        {
          message: 'notDivisible',
          at: '/configurations/3d_fullres/patch_size/0',
          data: { axis: 0, size: 17, divisor: 2 },
          remedy: 'Use 16 or 18.',
        },
        {
          message: 'notDivisible',
          at: '/configurations/3d_fullres/patch_size/1',
          data: { axis: 1, size: 41, divisor: 8 },
          remedy: 'Use 40 or 48.',
        },
      ],
    },
    {
      name: 'inherited by another configuration',
      changes: [{ file, set: '/configurations/mine', to: { inherits_from: '3d_fullres', patch_size: [16, 40, 41] } }],
      findings: [
        {
          message: 'notDivisible',
          at: '/configurations/mine/patch_size/2',
          data: { axis: 2, size: 41, divisor: 8 },
          remedy: 'Use 40 or 48.',
        },
      ],
    },
    {
      name: 'kernels of even size',
      changes: [{ file, set: `${at}/architecture/arch_kwargs/kernel_sizes`, to: 2 }],
      findings: [
        {
          message: 'doesNotPass',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes/0/0',
          data: {
            problem: 'even-kernel',
            says: 'A kernel of 2 voxels makes its output one voxel smaller (padding is (kernel − 1) / 2); skip connections no longer fit and the first batch stops.',
          },
        },
      ],
    },
    {
      name: 'halved to a single voxel',
      changes: patch(2, 8, 8),
      findings: [
        {
          message: 'doesNotPass',
          at: `${at}/patch_size`,
          data: {
            problem: 'single-voxel',
            says: 'The strides reduce a patch of 2 × 8 × 8 to a single voxel, which cannot be normalized; training stops at the first batch.',
          },
          text: 'single voxel',
        },
      ],
    },
  ],
});
