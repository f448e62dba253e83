import { dataIdentifier } from '../../../rules/nnssl/data-identifier.js';
import { nnsslPlans, withPretrainInfo } from '../../support/nnssl.js';
import { ruleTester } from '../../support/rule-tester.js';

const configuration = '/configurations/3d_fullres';
const at = `${configuration}/data_identifier`;

const made = (identifier: string, spacing: readonly number[], schemes: readonly string[] = ['ZScoreNormalization']) => [
  withPretrainInfo(),
  { file: nnsslPlans, set: at, to: identifier },
  { file: nnsslPlans, set: `${configuration}/spacing`, to: [...spacing] },
  { file: nnsslPlans, set: `${configuration}/normalization_schemes`, to: [...schemes] },
];

ruleTester(dataIdentifier, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'as nnssl names it', changes: made('Spacing__1.00_1.00_1.00___Norm__Z', [1, 1, 1]) },
    {
      name: 'rounded to two decimals',
      changes: made('Spacing__0.12_0.80_0.80___Norm__Z', [0.125, 0.8, 0.800000011920929]),
    },
    {
      name: 'two channels',
      changes: made('Spacing__1.00_1.00_1.00___Norm__Z_Z', [1, 1, 1], ['ZScoreNormalization', 'ZScoreNormalization']),
    },
    { name: 'a name of another kind', changes: made('nnUNetPlans_3d_fullres', [2, 1, 1], ['CTNormalization']) },
    {
      name: 'the same name in plans of nnU-Net',
      changes: made('Spacing__1.00_1.00_1.00___Norm__Z', [2, 1, 1]).slice(1),
    },
  ],
  invalid: [
    {
      name: 'the spacing was edited',
      changes: made('Spacing__1.00_1.00_1.00___Norm__Z', [1, 0.8, 0.8]),
      findings: [
        { message: 'spacing', at, data: { identifier: 'Spacing__1.00_1.00_1.00___Norm__Z', spacing: [1, 0.8, 0.8] } },
      ],
    },
    {
      name: 'nulls were filled in',
      changes: made('Spacing__None_None_None___Norm__Z', [1, 1, 1]),
      findings: [
        { message: 'spacing', at, data: { identifier: 'Spacing__None_None_None___Norm__Z', spacing: [1, 1, 1] } },
      ],
    },
    {
      name: 'the normalization was edited',
      changes: made('Spacing__1.00_1.00_1.00___Norm__Z', [1, 1, 1], ['CTNormalization']),
      findings: [
        {
          message: 'normalization',
          at,
          data: { identifier: 'Spacing__1.00_1.00_1.00___Norm__Z', schemes: ['CTNormalization'] },
          text: 'of 1 channel, but the plans have CTNormalization.',
        },
      ],
    },
  ],
});
