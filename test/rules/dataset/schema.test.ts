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
      name: 'labels that are no object',
      changes: [{ file: datasetJson, set: '/labels', to: ['pancreas'] }],
      findings: [
        {
          message: 'value',
          at: '/labels',
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
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
        { message: 'value', at: '/file_ending', file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json' },
      ],
    },
    {
      name: 'what only planning reads is wanted of the raw copy',
      changes: [
        { file: rawJson, set: '/numTraining', to: '5' },
        { file: rawJson, set: '/channel_names/0', to: 5 },
      ],
      findings: [
        { message: 'value', at: '/channel_names/0', file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json' },
        { message: 'value', at: '/numTraining', text: 'nnUNetv2_plan_experiment stops' },
      ],
    },
    {
      name: 'a key with a typing error',
      changes: [{ file: datasetJson, replace: '"file_ending"', by: '"file_endings"' }],
      findings: [{ message: 'missing', at: '', text: 'has no "file_ending", but "file_endings"' }],
    },
    {
      name: 'null as the choice of a reader',
      changes: [{ file: rawJson, set: '/overwrite_image_reader_writer', to: null }],
      findings: [{ message: 'value', at: '/overwrite_image_reader_writer' }],
    },
    {
      name: 'cut short, as after a full disk',
      changes: [{ file: datasetJson, write: '{"labels": {"back' }],
      findings: [{ message: 'unreadable' }],
    },
    {
      name: 'deeper than any fingerprint: not read, and said so',
      changes: [{ file: fingerprint, write: `${'['.repeat(500)}${']'.repeat(500)}` }],
      findings: [{ message: 'unread', text: 'nothing in it is checked' }],
    },
    {
      name: 'a pointer of Git LFS',
      changes: [{ file: fingerprint, write: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n' }],
      findings: [{ message: 'unreadable', text: 'Git LFS' }],
    },
    {
      name: 'a key that stands twice',
      changes: [{ file: datasetJson, replace: '"numTraining"', by: '"labels": {"background": 0}, "numTraining"' }],
      findings: [{ message: 'duplicate', at: '/labels' }],
    },
    {
      name: 'an empty fingerprint',
      changes: [{ file: fingerprint, write: '{}' }],
      findings: [
        'spacings',
        'shapes_after_crop',
        'foreground_intensity_properties_per_channel',
        'median_relative_size_after_cropping',
      ].map((key) => ({
        message: 'missing',
        text: key,
      })),
    },
    {
      name: 'two numbers where three are wanted, and NaN',
      changes: [
        { file: fingerprint, set: '/spacings/0', to: [1, 1] },
        { file: fingerprint, set: '/shapes_after_crop/1/2', to: null },
      ],
      findings: [
        { message: 'value', at: '/spacings/0' },
        { message: 'value', at: '/shapes_after_crop/1/2' },
      ],
    },
    {
      name: 'folds by number',
      changes: [{ file: splits, write: '{"0": {"train": ["pan_000"], "val": ["pan_001"]}}' }],
      findings: [{ message: 'value', at: '', text: 'a list with one object per fold' }],
    },
    {
      name: 'a part under another name',
      changes: [{ file: splits, set: '/1', to: { train: ['pan_000'], validation: ['pan_001'] } }],
      findings: [{ message: 'missing', at: '/1' }],
    },
    {
      name: 'a number as the name of a case',
      changes: [{ file: splits, set: '/1/val', to: [7] }],
      findings: [{ message: 'value', at: '/1/val/0' }],
    },
    {
      name: 'no list of cases where one is announced',
      changes: [{ file: datasetJson, set: '/dataset', to: null }],
      findings: [{ message: 'value', at: '/dataset' }],
    },
  ],
});
