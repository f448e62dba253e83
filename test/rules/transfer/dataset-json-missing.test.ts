import { datasetJsonMissing } from '../../../rules/transfer/dataset-json-missing.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const datasetJson = { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', delete: true } as const;

ruleTester(datasetJsonMissing, {
  valid: [
    { name: 'everything is there (real run)' },
    { name: 'once plans are there the dataset’s own rule speaks', changes: [datasetJson] },
    { name: 'no plans yet, but dataset.json', changes: [{ file: finetuning, delete: true }] },
  ],
  invalid: [
    {
      name: 'neither plans nor dataset.json',
      changes: [datasetJson, { file: finetuning, delete: true }],
      findings: [
        {
          message: 'missing',
          file: 'Dataset122_PancreasCT/dataset.json',
          data: { dataset: 'Dataset122_PancreasCT' },
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
  ],
});
