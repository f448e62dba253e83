import { caseLabels } from '../../../rules/dataset/case-labels.js';
import { ruleTester } from '../../support/rule-tester.js';

const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const ofRegions = 'nnUNet_preprocessed/Dataset124_GliomaMR/dataset.json';

ruleTester(caseLabels, {
  valid: [
    { name: 'labels as they were (real run)' },
    { name: 'regions and an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'numpy integers as keys, as before 2.6.4 (real run)', project: 'legacy-storage/npz' },
    {
      name: 'another name for the same value',
      changes: [{ file: datasetJson, replace: '"pancreas"', by: '"Pankreas"' }],
    },
    {
      name: 'labels that nnU-Net refuses are the business of dataset/labels',
      changes: [{ file: datasetJson, set: '/labels/x', to: 'y' }],
    },
  ],
  invalid: [
    {
      name: 'a label more',
      changes: [{ file: datasetJson, set: '/labels/duct', to: 3 }],
      findings: [
        { message: 'missing', at: '/labels', data: { case: 'pan_000', labels: ['3'] } },
        { message: 'missing', at: '/labels', data: { case: 'pan_001', labels: ['3'] } },
        { message: 'missing', at: '/labels', data: { case: 'pan_002', labels: ['3'] } },
        { message: 'missing', at: '/labels', data: { case: 'pan_003', labels: ['3'] } },
        { message: 'missing', at: '/labels', data: { case: 'pan_004', labels: ['3'] } },
      ],
    },
    {
      name: 'a label less',
      changes: [{ file: datasetJson, set: '/labels', to: { background: 0, pancreas: 1 } }],
      findings: [
        { message: 'beyond', at: '/labels', data: { case: 'pan_000', labels: ['2'], outputs: 2 } },
        { message: 'beyond', at: '/labels', data: { case: 'pan_001', labels: ['2'], outputs: 2 } },
        { message: 'beyond', at: '/labels', data: { case: 'pan_002', labels: ['2'], outputs: 2 } },
        { message: 'beyond', at: '/labels', data: { case: 'pan_003', labels: ['2'], outputs: 2 } },
        { message: 'beyond', at: '/labels', data: { case: 'pan_004', labels: ['2'], outputs: 2 } },
      ],
    },
    {
      name: 'an ignore label that the data know nothing of',
      changes: [{ file: datasetJson, set: '/labels/ignore', to: 3 }],
      findings: [
        { message: 'ignoreNew', at: '/labels', data: { case: 'pan_000', ignore: 3 } },
        { message: 'ignoreNew', at: '/labels', data: { case: 'pan_001', ignore: 3 } },
        { message: 'ignoreNew', at: '/labels', data: { case: 'pan_002', ignore: 3 } },
        { message: 'ignoreNew', at: '/labels', data: { case: 'pan_003', ignore: 3 } },
        { message: 'ignoreNew', at: '/labels', data: { case: 'pan_004', ignore: 3 } },
      ],
    },
    {
      name: 'no ignore label any more (real run)',
      project: 'mr-two-channels/regions',
      changes: [{ file: ofRegions, set: '/labels', to: { background: 0, whole: 1, core: 2 } }],
      findings: [
        { message: 'ignoreGone', at: '/labels', data: { case: 'gli_000', ignore: 3 } },
        { message: 'ignoreGone', at: '/labels', data: { case: 'gli_001', ignore: 3 } },
        { message: 'ignoreGone', at: '/labels', data: { case: 'gli_002', ignore: 3 } },
        { message: 'ignoreGone', at: '/labels', data: { case: 'gli_003', ignore: 3 } },
        { message: 'ignoreGone', at: '/labels', data: { case: 'gli_004', ignore: 3 } },
      ],
    },
    {
      name: 'a region less',
      project: 'mr-two-channels/regions',
      changes: [
        { file: ofRegions, remove: '/labels/core' },
        { file: ofRegions, set: '/regions_class_order', to: [1] },
      ],
      findings: [
        { message: 'unknown', at: '/labels', data: { case: 'gli_000', labels: ['2'] } },
        { message: 'unknown', at: '/labels', data: { case: 'gli_001', labels: ['2'] } },
        { message: 'unknown', at: '/labels', data: { case: 'gli_002', labels: ['2'] } },
        { message: 'unknown', at: '/labels', data: { case: 'gli_003', labels: ['2'] } },
        { message: 'unknown', at: '/labels', data: { case: 'gli_004', labels: ['2'] } },
      ],
    },
  ],
});
