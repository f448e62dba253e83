import { fingerprintMissing } from '../../../rules/dataset/fingerprint-missing.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';

ruleTester(fingerprintMissing, {
  valid: [
    { name: 'there (real run)' },
    {
      name: 'no plans, no data',
      project: 'clean-transfer/before-dataset-json',
      changes: [
        { file: `${preprocessed}/PretrainedPlansCustom.json`, delete: true },
        { file: `${preprocessed}/dataset_fingerprint.json`, delete: true },
        { file: `${preprocessed}/keep.txt`, write: 'x' },
      ],
    },
    {
      name: 'a damaged one lets training pass',
      changes: [{ file: `${preprocessed}/dataset_fingerprint.json`, write: '' }],
    },
  ],
  invalid: [
    {
      name: 'data and plans were copied',
      project: 'interrupted/reference',
      changes: [{ file: `${preprocessed}/dataset_fingerprint.json`, delete: true }],
      findings: [
        {
          message: 'missing',
          data: { dataset: 'Dataset122_PancreasCT' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_extract_fingerprint -d 122',
        },
      ],
    },
    {
      name: 'plans were copied',
      project: 'edited-after/unedited',
      changes: [{ file: `${preprocessed}/dataset_fingerprint.json`, delete: true }],
      findings: [
        {
          message: 'later',
          data: { dataset: 'Dataset122_PancreasCT' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_extract_fingerprint -d 122',
        },
      ],
    },
  ],
});
