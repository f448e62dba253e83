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
      findings: [
        {
          message: 'unreadable',
          file: 'pan_000_0000.nii.gz',
          data: {
            count: 1,
            examples: [{ file: 'imagesTr/pan_000_0000.nii.gz', reason: 'the file is empty, not an image' }],
          },
          text: /the file is empty/,
        },
      ],
    },
    {
      name: 'a git-lfs pointer in place of a segmentation',
      changes: [{ file: label, write: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n' }],
      findings: [
        {
          message: 'unreadable',
          file: 'labelsTr/pan_000.nii.gz',
          data: {
            count: 1,
            examples: [
              {
                file: 'labelsTr/pan_000.nii.gz',
                reason:
                  'not an image of a format known here, but a git-lfs pointer, not the file itself: run git lfs pull',
              },
            ],
          },
          text: /git lfs pull/,
        },
      ],
    },
    {
      name: 'five axes',
      files: [[image, 'images/five-axes.nii.gz']],
      findings: [
        {
          message: 'refused',
          data: {
            count: 1,
            examples: [
              {
                file: 'imagesTr/pan_000_0000.nii.gz',
                reason: 'has 5 axes; nnU-Net reads images of two, three or four',
              },
            ],
          },
          text: /has 5 axes/,
        },
      ],
    },
    {
      name: 'an image of another size than its segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/two-axes.nii.gz'],
      ],
      findings: [
        {
          message: 'shape',
          data: {
            count: 1,
            examples: [
              {
                image: 'imagesTr/pan_000_0000.nii.gz',
                other: 'labelsTr/pan_000.nii.gz',
                found: [4, 5, 6],
                wanted: [1, 5, 6],
              },
            ],
          },
          text: /4 × 5 × 6.*1 × 5 × 6/,
        },
      ],
    },
    {
      name: 'another spacing than the segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/micron.nii.gz'],
      ],
      findings: [
        {
          message: 'spacing',
          data: {
            count: 1,
            examples: [
              {
                image: 'imagesTr/pan_000_0000.nii.gz',
                other: 'labelsTr/pan_000.nii.gz',
                found: [4, 3, 2],
                wanted: [0.004, 0.003, 0.002],
              },
            ],
          },
          text: /4 × 3 × 2 mm.*0\.004 × 0\.003 × 0\.002 mm/,
        },
      ],
    },
    {
      name: 'nearly the spacing of the segmentation',
      files: [
        [image, 'images/plain.nii.gz'],
        [label, 'images/nearly-plain.nii.gz'],
      ],
      findings: [
        {
          message: 'spacingNearly',
          data: {
            count: 1,
            examples: [
              {
                image: 'imagesTr/pan_000_0000.nii.gz',
                other: 'labelsTr/pan_000.nii.gz',
                found: [4, 3, 2],
                wanted: [4, 3, 2.0000998973846436],
              },
            ],
          },
          text: /4 × 3 × 2\.0001 mm/,
        },
      ],
    },
    {
      name: 'two channels in one file where dataset.json names one',
      files: [
        [image, 'images/four-axes.nii.gz'],
        [label, 'images/plain.nii.gz'],
      ],
      findings: [
        {
          message: 'channels',
          data: { found: 2, named: 1, count: 1, examples: [{ images: 'imagesTr/pan_000_0000.nii.gz' }] },
          remedy: 'Correct channel_names in dataset.json, or export the images again.',
          text: /holds 2 channels; dataset.json names 1/,
        },
      ],
    },
    {
      name: 'a grey photograph among coloured ones',
      project: 'png-2d',
      files: [['nnUNet_raw/Dataset125_CellsRGB/imagesTr/img_000_0000.png', 'images/grey.png']],
      findings: [
        {
          message: 'shape',
          data: {
            count: 1,
            examples: [
              {
                image: 'imagesTr/img_000_0000.png',
                other: 'labelsTr/img_000.png',
                found: [1, 5, 6],
                wanted: [1, 66, 70],
              },
            ],
          },
        },
        {
          message: 'channels',
          data: { found: 1, named: 3, count: 1, examples: [{ images: 'imagesTr/img_000_0000.png' }] },
          remedy: 'Correct channel_names in dataset.json, or export the images again.',
          text: /holds 1 channel; dataset.json names 3/,
        },
      ],
    },
  ],
});
