import { caseShape } from '../../../rules/dataset/case-shape.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const configuration = '/configurations/3d_fullres';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';
const everyCase = (message: string, count: number) => Array.from({ length: count }, () => ({ message }));

ruleTester(caseShape, {
  valid: [
    { name: 'preprocessed with the plans of today (real run)' },
    { name: 'as nnU-Net 2.5.1 stored it (real run)', project: 'legacy-storage/npz' },
    { name: 'two channels, regions (real run)', project: 'mr-two-channels/regions' },
    { name: 'png images in 2d (real run)', project: 'png-2d' },
    {
      name: 'an edited normalization leaves shapes alone (real run)',
      project: 'preprocessed-before-edit/normalization',
    },
    {
      name: 'a preprocessor of one’s own may do as it likes',
      changes: [
        { file: finetuning, set: `${configuration}/spacing`, to: [2.5, 1, 1] },
        { file: finetuning, set: `${configuration}/preprocessor_name`, to: 'MyPreprocessor' },
      ],
    },
    {
      name: 'a spacing that differs only in the noise of 32 bit floats',
      changes: [{ file: finetuning, set: `${configuration}/spacing`, to: [5, 0.8000000119, 0.8] }],
    },
    {
      name: 'a damaged header is the business of dataset/case-corrupt',
      changes: [{ file: `${folder}/pan_000.b2nd`, write: 'x' }],
    },
  ],
  invalid: [
    {
      name: 'spacing edited after preprocessing (real run)',
      project: 'preprocessed-before-edit/spacing',
      findings: everyCase('differs', 5),
    },
    {
      name: 'moved over the own default plans, whose data are still there (real run)',
      project: 'default-identifier/overwrote-own-plans',
      findings: everyCase('differs', 5),
    },
    {
      name: 'another axis order',
      changes: [
        { file: finetuning, set: '/transpose_forward', to: [1, 0, 2] },
        { file: finetuning, set: '/transpose_backward', to: [1, 0, 2] },
      ],
      findings: everyCase('differs', 5),
    },
    {
      name: 'a channel more in dataset.json than in the data',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/channel_names',
          to: { '0': 'CT', '1': 'PET' },
        },
      ],
      findings: everyCase('channels', 5),
    },
    {
      name: 'an image without an axis for its channel (real run)',
      files: [[`${folder}/pan_000.b2nd`, 'arrays/no-channel-axis.b2nd']],
      findings: [
        {
          message: 'axes',
          subject: 'Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_000',
          data: { shape: [24, 29, 27] },
          text: /3 axes/,
        },
      ],
    },
    {
      name: 'the segmentation of another case',
      changes: [{ file: `${folder}/pan_000_seg.b2nd`, copyFrom: `${folder}/pan_003.b2nd` }],
      findings: [
        {
          message: 'segmentation',
          subject: 'Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_000',
          data: { image: [1, 10, 54, 62], segmentation: [1, 10, 58, 56] },
        },
      ],
    },
  ],
});
