import { labels } from '../../../rules/dataset/labels.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const file = `${preprocessed}/dataset.json`;
const labelsOf = (to: Record<string, number | string | boolean | null | number[]>) => [{ file, set: '/labels', to }];

ruleTester(labels, {
  valid: [
    { name: 'as nnU-Net has it (real run)' },
    { name: 'regions with an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'numbers as text', changes: labelsOf({ background: '0', pancreas: '1', cyst: ' 2 ' }) },
    { name: 'true and false are numbers to Python', changes: labelsOf({ background: false, pancreas: true, cyst: 2 }) },
    { name: 'no ignore label after all', changes: labelsOf({ background: 0, pancreas: 1, cyst: 2, ignore: null }) },
    { name: 'a gap is another matter', changes: labelsOf({ background: 0, pancreas: 1, cyst: 7 }) },
    { name: 'no object is the business of dataset/schema', changes: [{ file, set: '/labels', to: null }] },
  ],
  invalid: [
    {
      name: 'names by value, as in nnU-Net v1, is one mistake',
      changes: labelsOf({ '0': 'background', '1': 'pancreas' }),
      findings: [{ message: 'inverted', at: '/labels', data: { file: 'dataset.json' } }],
    },
    {
      name: 'a capital letter',
      changes: labelsOf({ Background: 0, pancreas: 1 }),
      findings: [
        {
          message: 'backgroundMissing',
          data: { file: 'dataset.json', instead: 'Background' },
          at: '/labels',
          remedy: 'Write "background" in place of "Background".',
        },
      ],
    },
    {
      name: 'no background at all',
      changes: labelsOf({ pancreas: 1, cyst: 2 }),
      findings: [{ message: 'backgroundMissing', at: '/labels', data: { file: 'dataset.json', instead: undefined } }],
    },
    {
      name: 'background as a region',
      changes: labelsOf({ background: [0], pancreas: 1 }),
      findings: [
        {
          message: 'background',
          at: '/labels/background',
          data: { file: 'dataset.json', label: 'background', found: '[0]' },
          text: 'is [0]; it must be 0',
        },
      ],
    },
    {
      name: 'a background of 1',
      changes: labelsOf({ background: 1, pancreas: 2 }),
      findings: [
        {
          message: 'background',
          at: '/labels/background',
          data: { file: 'dataset.json', label: 'background', found: '1' },
        },
      ],
    },
    {
      name: 'words and nothing, each a mistake of its own',
      changes: labelsOf({ background: 0, pancreas: 'one', cyst: null }),
      findings: [
        {
          message: 'notANumber',
          at: '/labels/pancreas',
          data: { file: 'dataset.json', label: 'pancreas', found: '"one"' },
          text: 'is "one"',
        },
        {
          message: 'notANumber',
          at: '/labels/cyst',
          data: { file: 'dataset.json', label: 'cyst', found: 'null' },
          text: 'is null',
        },
      ],
    },
    {
      name: 'an ignore label that is a list',
      changes: labelsOf({ background: 0, pancreas: 1, ignore: [2] }),
      findings: [
        {
          message: 'ignoreNotInteger',
          at: '/labels/ignore',
          data: { file: 'dataset.json', label: 'ignore', found: '[2]' },
          text: 'is [2]',
        },
      ],
    },
    {
      name: 'an ignore label with a decimal point',
      changes: [{ file, replace: '"cyst": 2', by: '"cyst": 2, "ignore": 3.0' }],
      findings: [
        {
          message: 'ignoreNotInteger',
          at: '/labels/ignore',
          data: { file: 'dataset.json', label: 'ignore', found: '3.0' },
          text: 'is 3.0',
        },
      ],
    },
    {
      name: 'an ignore label too high',
      changes: labelsOf({ background: 0, pancreas: 1, ignore: 5 }),
      findings: [
        { message: 'ignoreNotHighest', data: { file: 'dataset.json', ignore: 5, wanted: 2 }, at: '/labels/ignore' },
      ],
    },
    {
      name: 'only the raw copy',
      changes: [{ file: `${raw}/dataset.json`, set: '/labels', to: { pancreas: 1 } }],
      findings: [
        {
          message: 'backgroundMissing',
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          at: '/labels',
          data: { file: 'dataset.json of the raw folder' },
        },
      ],
    },
    {
      name: 'both copies alike: one mistake',
      changes: [
        { file, set: '/labels/cyst', to: 'two' },
        { file: `${raw}/dataset.json`, set: '/labels/cyst', to: 'two' },
      ],
      findings: [
        {
          message: 'notANumber',
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          at: '/labels/cyst',
          data: { file: 'dataset.json', label: 'cyst', found: '"two"' },
        },
      ],
    },
  ],
});
