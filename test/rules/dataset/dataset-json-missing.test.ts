import { datasetJsonMissing } from '../../../rules/dataset/dataset-json-missing.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';

ruleTester(datasetJsonMissing, {
  valid: [
    { name: 'preprocessed and trained (real run)' },
    {
      name: 'a fingerprint alone: planning is still to come',
      project: 'clean-transfer/before-dataset-json',
      changes: [{ file: `${preprocessed}/PretrainedPlansCustom.json`, delete: true }],
    },
    {
      name: 'a raw folder without images may lack it',
      changes: [
        { file: `${raw}/dataset.json`, delete: true },
        { file: `${raw}/imagesTr`, delete: true },
      ],
    },
  ],
  invalid: [
    {
      name: 'after extracting the fingerprint and moving plans (real run)',
      project: 'clean-transfer/before-dataset-json',
      findings: [
        {
          message: 'missing',
          data: { dataset: 'Dataset122_PancreasCT' },
          file: 'Dataset122_PancreasCT/dataset.json',
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'gone from both places',
      changes: [
        { file: `${preprocessed}/dataset.json`, delete: true },
        { file: `${raw}/dataset.json`, delete: true },
      ],
      findings: [
        { message: 'missing', data: { dataset: 'Dataset122_PancreasCT' } },
        {
          message: 'rawMissing',
          data: { dataset: 'Dataset122_PancreasCT' },
          remedy:
            'Write dataset.json into the raw folder, or set nnUNet_raw to the folder that holds the whole dataset.',
        },
      ],
    },
  ],
});
