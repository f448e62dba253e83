import { dataIdentifierUnique } from '../../../rules/plans/data-identifier-unique.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
ruleTester(dataIdentifierUnique, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'a cascade shares the data of the full resolution (real run)', project: 'cascade' },
    { name: 'residual encoder plans share the data of the default plans (real run)', project: 'resenc' },
    {
      name: 'another patch, batch and network make the same data',
      changes: [
        {
          file,
          set: '/configurations/mine',
          to: { inherits_from: '3d_fullres', batch_size: 9, patch_size: [16, 16, 16] },
        },
      ],
    },
    {
      name: 'a spacing that is the same but for float noise',
      changes: [{ file, set: '/configurations/mine', to: { inherits_from: '3d_fullres', spacing: [5, 0.8, 0.8] } }],
    },
    {
      name: 'a spacing of its own with data of its own',
      changes: [
        {
          file,
          set: '/configurations/mine',
          to: { inherits_from: '3d_fullres', spacing: [1, 1, 1], data_identifier: 'mine' },
        },
      ],
    },
    {
      name: 'a spacing that is none is told by plans/schema',
      changes: [{ file, set: '/configurations/mine', to: { inherits_from: '3d_fullres', spacing: null } }],
    },
  ],
  invalid: [
    {
      name: 'inherited data with another spacing',
      changes: [{ file, set: '/configurations/mine', to: { inherits_from: '3d_fullres', spacing: [1, 1, 1] } }],
      findings: [
        {
          message: 'collides',
          at: `${at}/data_identifier`,
          data: {
            identifier: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'Configuration mine',
            other: 'configuration 3d_fullres',
            fields: ['spacing'],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/data_identifier',
              message: 'the same data_identifier',
            },
          ],
          remedy:
            'Set data_identifier of "mine" in PretrainedPlansCustom to "PretrainedPlansCustom_mine": preprocessing would delete the data of 3d_fullres. Then: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c mine',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/mine/data_identifier = "PretrainedPlansCustom_mine"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c mine'],
          },
        },
      ],
    },
    {
      name: 'plans moved without -tp',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json',
          copyFrom: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['ZScoreNormalization'],
        },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json', set: '/plans_name', to: 'TinyPlans' },
      ],
      findings: [
        {
          message: 'collides',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            identifier: 'PretrainedPlansCustom_3d_fullres',
            configuration: 'Configuration 3d_fullres of TinyPlans',
            other: 'configuration 3d_fullres of PretrainedPlansCustom',
            fields: ['normalization_schemes'],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/data_identifier',
              message: 'the same data_identifier',
            },
          ],
          remedy:
            'Set data_identifier of "3d_fullres" in TinyPlans to "TinyPlans_3d_fullres": preprocessing would delete the data of 3d_fullres of PretrainedPlansCustom. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json#/configurations/3d_fullres/data_identifier = "TinyPlans_3d_fullres"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres'],
          },
          text: 'Configuration 3d_fullres of TinyPlans and configuration 3d_fullres of PretrainedPlansCustom',
        },
      ],
    },
  ],
});
