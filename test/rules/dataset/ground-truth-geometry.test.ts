import { groundTruthGeometry } from '../../../rules/dataset/ground-truth-geometry.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const file = `${folder}/gt_segmentations/pan_000.nii.gz`;
const plans = `${folder}/PretrainedPlansCustom.json`;

ruleTester(groundTruthGeometry, {
  valid: [
    { name: 'as preprocessing copied it (real run)' },
    { name: 'regions, two channels (real run)', project: 'mr-two-channels/regions' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'storage of nnU-Net 2.5.1 (real run)', project: 'legacy-storage/npz' },
    { name: 'a missing file is the business of dataset/ground-truth', changes: [{ file, delete: true }] },
    {
      name: 'a reader of a fork',
      changes: [{ file: plans, set: '/image_reader_writer', to: 'DicomIO' }],
      files: [[file, 'images/plain.nii.gz']],
    },
  ],
  invalid: [
    {
      name: 'an empty file',
      changes: [{ file, write: '' }],
      findings: [
        {
          message: 'unreadable',
          data: { count: 1, examples: [{ file: 'pan_000.nii.gz', reason: 'the file is empty, not an image' }] },
          text: /cannot be read: pan_000\.nii\.gz \(the file is empty/,
        },
      ],
    },
    {
      name: 'a text',
      changes: [{ file, write: 'x' }],
      findings: [
        {
          message: 'unreadable',
          data: { count: 1, examples: [{ file: 'pan_000.nii.gz', reason: 'not an image of a format known here' }] },
        },
      ],
    },
    {
      name: 'rows and columns were exchanged in the plans after preprocessing',
      changes: [
        { file: plans, set: '/transpose_forward', to: [1, 0, 2] },
        { file: plans, set: '/transpose_backward', to: [1, 0, 2] },
      ],
      findings: [
        {
          message: 'order',
          data: {
            order: [1, 0, 2],
            count: 1,
            examples: [{ file: 'pan_000.nii.gz', stored: [25, 29, 33], expected: [29, 25, 33] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/transpose_forward',
              message: 'the axis order of today',
            },
          ],
        },
        {
          message: 'order',
          data: {
            order: [1, 0, 2],
            count: 1,
            examples: [{ file: 'pan_001.nii.gz', stored: [26, 29, 31], expected: [29, 26, 31] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/transpose_forward',
              message: 'the axis order of today',
            },
          ],
        },
        {
          message: 'order',
          data: {
            order: [1, 0, 2],
            count: 1,
            examples: [{ file: 'pan_002.nii.gz', stored: [23, 32, 32], expected: [32, 23, 32] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/transpose_forward',
              message: 'the axis order of today',
            },
          ],
        },
        {
          message: 'order',
          data: {
            order: [1, 0, 2],
            count: 1,
            examples: [{ file: 'pan_003.nii.gz', stored: [26, 31, 30], expected: [31, 26, 30] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/transpose_forward',
              message: 'the axis order of today',
            },
          ],
        },
        {
          message: 'order',
          data: {
            order: [1, 0, 2],
            count: 1,
            examples: [{ file: 'pan_004.nii.gz', stored: [23, 32, 31], expected: [32, 23, 31] }],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/transpose_forward',
              message: 'the axis order of today',
            },
          ],
        },
      ],
    },
    {
      name: 'a segmentation of another size',
      files: [[file, 'images/plain.nii.gz']],
      findings: [
        {
          message: 'shape',
          data: { count: 1, examples: [{ file: 'pan_000.nii.gz', stored: [4, 5, 6], expected: [25, 29, 33] }] },
          text: /has 4 × 5 × 6, the image 25 × 29 × 33/,
        },
      ],
    },
  ],
});
