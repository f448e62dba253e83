import { regions } from '../../../rules/dataset/regions.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const file = `${preprocessed}/dataset.json`;
const regionsOf = (labels: JsonValue, order: JsonValue) => [
  { file, set: '/labels', to: labels },
  { file, set: '/regions_class_order', to: order },
];

const oneForEach = 'Write one label for each region, in the order of the regions.';

ruleTester(regions, {
  valid: [
    { name: 'regions of a trained model (real run)', project: 'mr-two-channels/regions' },
    { name: 'an order without regions is not read', changes: [{ file, set: '/regions_class_order', to: 'any' }] },
    {
      name: 'brain tumours, as published',
      changes: regionsOf({ background: 0, whole: [1, 2, 3], core: [2, 3], enhancing: [3] }, [1, 2, 3]),
    },
    {
      name: 'the first value need not be the lowest',
      changes: regionsOf({ background: 0, whole: [1, 2, 3], core: [1, 3], enhancing: [3] }, [2, 1, 3]),
    },
    { name: 'floats in the lists', changes: regionsOf({ background: 0, organ: [1.0, 2.0], cyst: 2 }, [1, 2]) },
    { name: 'lists of one label are no regions', changes: regionsOf({ background: 0, organ: [1], cyst: [2] }, null) },
  ],
  invalid: [
    {
      name: 'no order',
      changes: [{ file, set: '/labels', to: { background: 0, organ: [1, 2], cyst: 2 } }],
      findings: [
        {
          message: 'orderMissing',
          at: '',
          data: { file: 'dataset.json', region: 'organ', instead: undefined },
          remedy: 'Add "regions_class_order": one label for each region, in the order of the regions.',
        },
      ],
    },
    {
      name: 'an order under a misspelt key',
      changes: [
        { file, set: '/labels', to: { background: 0, organ: [1, 2], cyst: 2 } },
        { file, set: '/region_class_order', to: [1, 2] },
      ],
      findings: [
        {
          message: 'orderMissing',
          at: '',
          data: { file: 'dataset.json', region: 'organ', instead: 'region_class_order' },
          remedy: 'Write "regions_class_order" in place of "region_class_order".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json#/region_class_order becomes "regions_class_order"',
            ],
          },
          text: '"region_class_order" in place of',
        },
      ],
    },
    {
      name: 'null as the order',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, null),
      findings: [
        {
          message: 'orderMissing',
          at: '/regions_class_order',
          data: { file: 'dataset.json', region: 'organ' },
          remedy: 'Add "regions_class_order": one label for each region, in the order of the regions.',
        },
      ],
    },
    {
      name: 'too many entries',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, [1, 2, 3]),
      findings: [
        {
          message: 'orderLength',
          at: '/regions_class_order',
          data: { file: 'dataset.json', found: '[1, 2, 3] (3 entries)', regions: '"organ" and "cyst"' },
          remedy: oneForEach,
          text: '[1, 2, 3] (3 entries); one entry is expected for each region: "organ" and "cyst"',
        },
      ],
    },
    {
      name: 'the text "0" is no background, and counts as a region',
      changes: regionsOf({ background: '0', organ: [1, 2], cyst: 2 }, [1, 2]),
      findings: [
        {
          message: 'orderLength',
          at: '/regions_class_order',
          data: { file: 'dataset.json', found: '[1, 2] (2 entries)', regions: '"background", "organ" and "cyst"' },
          remedy: oneForEach,
        },
      ],
    },
    {
      name: 'a number as the order',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, 2),
      findings: [
        {
          message: 'orderEntry',
          at: '/regions_class_order',
          data: { file: 'dataset.json', found: '2' },
          remedy: oneForEach,
          text: 'holds 2',
        },
      ],
    },
    ...(
      [
        [['1', '2'], '"1"'],
        [[[1], [2]], '[1]'],
        [[1, null], 'null'],
        [[1, -2], '-2'],
        [[1, 40000], '40000'],
      ] as [JsonValue[], string][]
    ).map(([order, found]) => ({
      name: `what cannot be written: ${JSON.stringify(order)}`,
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, order),
      findings: [
        {
          message: 'orderEntry',
          at: '/regions_class_order',
          data: { file: 'dataset.json', found },
          remedy: oneForEach,
        },
      ],
    })),
    {
      name: 'a text as the order',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, '12'),
      findings: [
        {
          message: 'orderEntry',
          at: '/regions_class_order',
          data: { file: 'dataset.json', found: '"12"' },
          remedy: oneForEach,
        },
      ],
    },
    {
      name: 'texts that plain labels may be, but regions may not',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: '2' }, [1, 2]),
      findings: [
        {
          message: 'member',
          at: '/labels/cyst',
          data: { file: 'dataset.json', region: 'cyst', found: '"2"' },
          remedy: 'Write whole numbers, such as [1, 2].',
        },
      ],
    },
    {
      name: 'a float for a region of one label',
      changes: [
        { file, replace: '"cyst": 2', by: '"organ": [1, 2], "cyst": 2.0' },
        { file, replace: '"pancreas": 1,', by: '' },
        { file, replace: '"numTraining"', by: '"regions_class_order": [1, 2], "numTraining"' },
      ],
      findings: [
        {
          message: 'member',
          at: '/labels/cyst',
          data: { file: 'dataset.json', region: 'cyst', found: '2' },
          remedy: 'Write whole numbers, such as [1, 2].',
        },
      ],
    },
    {
      name: 'the order the wrong way round',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, [2, 1]),
      findings: [
        {
          message: 'comesOutAs',
          at: '/regions_class_order',
          data: {
            file: 'dataset.json',
            labels: 'label 1 comes out as 2 (from "organ") and label 2 comes out as 1 (from "cyst")',
          },
          remedy: 'Write [1,2]. Then predict again what was predicted before.',
          fix: {
            isSafe: true,
            edits: ['nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json#/regions_class_order = [1,2]'],
          },
          text: 'label 1 comes out as 2 (from "organ") and label 2 comes out as 1 (from "cyst")',
        },
      ],
    },
    {
      name: 'a value that no label has',
      changes: regionsOf({ background: 0, organ: [1, 2], cyst: 2 }, [1, 7]),
      findings: [
        {
          message: 'comesOutAs',
          at: '/regions_class_order',
          data: { file: 'dataset.json', labels: 'label 2 comes out as 7 (from "cyst")' },
          text: 'label 2 comes out as 7',
        },
      ],
    },
    {
      name: 'the smaller region first',
      changes: regionsOf({ background: 0, cyst: 2, organ: [1, 2] }, [2, 1]),
      findings: [
        {
          message: 'comesOutAs',
          at: '/regions_class_order',
          data: { file: 'dataset.json', labels: 'label 2 comes out as 1 (from "organ")' },
          text: 'label 2 comes out as 1 (from "organ")',
        },
      ],
    },
    {
      name: 'the raw copy alone',
      changes: [{ file: `${raw}/dataset.json`, set: '/labels', to: { background: 0, organ: [1, 2] } }],
      findings: [
        {
          message: 'orderMissing',
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          at: '',
          data: { file: 'dataset.json of the raw folder', region: 'organ' },
          remedy: 'Add "regions_class_order": one label for each region, in the order of the regions.',
        },
      ],
    },
  ],
});
