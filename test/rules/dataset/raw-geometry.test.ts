import { rawGeometry } from '../../../rules/dataset/raw-geometry.js';
import { ruleTester } from '../../support/rule-tester.js';

const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const image = `${raw}/imagesTr/pan_000_0000.nii.gz`;
const label = `${raw}/labelsTr/pan_000.nii.gz`;

ruleTester(rawGeometry, {
  valid: [
    { name: 'as exported (real run)' },
    { name: 'two channels (real run)', project: 'mr-two-channels/regions' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'a missing segmentation is the business of dataset/raw-cases', changes: [{ file: label, delete: true }] },
    {
      name: 'a last axis of one, which ITK drops',
      files: [
        [image, 'images/last-axis-of-one.nii.gz'],
        [label, 'images/plain.nii.gz'],
      ],
    },
    {
      name: 'a format that is not known here',
      changes: [
        { file: `${raw}/dataset.json`, set: '/file_ending', to: '.img' },
        { file: `${raw}/imagesTr/pan_000_0000.img`, write: 'x' },
      ],
    },
  ],
  invalid: [
    {
      name: 'an empty file',
      changes: [{ file: image, write: '' }],
      findings: [{ message: 'unreadable', file: 'pan_000_0000.nii.gz', text: /the file is empty/ }],
    },
    {
      name: 'a git-lfs pointer in place of a segmentation',
      changes: [{ file: label, write: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n' }],
      findings: [{ message: 'unreadable', file: 'labelsTr/pan_000.nii.gz', text: /git lfs pull/ }],
    },
    {
      name: 'five axes',
      files: [[image, 'images/five-axes.nii.gz']],
      findings: [{ message: 'refused', text: /has 5 axes/ }],
    },
    {
      name: 'an image of another size than its segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/two-axes.nii.gz'],
      ],
      findings: [{ message: 'shape', text: /4 × 5 × 6.*1 × 5 × 6/ }],
    },
    {
      name: 'another spacing than the segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/micron.nii.gz'],
      ],
      findings: [{ message: 'spacing', text: /4 × 3 × 2 mm.*0\.004 × 0\.003 × 0\.002 mm/ }],
    },
    {
      name: 'nearly the spacing of the segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/nearly-plain.nii.gz'],
      ],
      findings: [{ message: 'spacingNearly', text: /4 × 3 × 2\.0001 mm/ }],
    },
    {
      name: 'two channels in one file where dataset.json names one',
      files: [
        [image, 'images/four-axes.nii.gz'],
        [label, 'images/plain.nii.gz'],
      ],
      findings: [{ message: 'channels', text: /holds 2 channels; dataset.json names 1/ }],
    },
    {
      name: 'a grey photograph among coloured ones',
      project: 'png-2d',
      files: [['nnUNet_raw/Dataset125_CellsRGB/imagesTr/img_000_0000.png', 'images/grey.png']],
      findings: [{ message: 'shape' }, { message: 'channels', text: /holds 1 channel; dataset.json names 3/ }],
    },
  ],
});
