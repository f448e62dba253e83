import { rawCases } from '../../../rules/dataset/raw-cases.js';
import { ruleTester } from '../../support/rule-tester.js';

const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const rawJson = `${raw}/dataset.json`;
const images = ['000', '001', '002', '003', '004'].map((number) => `imagesTr/pan_${number}_0000.nii.gz`);
const listed = Object.fromEntries(
  ['000', '001'].map((number) => [
    `pan_${number}`,
    { images: [`imagesTr/pan_${number}_0000.nii.gz`], label: `labelsTr/pan_${number}.nii.gz` },
  ]),
);

ruleTester(rawCases, {
  valid: [
    { name: 'as nnU-Net looks for them (real run)' },
    { name: 'no raw images in reach (real run)', project: 'interrupted/reference' },
    {
      name: 'other files do not matter',
      changes: [
        { file: `${raw}/imagesTr/.DS_Store`, write: 'x' },
        { file: `${raw}/imagesTr/readme.txt`, write: 'x' },
      ],
    },
    {
      name: 'two files a case, two channels',
      changes: [
        ...images.map((name) => ({ file: `${raw}/${name.replace('_0000.', '_0001.')}`, copyFrom: `${raw}/${name}` })),
        { file: rawJson, set: '/channel_names/1', to: 'PET' },
      ],
    },
    { name: 'one file may hold two channels', changes: [{ file: rawJson, set: '/channel_names/1', to: 'PET' }] },
    {
      name: 'files that dataset.json lists',
      changes: [
        { file: rawJson, set: '/dataset', to: listed },
        { file: `${raw}/imagesTr/other.nii.gz`, write: 'x' },
      ],
    },
    {
      name: 'listed files elsewhere are not judged',
      changes: [
        {
          file: rawJson,
          set: '/dataset',
          to: { a: { images: ['/data/a.nii.gz', 'sub/b.nii.gz', '$X/c.nii.gz'], label: 'd.nii.gz' } },
        },
      ],
    },
  ],
  invalid: [
    {
      name: 'an ending that no file has',
      changes: [{ file: rawJson, set: '/file_ending', to: '.nii' }],
      findings: [{ message: 'noImages', at: '/file_ending', data: { ending: '.nii', example: 'pan_000_0000.nii.gz' } }],
    },
    {
      name: 'an ending without its dot',
      changes: [{ file: rawJson, set: '/file_ending', to: 'nii.gz' }],
      findings: [
        {
          message: 'suffix',
          data: { number: 5, names: 'pan_000_0000.nii.gz, pan_001_0000.nii.gz, pan_002_0000.nii.gz and 2 more' },
          text: '5 images in imagesTr have no channel number',
        },
      ],
    },
    {
      name: 'three digits',
      changes: [
        { file: `${raw}/imagesTr/pan_000_000.nii.gz`, copyFrom: `${raw}/imagesTr/pan_000_0000.nii.gz` },
        { file: `${raw}/imagesTr/pan_000_0000.nii.gz`, delete: true },
      ],
      findings: [
        {
          message: 'suffix',
          data: { number: 1, names: 'pan_000_000.nii.gz' },
          text: '1 image in imagesTr has no channel number (_0000) before the ending: pan_000_000.nii.gz',
        },
      ],
    },
    {
      name: 'a channel of one case missing',
      changes: [
        ...images
          .slice(1)
          .map((name) => ({ file: `${raw}/${name.replace('_0000.', '_0001.')}`, copyFrom: `${raw}/${name}` })),
        { file: rawJson, set: '/channel_names/1', to: 'PET' },
      ],
      findings: [{ message: 'channels', data: { number: 1, names: 'pan_000', usual: 2 } }],
    },
    {
      name: 'more files a case than channels',
      changes: images.map((name) => ({
        file: `${raw}/${name.replace('_0000.', '_0001.')}`,
        copyFrom: `${raw}/${name}`,
      })),
      findings: [
        {
          message: 'channelCount',
          data: { files: 2, named: 1 },
          remedy: 'Correct channel_names in dataset.json, or add the missing images.',
        },
      ],
    },
    {
      name: 'no labels',
      changes: [{ file: `${raw}/labelsTr`, delete: true }],
      findings: [{ message: 'noLabels', remedy: 'Copy the segmentations of all cases into labelsTr.' }],
    },
    {
      name: 'a label missing',
      changes: [{ file: `${raw}/labelsTr/pan_002.nii.gz`, delete: true }],
      findings: [{ message: 'labels', data: { number: 1, names: 'pan_002' } }],
    },
    {
      name: 'a list of no cases',
      changes: [{ file: rawJson, set: '/dataset', to: {} }],
      findings: [
        { message: 'noneListed', at: '/dataset', remedy: 'List the cases under "dataset", or remove "dataset".' },
      ],
    },
    {
      name: 'listed files that are not there',
      changes: [
        {
          file: rawJson,
          set: '/dataset',
          to: { pan_000: { images: ['./imagesTr/pan_000.nii.gz'], label: 'labelsTr/pan_000.nii.gz' } },
        },
      ],
      findings: [
        {
          message: 'listedMissing',
          data: { number: 1, names: './imagesTr/pan_000.nii.gz' },
          at: '/dataset',
          remedy: 'Correct the paths under "dataset", or copy the files there.',
        },
      ],
    },
  ],
});
