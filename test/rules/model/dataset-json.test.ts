import { datasetJson } from '../../../rules/model/dataset-json.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json';
const regions = { background: 0, whole: [1, 2], tumour: 2 };

ruleTester(datasetJson, {
  valid: [
    { name: 'as a training left it (real run)' },
    { name: 'regions and an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'a missing file is the business of model/files', changes: [{ file, delete: true }] },
    {
      name: 'channels under the name that nnU-Net v1 gave them',
      changes: [
        { file, remove: '/channel_names' },
        { file, set: '/modality', to: { '0': 'CT' } },
      ],
    },
    {
      name: 'labels as texts, which Python reads as numbers',
      changes: [{ file, set: '/labels', to: { background: '0', spleen: '1', liver: '2' } }],
    },
  ],
  invalid: [
    {
      name: 'null for a label',
      changes: [{ file, set: '/labels/spleen', to: null }],
      findings: [
        {
          message: 'labels',
          at: '/labels/spleen',
          data: { found: '"spleen": null', expected: 'the value of a label must be a whole number' },
          text: /"spleen": null/,
        },
      ],
    },
    {
      name: 'no labels',
      changes: [{ file, remove: '/labels' }],
      findings: [
        {
          message: 'missing',
          at: '',
          data: {
            key: 'labels',
            use: 'Prediction takes the number of outputs from it, and stops while it loads the model',
          },
          text: /"labels".*number of outputs/,
        },
      ],
    },
    {
      name: 'neither channel_names nor file_ending',
      changes: [
        { file, remove: '/channel_names' },
        { file, remove: '/file_ending' },
      ],
      findings: [
        {
          message: 'missing',
          at: '',
          data: {
            key: 'channel_names',
            use: 'Prediction takes the number of inputs from it, and stops while it loads the model',
          },
          text: /"channel_names"/,
        },
        {
          message: 'missing',
          at: '',
          data: {
            key: 'file_ending',
            use: 'Prediction finds the images in a folder by it, and stops before the first of them',
          },
          text: /"file_ending"/,
        },
      ],
    },
    {
      name: 'an ignore label that is a list',
      changes: [{ file, set: '/labels/ignore', to: [3] }],
      findings: [
        {
          message: 'labels',
          at: '/labels/ignore',
          data: { found: '"ignore": [3]', expected: '"ignore" must be a whole number without a decimal point' },
        },
      ],
    },
    {
      name: 'regions without an order',
      changes: [{ file, set: '/labels', to: regions }],
      findings: [
        {
          message: 'labels',
          at: '',
          data: { found: 'nothing about ""', expected: 'labels that are regions need "regions_class_order"' },
          text: /regions_class_order/,
        },
      ],
    },
    {
      name: 'an order of texts',
      changes: [
        { file, set: '/labels', to: regions },
        { file, set: '/regions_class_order', to: ['1', 2] },
      ],
      findings: [{ message: 'entry', at: '/regions_class_order/0', data: { found: '"1"' } }],
    },
    {
      name: 'a cut file',
      changes: [{ file, write: '{ "labels": {' }],
      findings: [
        {
          message: 'unreadable',
          at: '1:14',
          data: { reason: 'the text ends in the middle: 2 brackets are still open, the last of line 1' },
        },
      ],
    },
  ],
});
