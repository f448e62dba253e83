import { schema } from '../../../rules/dataset/schema.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const datasetJson = `${preprocessed}/dataset.json`;
const rawJson = `${raw}/dataset.json`;
const fingerprint = `${preprocessed}/dataset_fingerprint.json`;
const splits = `${preprocessed}/splits_final.json`;

ruleTester(schema, {
  valid: [
    { name: 'as planning and training wrote them (real run)' },
    { name: 'regions and ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'keys that nnU-Net does not read', changes: [{ file: datasetJson, set: '/release', to: 1.5 }] },
    {
      name: 'training does not read numTraining, the raw copy is right',
      changes: [{ file: datasetJson, set: '/numTraining', to: null }],
    },
    {
      name: 'training only counts the channels',
      changes: [{ file: datasetJson, set: '/channel_names', to: ['CT'] }],
    },
    { name: 'no split file yet', changes: [{ file: splits, delete: true }] },
    {
      name: 'NaN as numpy writes it for a dataset without foreground',
      changes: [
        {
          file: fingerprint,
          replace: '"median_relative_size_after_cropping": 1.0',
          by: '"median_relative_size_after_cropping": NaN',
        },
      ],
    },
    { name: 'a fold with more keys', changes: [{ file: splits, set: '/0/test', to: ['pan_009'] }] },
  ],
  invalid: [
    {
      name: 'names and numbers of channels exchanged',
      changes: [
        { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', set: '/channel_names', to: { PET: 1, CT: 0 } },
      ],
      findings: [
        {
          message: 'value',
          at: '/channel_names/PET',
          data: {
            file: 'dataset.json of the raw folder',
            found: '1',
            expected: 'the name of the channel as text, such as "CT"',
            consequence: 'nnUNetv2_plan_experiment stops when it chooses the normalization.',
          },
          remedy: 'Names and numbers are exchanged. Write {"0":"CT","1":"PET"}.',
          fix: {
            isSafe: true,
            edits: ['nnUNet_raw/Dataset122_PancreasCT/dataset.json#/channel_names = {"0":"CT","1":"PET"}'],
          },
        },
        {
          message: 'value',
          at: '/channel_names/CT',
          data: {
            file: 'dataset.json of the raw folder',
            found: '0',
            expected: 'the name of the channel as text, such as "CT"',
            consequence: 'nnUNetv2_plan_experiment stops when it chooses the normalization.',
          },
          remedy: 'Names and numbers are exchanged. Write {"0":"CT","1":"PET"}.',
          fix: {
            isSafe: true,
            edits: ['nnUNet_raw/Dataset122_PancreasCT/dataset.json#/channel_names = {"0":"CT","1":"PET"}'],
          },
        },
      ],
    },
    {
      name: 'labels that are no object',
      changes: [{ file: datasetJson, set: '/labels', to: ['pancreas'] }],
      findings: [
        {
          message: 'value',
          at: '/labels',
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          data: {
            file: 'dataset.json',
            found: '["pancreas"]',
            expected: 'an object with the values of the labels by name, such as {"background": 0, "tumour": 1}',
            consequence: 'nnU-Net stops before the first step.',
          },
          text: 'dataset.json says ["pancreas"] where an object',
        },
      ],
    },
    {
      name: 'the same mistake in both copies is one mistake',
      changes: [
        { file: datasetJson, set: '/file_ending', to: null },
        { file: rawJson, set: '/file_ending', to: null },
      ],
      findings: [
        {
          message: 'value',
          at: '/file_ending',
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          data: {
            file: 'dataset.json',
            found: 'null',
            expected: 'the ending of the image files as text, such as ".nii.gz"',
            consequence:
              'nnU-Net stops when it lists the cases; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
        },
      ],
    },
    {
      name: 'what only planning reads is wanted of the raw copy',
      changes: [
        { file: rawJson, set: '/numTraining', to: '5' },
        { file: rawJson, set: '/channel_names/0', to: 5 },
      ],
      findings: [
        {
          message: 'value',
          at: '/channel_names/0',
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          data: {
            file: 'dataset.json of the raw folder',
            found: '5',
            expected: 'the name of the channel as text, such as "CT"',
            consequence: 'nnUNetv2_plan_experiment stops when it chooses the normalization.',
          },
        },
        {
          message: 'value',
          at: '/numTraining',
          data: {
            file: 'dataset.json of the raw folder',
            found: '"5"',
            expected: 'the number of training cases as a whole number',
            consequence: 'nnUNetv2_plan_experiment stops when it estimates the size of the dataset.',
          },
          text: 'nnUNetv2_plan_experiment stops',
        },
      ],
    },
    {
      name: 'a key with a typing error',
      changes: [{ file: datasetJson, replace: '"file_ending"', by: '"file_endings"' }],
      findings: [
        {
          message: 'missing',
          at: '',
          data: {
            file: 'dataset.json',
            key: 'file_ending',
            instead: 'file_endings',
            expected: 'the ending of the image files as text, such as ".nii.gz"',
            consequence:
              'nnU-Net stops when it lists the cases; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
          text: 'has no "file_ending", but "file_endings"',
        },
      ],
    },
    {
      name: 'null as the choice of a reader',
      changes: [{ file: rawJson, set: '/overwrite_image_reader_writer', to: null }],
      findings: [
        {
          message: 'value',
          at: '/overwrite_image_reader_writer',
          data: {
            file: 'dataset.json of the raw folder',
            found: 'null',
            expected: 'the name of a reader class, such as "SimpleITKIO", or no such key',
            consequence: 'nnUNetv2_plan_experiment stops when it looks for the class.',
          },
        },
      ],
    },
    {
      name: 'cut short, as after a full disk',
      changes: [{ file: datasetJson, write: '{"labels": {"back' }],
      findings: [
        {
          message: 'unreadable',
          at: '1:18',
          data: {
            file: 'dataset.json',
            fault: 'the text ends in the middle: 2 brackets are still open, the last of line 1',
          },
          remedy: 'Copy it again from where it came from.',
        },
      ],
    },
    {
      name: 'deeper than any fingerprint: not read, and said so',
      changes: [{ file: fingerprint, write: `${'['.repeat(500)}${']'.repeat(500)}` }],
      findings: [
        {
          message: 'unread',
          at: '1:65',
          data: {
            file: 'dataset_fingerprint.json',
            fault: 'more than 64 objects and lists stand within each other: no file of nnU-Net is so deep',
          },
          remedy: 'Check whether another file was saved under this name.',
          text: 'checks nothing in it',
        },
      ],
    },
    {
      name: 'a pointer of Git LFS',
      changes: [{ file: fingerprint, write: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n' }],
      findings: [
        {
          message: 'unreadable',
          data: {
            file: 'dataset_fingerprint.json',
            fault: 'this is a Git LFS pointer: the file itself has not been downloaded',
          },
          remedy: 'git lfs pull',
          text: 'Git LFS',
        },
      ],
    },
    {
      name: 'a key that stands twice',
      changes: [{ file: datasetJson, replace: '"numTraining"', by: '"labels": {"background": 0}, "numTraining"' }],
      findings: [
        {
          message: 'duplicate',
          at: '10:5',
          data: {
            file: 'dataset.json',
            fault:
              'the key "labels" stands twice in the same object: Python keeps the value of line 10 and drops that of line 5',
          },
          remedy: 'Keep only the right one of them.',
        },
      ],
    },
    {
      name: 'an empty fingerprint',
      changes: [{ file: fingerprint, write: '{}' }],
      findings: [
        {
          message: 'missing',
          at: '',
          data: {
            file: 'dataset_fingerprint.json',
            key: 'spacings',
            expected: 'a list with the spacing of each case',
            consequence:
              'nnUNetv2_plan_experiment stops when it looks for the spacings; training only copies the file.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            file: 'dataset_fingerprint.json',
            key: 'shapes_after_crop',
            expected: 'a list with the shape of each case',
            consequence: 'nnUNetv2_plan_experiment stops when it computes the target spacing.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            file: 'dataset_fingerprint.json',
            key: 'foreground_intensity_properties_per_channel',
            expected: 'an object with the intensity statistics of each channel',
            consequence: 'nnUNetv2_plan_experiment writes plans with which no image can be normalized.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            file: 'dataset_fingerprint.json',
            key: 'median_relative_size_after_cropping',
            expected: 'a number between 0 and 1',
            consequence: 'nnUNetv2_plan_experiment stops when it chooses the normalization.',
          },
        },
      ],
    },
    {
      name: 'two numbers where three are wanted, and NaN',
      changes: [
        { file: fingerprint, set: '/spacings/0', to: [1, 1] },
        { file: fingerprint, set: '/shapes_after_crop/1/2', to: null },
      ],
      findings: [
        {
          message: 'value',
          at: '/spacings/0',
          data: {
            file: 'dataset_fingerprint.json',
            found: '[1, 1]',
            expected: 'a list of three lengths in mm',
            consequence:
              'nnUNetv2_plan_experiment stops when it looks for the spacings; training only copies the file.',
          },
        },
        {
          message: 'value',
          at: '/shapes_after_crop/1/2',
          data: {
            file: 'dataset_fingerprint.json',
            found: 'null',
            expected: 'a number of voxels greater than 0',
            consequence: 'nnUNetv2_plan_experiment stops when it computes the target spacing.',
          },
        },
      ],
    },
    {
      name: 'folds by number',
      changes: [{ file: splits, write: '{"0": {"train": ["pan_000"], "val": ["pan_001"]}}' }],
      findings: [
        {
          message: 'value',
          at: '',
          data: {
            file: 'splits_final.json',
            found: 'an object',
            expected: 'a list with one object per fold',
            consequence: 'nnUNetv2_train stops when it looks for its fold.',
          },
          text: 'a list with one object per fold',
        },
      ],
    },
    {
      name: 'a part under another name',
      changes: [{ file: splits, set: '/1', to: { train: ['pan_000'], validation: ['pan_001'] } }],
      findings: [
        {
          message: 'missing',
          at: '/1',
          data: {
            file: 'splits_final.json',
            key: 'val',
            instead: 'validation',
            expected: 'a list with the names of the validation cases',
            consequence: 'nnUNetv2_train stops when this fold is asked for.',
          },
        },
      ],
    },
    {
      name: 'a number as the name of a case',
      changes: [{ file: splits, set: '/1/val', to: [7] }],
      findings: [
        {
          message: 'value',
          at: '/1/val/0',
          data: {
            file: 'splits_final.json',
            found: '7',
            expected: 'the name of a case as text',
            consequence: 'nnUNetv2_train stops when this fold is asked for.',
          },
        },
      ],
    },
    {
      name: 'no list of cases where one is announced',
      changes: [{ file: datasetJson, set: '/dataset', to: null }],
      findings: [
        {
          message: 'value',
          at: '/dataset',
          data: {
            file: 'dataset.json',
            found: 'null',
            expected: 'an object with images and label of each case, or no such key',
            consequence: 'nnU-Net stops when it lists the cases.',
          },
        },
      ],
    },
  ],
});
