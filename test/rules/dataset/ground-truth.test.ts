import { groundTruth } from '../../../rules/dataset/ground-truth.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const splitFile = `${preprocessed}/splits_final.json`;

ruleTester(groundTruth, {
  valid: [
    { name: 'complete (real run)' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'nothing is preprocessed', project: 'edited-after/unedited' },
    {
      name: 'a case more does no harm',
      changes: [{ file: `${preprocessed}/gt_segmentations/pan_777.nii.gz`, write: 'x' }],
    },
    {
      name: 'SimpleITK opens nii where nii.gz is missing',
      changes: [
        {
          file: `${preprocessed}/gt_segmentations/pan_000.nii`,
          copyFrom: `${preprocessed}/gt_segmentations/pan_000.nii.gz`,
        },
        { file: `${preprocessed}/gt_segmentations/pan_000.nii.gz`, delete: true },
      ],
    },
    {
      name: 'a case that is never validated',
      changes: [
        { file: splitFile, write: '[{"train": ["pan_000", "pan_001"], "val": ["pan_002"]}]' },
        { file: `${preprocessed}/gt_segmentations/pan_000.nii.gz`, delete: true },
      ],
    },
  ],
  invalid: [
    {
      name: 'no folder (real run)',
      project: 'interrupted/missing-ground-truth',
      findings: [
        {
          message: 'folderMissing',
          data: { dataset: 'Dataset122_PancreasCT' },
          remedy:
            'cp -r "$nnUNet_raw/Dataset122_PancreasCT/labelsTr" "$nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations"',
        },
      ],
    },
    {
      name: 'a case copied by hand (real run)',
      project: 'interrupted/extra-case',
      findings: [
        {
          message: 'caseMissing',
          data: { dataset: 'Dataset122_PancreasCT', number: 1, names: 'extra_900' },
          text: 'lacks 1 case that will be validated: extra_900',
        },
      ],
    },
    {
      name: 'nibabel opens nothing but what it is told',
      changes: [
        { file: `${preprocessed}/PretrainedPlansCustom.json`, set: '/image_reader_writer', to: 'NibabelIO' },
        {
          file: `${preprocessed}/gt_segmentations/pan_000.nii`,
          copyFrom: `${preprocessed}/gt_segmentations/pan_000.nii.gz`,
        },
        { file: `${preprocessed}/gt_segmentations/pan_000.nii.gz`, delete: true },
      ],
      findings: [
        {
          message: 'caseMissing',
          data: { dataset: 'Dataset122_PancreasCT', number: 1, names: 'pan_000' },
          text: 'pan_000',
        },
      ],
    },
    {
      name: 'another ending in dataset.json',
      changes: [{ file: `${preprocessed}/dataset.json`, set: '/file_ending', to: '.NII.GZ' }],
      findings: [
        {
          message: 'ending',
          at: '/file_ending',
          data: { ending: '.NII.GZ', example: 'pan_000.nii.gz' },
          remedy: 'Set file_ending to the ending of these files, in both copies of dataset.json.',
        },
      ],
    },
    {
      name: 'an empty folder',
      changes: ['000', '001', '002', '003', '004']
        .map((number) => ({
          file: `${preprocessed}/gt_segmentations/pan_${number}.nii.gz`,
          delete: true as const,
        }))
        .concat([{ file: splitFile, delete: true as const }]),
      findings: [
        {
          message: 'folderMissing',
          data: { dataset: 'Dataset122_PancreasCT' },
          remedy:
            'cp -r "$nnUNet_raw/Dataset122_PancreasCT/labelsTr" "$nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations"',
        },
      ],
    },
  ],
});
