import { configurationMissing } from '../../../rules/transfer/configuration-missing.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
ruleTester(configurationMissing, {
  valid: [
    { name: 'all that both have (real run)' },
    { name: 'the one that was asked for', configurations: ['3d_fullres'] },
    {
      name: 'one added for finetuning, which inherits from a pretrained one',
      changes: [{ file: finetuning, set: '/configurations/mine', to: { inherits_from: '3d_fullres' } }],
      configurations: ['mine'],
    },
    {
      name: 'no plans at all are told elsewhere',
      changes: [{ file: finetuning, write: '[]' }],
      configurations: ['3d_fullres'],
    },
    {
      name: 'the plans of the pretraining are gone, its model is not',
      changes: [{ file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', delete: true }],
      configurations: ['3d_fullres'],
    },
  ],
  invalid: [
    {
      name: 'a configuration that nobody planned',
      configurations: ['3d_lowres'],
      findings: [
        {
          message: 'finetuning',
          at: '/configurations',
          data: {
            configuration: '3d_lowres',
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            available: ['2d', '3d_fullres'],
          },
          text: 'Dataset122_PancreasCT/PretrainedPlansCustom has no configuration "3d_lowres"; it has "2d" and "3d_fullres".',
        },
      ],
    },
    {
      name: 'one that was pretrained under no name known here',
      changes: [{ file: finetuning, set: '/configurations/mine', to: { batch_size: 2 } }],
      configurations: ['mine'],
      findings: [
        {
          message: 'pretraining',
          at: '/configurations',
          data: { configuration: 'mine', plans: 'Dataset121_AbdomenCT/TinyPlans', available: ['2d', '3d_fullres'] },
        },
      ],
    },
    {
      name: 'nothing in common',
      changes: [
        { file: finetuning, remove: '/configurations/2d' },
        { file: finetuning, remove: '/configurations/3d_fullres' },
      ],
      findings: [
        {
          message: 'nothingInCommon',
          at: '/configurations',
          data: { pretraining: ['2d', '3d_fullres'], finetuning: [] },
        },
      ],
    },
  ],
});
