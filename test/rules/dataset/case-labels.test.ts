import { caseLabels } from '../../../rules/dataset/case-labels.js';
import { ruleTester } from '../../support/rule-tester.js';

const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const ofRegions = 'nnUNet_preprocessed/Dataset124_GliomaMR/dataset.json';
const everyCase = (message: string) => Array.from({ length: 5 }, () => ({ message, at: '/labels' }));

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
      findings: everyCase('missing'),
    },
    {
      name: 'a label less',
      changes: [{ file: datasetJson, set: '/labels', to: { background: 0, pancreas: 1 } }],
      findings: everyCase('beyond'),
    },
    {
      name: 'an ignore label that the data know nothing of',
      changes: [{ file: datasetJson, set: '/labels/ignore', to: 3 }],
      findings: everyCase('ignoreNew'),
    },
    {
      name: 'no ignore label any more (real run)',
      project: 'mr-two-channels/regions',
      changes: [{ file: ofRegions, set: '/labels', to: { background: 0, whole: 1, core: 2 } }],
      findings: everyCase('ignoreGone'),
    },
    {
      name: 'a region less',
      project: 'mr-two-channels/regions',
      changes: [
        { file: ofRegions, remove: '/labels/core' },
        { file: ofRegions, set: '/regions_class_order', to: [1] },
      ],
      findings: everyCase('unknown'),
    },
  ],
});
