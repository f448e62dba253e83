import { configurationName } from '../../../rules/plans/configuration-name.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const rename = (by: string) => [{ file, replace: '"3d_fullres": {', by: `"${by}": {` }];

ruleTester(configurationName, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'a cascade (real run)', project: 'cascade' },
    {
      name: 'a variant beside the original',
      changes: [{ file, set: '/configurations/3d_fullres_', to: { inherits_from: '3d_fullres' } }],
    },
    { name: 'another name altogether', changes: rename('mine') },
    { name: 'another number', changes: rename('3d_lowres4') },
  ],
  invalid: [
    {
      name: 'trained under the right name',
      changes: rename('3d_fullres_'),
      findings: [
        {
          message: 'renamed',
          at: '/configurations/3d_fullres_',
          data: {
            name: '3d_fullres_',
            meant: '3d_fullres',
            evidence: 'a model was trained with it (nnUNetTrainer__PretrainedPlansCustom__3d_fullres)',
          },
          remedy: 'Rename "3d_fullres_" to "3d_fullres".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres_ becomes "3d_fullres"',
            ],
          },
          text: 'a model was trained with it (nnUNetTrainer__PretrainedPlansCustom__3d_fullres)',
        },
      ],
    },
    {
      name: 'its data bear the right name',
      changes: [{ file, replace: '"2d": {', by: '"2D": {' }],
      findings: [
        {
          message: 'renamed',
          at: '/configurations/2D',
          data: { name: '2D', meant: '2d', evidence: 'its data are called "PretrainedPlansCustom_2d"' },
          remedy: 'Rename "2D" to "2d".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/2D becomes "2d"',
            ],
          },
          text: 'its data are called "PretrainedPlansCustom_2d"',
        },
      ],
    },
    {
      name: 'nothing to tell',
      changes: [
        { file, replace: '"2d": {', by: '"2D": {' },
        { file, set: '/configurations/2D/data_identifier', to: 'mine' },
      ],
      findings: [
        {
          message: 'resembles',
          at: '/configurations/2D',
          data: { name: '2D', meant: '2d' },
          remedy: 'Rename "2D" to "2d".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/2D becomes "2d"',
            ],
          },
        },
      ],
    },
  ],
});
