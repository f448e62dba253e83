import { nullSpacing } from '../../../rules/plans/null-spacing.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
ruleTester(nullSpacing, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'one null is told by plans/schema', changes: [{ file, set: `${at}/spacing`, to: [null, 1, 1] }] },
    { name: 'no list is told by plans/schema', changes: [{ file, set: `${at}/spacing`, to: null }] },
  ],
  invalid: [
    {
      name: 'nothing but nulls',
      changes: [{ file, set: `${at}/spacing`, to: [null, null, null] }],
      findings: [{ message: 'nulls', at: `${at}/spacing` }],
    },
  ],
});
