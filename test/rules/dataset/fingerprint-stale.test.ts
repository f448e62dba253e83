import { fingerprintStale } from '../../../rules/dataset/fingerprint-stale.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const fingerprint = `${preprocessed}/dataset_fingerprint.json`;

ruleTester(fingerprintStale, {
  valid: [
    { name: 'extracted from the cases that are there (real run)' },
    { name: 'a case copied into the data folder is not in the dataset (real run)', project: 'interrupted/extra-case' },
    { name: 'wrong types are told by dataset/schema', changes: [{ file: fingerprint, set: '/spacings', to: null }] },
    {
      name: 'nothing to count',
      changes: [
        { file: raw, delete: true },
        { file: `${preprocessed}/gt_segmentations`, delete: true },
      ],
      notChecked: ['no images, labels or ground truth to count'],
    },
  ],
  invalid: [
    {
      name: 'cases were removed',
      changes: [{ file: `${raw}/imagesTr/pan_004_0000.nii.gz`, delete: true }],
      findings: [
        {
          message: 'cases',
          at: '/spacings',
          data: { described: 5, present: 4, source: 'imagesTr' },
          remedy: 'nnUNetv2_extract_fingerprint -d 122 --clean',
        },
      ],
    },
    {
      name: 'counted by the ground truth',
      changes: [
        { file: raw, delete: true },
        { file: `${preprocessed}/gt_segmentations/pan_005.nii.gz`, write: 'x' },
      ],
      findings: [
        {
          message: 'cases',
          data: { described: 5, present: 6, source: 'gt_segmentations' },
          at: '/spacings',
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_extract_fingerprint -d 122 --clean',
        },
      ],
    },
    {
      name: 'a spacing without a shape',
      changes: [{ file: fingerprint, set: '/spacings/-', to: [1, 1, 1] }],
      findings: [
        {
          message: 'halves',
          data: { spacings: 6, shapes: 5 },
          at: '/shapes_after_crop',
          remedy: 'nnUNetv2_extract_fingerprint -d 122 --clean',
        },
      ],
    },
    {
      name: 'a channel more in dataset.json',
      changes: [{ file: `${raw}/dataset.json`, set: '/channel_names/1', to: 'PET' }],
      findings: [
        {
          message: 'channels',
          data: { described: 1, named: 2 },
          at: '/foreground_intensity_properties_per_channel',
          remedy: 'nnUNetv2_extract_fingerprint -d 122 --clean',
        },
      ],
    },
  ],
});
