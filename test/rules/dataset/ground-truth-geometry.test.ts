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
      findings: [{ message: 'unreadable', text: /cannot be read: pan_000\.nii\.gz \(the file is empty/ }],
    },
    {
      name: 'a text',
      changes: [{ file, write: 'x' }],
      findings: [{ message: 'unreadable' }],
    },
    {
      name: 'rows and columns were exchanged in the plans after preprocessing',
      changes: [
        { file: plans, set: '/transpose_forward', to: [1, 0, 2] },
        { file: plans, set: '/transpose_backward', to: [1, 0, 2] },
      ],
      findings: Array.from({ length: 5 }, () => ({ message: 'order', text: /transpose_forward \[1, 0, 2\]/ })),
    },
    {
      name: 'a segmentation of another size',
      files: [[file, 'images/plain.nii.gz']],
      findings: [{ message: 'shape', text: /has 4 × 5 × 6, the image 25 × 29 × 33/ }],
    },
  ],
});
