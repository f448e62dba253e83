import { numTraining } from '../../../rules/dataset/num-training.js';
import { ruleTester } from '../../support/rule-tester.js';

const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const rawJson = `${raw}/dataset.json`;

ruleTester(numTraining, {
  valid: [
    { name: 'counted (real run)' },
    { name: 'no images to count (real run)', project: 'interrupted/reference' },
    { name: 'a text is told by dataset/schema', changes: [{ file: rawJson, set: '/numTraining', to: '5' }] },
    {
      name: 'names that are no cases are told by dataset/raw-cases',
      changes: [{ file: `${raw}/imagesTr/pan.nii.gz`, write: 'x' }],
    },
    {
      name: 'as many as are listed',
      changes: [
        { file: rawJson, set: '/dataset', to: { a: { images: ['a.nii.gz'], label: 'b.nii.gz' } } },
        { file: rawJson, set: '/numTraining', to: 1 },
      ],
    },
  ],
  invalid: [
    {
      name: 'one too few',
      changes: [{ file: rawJson, set: '/numTraining', to: 4 }],
      findings: [{ message: 'differs', at: '/numTraining', data: { stated: 4, found: 5, source: 'imagesTr' } }],
    },
    {
      name: 'an image was removed',
      changes: [{ file: `${raw}/imagesTr/pan_001_0000.nii.gz`, delete: true }],
      findings: [
        {
          message: 'differs',
          at: '/numTraining',
          data: { stated: 5, found: 4, source: 'imagesTr' },
          text: 'gives 5 as numTraining, but nnU-Net finds 4 cases in imagesTr',
        },
      ],
    },
    {
      name: 'fewer are listed',
      changes: [{ file: rawJson, set: '/dataset', to: { a: { images: ['a.nii.gz'], label: 'b.nii.gz' } } }],
      findings: [
        {
          message: 'differs',
          at: '/numTraining',
          data: { stated: 5, found: 1, source: 'its list "dataset"' },
          text: '1 case in its list "dataset"',
        },
      ],
    },
    {
      name: 'a decimal point',
      changes: [{ file: rawJson, replace: '"numTraining": 5', by: '"numTraining": 5.0' }],
      findings: [{ message: 'decimal', data: { written: '5.0' }, at: '/numTraining' }],
    },
  ],
});
