import { readerMismatch } from '../../../rules/transfer/reader-mismatch.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const raw = 'nnUNet_raw/Dataset122_PancreasCT/dataset.json';
const tiff = { file: raw, set: '/file_ending', to: '.tif' } as const;
const copied = { ...tiff, file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json' } as const;
const fingerprint = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json';

ruleTester(readerMismatch, {
  valid: [
    { name: 'the same reader (real run)' },
    {
      name: 'readers that deliver the same',
      changes: [{ file: finetuning, set: '/image_reader_writer', to: 'NibabelIO' }],
    },
    {
      name: 'TIFF with the reader that knows its spacing',
      changes: [tiff, { file: finetuning, set: '/image_reader_writer', to: 'Tiff3DIO' }],
    },
    {
      name: 'TIFF whose voxels are 1 mm wide anyway',
      changes: [
        tiff,
        {
          file: fingerprint,
          set: '/spacings',
          to: [
            [1, 1, 1],
            [1, 1, 1],
            [1, 1, 1],
            [1, 1, 1],
            [1, 1, 1],
          ],
        },
      ],
    },
    {
      name: 'no reader is the business of plans/schema',
      changes: [{ file: finetuning, remove: '/image_reader_writer' }],
    },
  ],
  invalid: [
    {
      name: 'images are brought into one orientation on one side only',
      changes: [{ file: finetuning, set: '/image_reader_writer', to: 'SimpleITKIOWithReorient' }],
      findings: [
        {
          message: 'orientation',
          at: '/image_reader_writer',
          data: { pretraining: 'SimpleITKIO', finetuning: 'SimpleITKIOWithReorient' },
          remedy:
            'Set image_reader_writer to "SimpleITKIO". Then preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/image_reader_writer = "SimpleITKIO"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres'],
          },
        },
      ],
    },
    {
      name: 'the reader that the move takes for three-dimensional TIFF',
      changes: [tiff, copied],
      findings: [
        {
          message: 'spacingLost',
          at: '/image_reader_writer',
          data: { reader: 'SimpleITKIO', planner: 'Tiff3DIO', ending: '.tif' },
          remedy:
            'Set image_reader_writer to "Tiff3DIO". Then preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/image_reader_writer = "Tiff3DIO"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres'],
          },
        },
      ],
    },
  ],
});
