import { misspeltKey } from '../../../rules/dataset/misspelt-key.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';

ruleTester(misspeltKey, {
  valid: [
    { name: 'no such key (real run)' },
    {
      name: 'the key itself',
      changes: [{ file: `${raw}/dataset.json`, set: '/overwrite_image_reader_writer', to: 'SimpleITKIO' }],
    },
    {
      name: 'keys that have nothing to do with nnU-Net',
      changes: [{ file: `${preprocessed}/dataset.json`, set: '/relase', to: '1.0' }],
    },
    {
      name: 'a misspelt key beside the right one',
      changes: [
        { file: `${raw}/dataset.json`, set: '/overwrite_image_reader_writer', to: 'SimpleITKIO' },
        { file: `${raw}/dataset.json`, set: '/overwrite_image_reader_writer ', to: 'NibabelIO' },
      ],
    },
  ],
  invalid: [
    {
      name: 'blanks at the end, in both copies',
      changes: [
        { file: `${preprocessed}/dataset.json`, set: '/overwrite_image_reader_writer  ', to: 'NibabelIO' },
        { file: `${raw}/dataset.json`, set: '/overwrite_image_reader_writer  ', to: 'NibabelIO' },
      ],
      findings: [
        {
          message: 'misspelt',
          at: '/overwrite_image_reader_writer  ',
          data: {
            file: 'dataset.json',
            key: 'overwrite_image_reader_writer  ',
            meant: 'overwrite_image_reader_writer',
          },
          remedy: 'Write "overwrite_image_reader_writer".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json#/overwrite_image_reader_writer   becomes "overwrite_image_reader_writer"',
              'nnUNet_raw/Dataset122_PancreasCT/dataset.json#/overwrite_image_reader_writer   becomes "overwrite_image_reader_writer"',
            ],
          },
        },
      ],
    },
    {
      name: 'words in another order of letters',
      changes: [{ file: `${raw}/dataset.json`, set: '/overwrite_image_reader_wirter', to: 'NibabelIO' }],
      findings: [
        {
          message: 'misspelt',
          data: {
            file: 'dataset.json of the raw folder',
            key: 'overwrite_image_reader_wirter',
            meant: 'overwrite_image_reader_writer',
          },
          at: '/overwrite_image_reader_wirter',
          remedy: 'Write "overwrite_image_reader_writer".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_raw/Dataset122_PancreasCT/dataset.json#/overwrite_image_reader_wirter becomes "overwrite_image_reader_writer"',
            ],
          },
        },
      ],
    },
  ],
});
