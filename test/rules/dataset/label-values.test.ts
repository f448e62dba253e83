import { labelValues } from '../../../rules/dataset/label-values.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const file = `${preprocessed}/dataset.json`;
const labelsOf = (to: Record<string, number | string | number[]>) => [{ file, set: '/labels', to }];

ruleTester(labelValues, {
  valid: [
    { name: 'as nnU-Net has it (real run)' },
    { name: 'regions share labels (real run)', project: 'mr-two-channels/regions' },
    { name: 'ignore closes the row', changes: labelsOf({ background: 0, pancreas: 1, cyst: 2, ignore: 3 }) },
    { name: 'in another order', changes: labelsOf({ cyst: 2, background: 0, pancreas: '1' }) },
    { name: 'what LabelManager refuses is told by dataset/labels', changes: labelsOf({ pancreas: 4 }) },
  ],
  invalid: [
    {
      name: 'a value left out',
      changes: labelsOf({ background: 0, pancreas: 1, cyst: 3 }),
      findings: [
        {
          message: 'gap',
          at: '/labels',
          data: { file: 'dataset.json', values: '0, 1 and 3', outputs: 3, highest: 3 },
          text: 'training stops at the first voxel of value 3',
        },
      ],
    },
    {
      name: 'starting at 2',
      changes: labelsOf({ background: 0, pancreas: 2, cyst: 3 }),
      findings: [
        { message: 'gap', at: '/labels', data: { file: 'dataset.json', values: '0, 2 and 3', outputs: 3, highest: 3 } },
      ],
    },
    {
      name: 'an empty list is no label',
      changes: labelsOf({ background: 0, pancreas: [], cyst: 2 }),
      findings: [
        { message: 'gap', at: '/labels', data: { file: 'dataset.json', values: '0 and 2', outputs: 2, highest: 2 } },
      ],
    },
    {
      name: 'regions with a gap',
      changes: [
        ...labelsOf({ background: 0, organ: [1, 3], cyst: 3 }),
        { file, set: '/regions_class_order', to: [1, 3] },
      ],
      findings: [
        {
          message: 'regionGap',
          at: '/labels',
          data: { file: 'dataset.json', values: '0, 1 and 3', outputs: 2, highest: 3 },
        },
      ],
    },
    {
      name: 'a negative label',
      changes: labelsOf({ background: 0, pancreas: 1, cyst: -1 }),
      findings: [
        { message: 'negative', at: '/labels/cyst', data: { file: 'dataset.json', label: 'cyst', found: '-1' } },
      ],
    },
    {
      name: 'two names for one value',
      changes: labelsOf({ background: 0, pancreas: 1, cyst: 1 }),
      findings: [
        {
          message: 'shared',
          at: '/labels',
          data: { file: 'dataset.json', names: '"pancreas" and "cyst"', value: 1 },
          text: '"pancreas" and "cyst"',
        },
      ],
    },
    {
      name: 'a fraction',
      changes: labelsOf({ background: 0, pancreas: 1.7, cyst: 2 }),
      findings: [
        {
          message: 'fraction',
          at: '/labels/pancreas',
          data: { file: 'dataset.json', label: 'pancreas', found: '1.7', read: 1 },
          text: 'is 1.7; nnU-Net reads 1',
        },
      ],
    },
    {
      name: 'an ignore label in capitals',
      changes: labelsOf({ background: 0, pancreas: 1, Ignore: 2 }),
      findings: [
        {
          message: 'ignoreSpelling',
          at: '/labels/Ignore',
          data: { file: 'dataset.json', label: 'Ignore' },
          remedy: 'If this is the ignore label, write "ignore" and give it the highest value.',
        },
      ],
    },
  ],
});
