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
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT', message: 'Dataset122_PancreasCT in nnUNet_raw' },
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT',
              message: 'Dataset122_PancreasCT in nnUNet_preprocessed',
            },
            { file: 'nnUNet_results/Dataset122_PancreasCT', message: 'Dataset122_PancreasCT in nnUNet_results' },
          ],
        },
      ],
    },
    {
      name: 'old results',
      changes: [{ file: 'nnUNet_results/Dataset121/notes.txt', write: 'x' }],
      findings: [
        {
          message: 'shared',
          data: {
            number: 121,
            names:
              'Dataset121 (nnUNet_results) and Dataset121_AbdomenCT (nnUNet_raw, nnUNet_preprocessed and nnUNet_results)',
          },
          related: [
            { file: 'nnUNet_raw/Dataset121_AbdomenCT', message: 'Dataset121_AbdomenCT in nnUNet_raw' },
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT',
              message: 'Dataset121_AbdomenCT in nnUNet_preprocessed',
            },
            { file: 'nnUNet_results/Dataset121_AbdomenCT', message: 'Dataset121_AbdomenCT in nnUNet_results' },
          ],
          text: 'Dataset number 121',
        },
      ],
    },
    {
      name: 'four digits that begin like three',
      changes: [{ file: 'nnUNet_raw/Dataset1220_X/dataset.json', write: '{}' }],
      findings: [
        {
          message: 'shared',
          data: {
            number: 122,
            names:
              'Dataset1220_X (nnUNet_raw) and Dataset122_PancreasCT (nnUNet_raw, nnUNet_preprocessed and nnUNet_results)',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT', message: 'Dataset122_PancreasCT in nnUNet_raw' },
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT',
              message: 'Dataset122_PancreasCT in nnUNet_preprocessed',
            },
            { file: 'nnUNet_results/Dataset122_PancreasCT', message: 'Dataset122_PancreasCT in nnUNet_results' },
          ],
          text: 'Dataset1220_X',
        },
      ],
    },
    {
      name: 'two digits',
      changes: [{ file: 'nnUNet_raw/Dataset80_Kidney/dataset.json', write: '{}' }],
      findings: [
        {
          message: 'noNumber',
          file: 'nnUNet_raw/Dataset80_Kidney',
          data: { name: 'Dataset80_Kidney', roots: '"nnUNet_raw"' },
          remedy: 'Rename the folder, such as Dataset001_NAME.',
        },
      ],
    },
  ],
});
