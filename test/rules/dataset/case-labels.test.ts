import { caseLabels } from '../../../rules/dataset/case-labels.js';
import { ruleTester } from '../../support/rule-tester.js';

const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
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
      findings: everyCase('unknown'),
    },
  ],
});
