import { rawDataset } from '../../../rules/workflow/raw-dataset.js';
import { ruleTester } from '../../support/rule-tester.js';

const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const preprocess = 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres';
const withoutImages = [{ file: `${raw}/imagesTr`, delete: true as const }];

ruleTester(rawDataset, {
  valid: [
    { name: 'raw data of a real run', command: preprocess },
    { name: 'training does not read them', command: 'nnUNetv2_train 122 3d_fullres 1', changes: withoutImages },
    {
      name: 'images anywhere, listed in dataset.json',
      command: preprocess,
      changes: [...withoutImages, { file: `${raw}/dataset.json`, set: '/dataset', to: {} }],
    },
    {
      name: 'planning alone reads the fingerprint',
      command: 'nnUNetv2_plan_experiment -d 122',
      changes: withoutImages,
    },
    {
      name: 'a script: another may fetch them',
      script: preprocess,
      seesProject: true,
      changes: withoutImages,
    },
    { name: 'nobody said where raw data are', command: preprocess, changes: withoutImages, withoutRoots: true },
  ],
  invalid: [
    {
      name: 'no images',
      command: 'nnUNetv2_plan_and_preprocess -d 122',
      changes: withoutImages,
      findings: [
        { message: 'noImages', data: { command: 'nnUNetv2_plan_and_preprocess', dataset: 'Dataset122_PancreasCT' } },
      ],
    },
    {
      name: 'no dataset',
      command: preprocess,
      changes: [{ file: raw, delete: true }],
      findings: [{ message: 'noDataset', data: { command: 'nnUNetv2_preprocess', dataset: 'Dataset122_PancreasCT' } }],
    },
    {
      name: 'no images for a fingerprint',
      command: 'nnUNetv2_extract_fingerprint -d 122',
      changes: withoutImages,
      findings: [
        { message: 'noImages', data: { command: 'nnUNetv2_extract_fingerprint', dataset: 'Dataset122_PancreasCT' } },
      ],
    },
  ],
});
