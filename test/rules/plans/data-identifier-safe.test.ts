import { dataIdentifierSafe } from '../../../rules/plans/data-identifier-safe.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const identifier = `${at}/data_identifier`;

ruleTester(dataIdentifierSafe, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    ...['mine', 'mine/', './mine', 'a/b', 'mine..', '..mine', ' ', 'a/../mine'].map((to) => ({
      name: `a folder of its own: "${to}"`,
      changes: [{ file, set: identifier, to }],
    })),
    { name: 'no text is told by plans/schema', changes: [{ file, set: identifier, to: null }] },
    {
      name: 'the copy beside a model',
      changes: [
        {
          file: 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json',
          set: identifier,
          to: '',
        },
      ],
    },
  ],
  invalid: [
    ...(
      [
        ['', 'everything'],
        ['.', 'everything'],
        ['./', 'everything'],
        ['mine/..', 'everything'],
        ['..', 'elsewhere'],
        ['../Dataset121_AbdomenCT/TinyPlans_3d_fullres', 'elsewhere'],
        ['a/../../b', 'elsewhere'],
        ['/data', 'elsewhere'],
        ['C:\\data', 'elsewhere'],
        ['gt_segmentations', 'groundTruth'],
        ['gt_segmentations/mine', 'groundTruth'],
        ['dataset.json', 'noFolder'],
        ['a\u0000b', 'noFolder'],
      ] as const
    ).map(([to, message]) => ({
      name: `${message}: ${JSON.stringify(to)}`,
      changes: [{ file, set: identifier, to }],
      findings: [
        { message, at: identifier, data: { identifier: JSON.stringify(to), dataset: 'Dataset122_PancreasCT' } },
      ],
    })),
    {
      name: 'inherited, told where it is written',
      changes: [
        { file, set: identifier, to: '..' },
        { file, set: '/configurations/mine', to: { inherits_from: '3d_fullres' } },
      ],
      findings: [
        { message: 'elsewhere', at: identifier, data: { identifier: '".."', dataset: 'Dataset122_PancreasCT' } },
        { message: 'elsewhere', at: identifier, data: { identifier: '".."', dataset: 'Dataset122_PancreasCT' } },
      ],
    },
  ],
});
