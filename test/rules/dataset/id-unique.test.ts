import { idUnique } from '../../../rules/dataset/id-unique.js';
import { ruleTester } from '../../support/rule-tester.js';

ruleTester(idUnique, {
  valid: [
    { name: 'two datasets in three roots (real run)' },
    { name: 'other folders beside them', changes: [{ file: 'nnUNet_raw/backup/x.txt', write: 'x' }] },
    {
      name: 'four digits of which the first three are free',
      changes: [{ file: 'nnUNet_raw/Dataset1300_X/dataset.json', write: '{}' }],
    },
  ],
  invalid: [
    {
      name: 'another name in the raw folder',
      changes: [{ file: 'nnUNet_raw/Dataset122_Old/dataset.json', write: '{}' }],
      findings: [
        {
          message: 'shared',
          file: 'nnUNet_raw/Dataset122_Old',
          data: {
            number: 122,
            names:
              'Dataset122_Old (nnUNet_raw) and Dataset122_PancreasCT (nnUNet_raw, nnUNet_preprocessed and nnUNet_results)',
          },
        },
      ],
    },
    {
      name: 'old results',
      changes: [{ file: 'nnUNet_results/Dataset121/notes.txt', write: 'x' }],
      findings: [{ message: 'shared', text: 'Dataset number 121' }],
    },
    {
      name: 'four digits that begin like three',
      changes: [{ file: 'nnUNet_raw/Dataset1220_X/dataset.json', write: '{}' }],
      findings: [{ message: 'shared', text: 'Dataset1220_X' }],
    },
    {
      name: 'two digits',
      changes: [{ file: 'nnUNet_raw/Dataset80_Kidney/dataset.json', write: '{}' }],
      findings: [
        {
          message: 'noNumber',
          file: 'nnUNet_raw/Dataset80_Kidney',
          data: { name: 'Dataset80_Kidney', roots: '"nnUNet_raw"' },
        },
      ],
    },
  ],
});
