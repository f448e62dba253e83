import { vanishingAxis } from '../../../rules/dataset/vanishing-axis.js';
import { ruleTester } from '../../support/rule-tester.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

ruleTester(vanishingAxis, {
  valid: [
    { name: 'as planned (real run)' },
    { name: 'photographs (real run)', project: 'png-2d' },
    {
      name: 'coarse: a single row is left',
      changes: [{ file: plans, set: '/configurations/3d_fullres/spacing/1', to: 40 }],
    },
    {
      name: 'nothing is resampled',
      changes: [
        { file: plans, set: '/configurations/3d_fullres/spacing/1', to: 1000 },
        { file: plans, set: '/configurations/3d_fullres/resampling_fn_data', to: 'no_resampling_hack' },
      ],
    },
    {
      name: 'a reader that is not known',
      changes: [
        { file: plans, set: '/configurations/3d_fullres/spacing/1', to: 1000 },
        { file: plans, set: '/image_reader_writer', to: 'OwnIO' },
      ],
    },
    {
      name: 'images that cannot be read are the business of dataset/raw-geometry',
      changes: [
        { file: plans, set: '/configurations/3d_fullres/spacing/1', to: 1000 },
        ...['000', '001', '002', '003', '004'].map((number) => ({
          file: `nnUNet_raw/Dataset122_PancreasCT/imagesTr/pan_${number}_0000.nii.gz`,
          write: '',
        })),
      ],
    },
  ],
  invalid: [
    {
      name: 'a spacing in micrometres',
      changes: [{ file: plans, set: '/configurations/3d_fullres/spacing/1', to: 1000 }],
      findings: [
        {
          message: 'vanishes',
          at: '/configurations/3d_fullres/spacing/1',
          data: {
            configuration: 'PretrainedPlansCustom#3d_fullres',
            axis: 'axis 1 (in-plane rows)',
            to: 1000,
            count: 1,
            examples: [{ image: 'imagesTr/pan_000_0000.nii.gz', voxels: 29, from: 1.5 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/3d_fullres/spacing/1',
          data: {
            configuration: 'PretrainedPlansCustom#3d_fullres',
            axis: 'axis 1 (in-plane rows)',
            to: 1000,
            count: 1,
            examples: [{ image: 'imagesTr/pan_001_0000.nii.gz', voxels: 29, from: 1.5 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/3d_fullres/spacing/1',
          data: {
            configuration: 'PretrainedPlansCustom#3d_fullres',
            axis: 'axis 1 (in-plane rows)',
            to: 1000,
            count: 1,
            examples: [{ image: 'imagesTr/pan_002_0000.nii.gz', voxels: 32, from: 1.5 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/3d_fullres/spacing/1',
          data: {
            configuration: 'PretrainedPlansCustom#3d_fullres',
            axis: 'axis 1 (in-plane rows)',
            to: 1000,
            count: 1,
            examples: [{ image: 'imagesTr/pan_003_0000.nii.gz', voxels: 31, from: 1.5 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/3d_fullres/spacing/1',
          data: {
            configuration: 'PretrainedPlansCustom#3d_fullres',
            axis: 'axis 1 (in-plane rows)',
            to: 1000,
            count: 1,
            examples: [{ image: 'imagesTr/pan_004_0000.nii.gz', voxels: 32, from: 1.5 }],
          },
        },
      ],
    },
    {
      name: 'photographs, whose pixels count as 1 mm',
      project: 'png-2d',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json',
          set: '/configurations/2d/spacing',
          to: [1, 800],
        },
      ],
      findings: [
        {
          message: 'vanishes',
          at: '/configurations/2d/spacing/1',
          data: {
            configuration: 'TinyPlans#2d',
            axis: 'axis 1 (in-plane columns)',
            to: 800,
            count: 1,
            examples: [{ image: 'imagesTr/img_000_0000.png', voxels: 70, from: 1 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/2d/spacing/1',
          data: {
            configuration: 'TinyPlans#2d',
            axis: 'axis 1 (in-plane columns)',
            to: 800,
            count: 1,
            examples: [{ image: 'imagesTr/img_001_0000.png', voxels: 73, from: 1 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/2d/spacing/1',
          data: {
            configuration: 'TinyPlans#2d',
            axis: 'axis 1 (in-plane columns)',
            to: 800,
            count: 1,
            examples: [{ image: 'imagesTr/img_002_0000.png', voxels: 74, from: 1 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/2d/spacing/1',
          data: {
            configuration: 'TinyPlans#2d',
            axis: 'axis 1 (in-plane columns)',
            to: 800,
            count: 1,
            examples: [{ image: 'imagesTr/img_003_0000.png', voxels: 74, from: 1 }],
          },
        },
        {
          message: 'vanishes',
          at: '/configurations/2d/spacing/1',
          data: {
            configuration: 'TinyPlans#2d',
            axis: 'axis 1 (in-plane columns)',
            to: 800,
            count: 1,
            examples: [{ image: 'imagesTr/img_004_0000.png', voxels: 70, from: 1 }],
          },
        },
      ],
    },
  ],
});
