import { readerMatchesEnding } from '../../../rules/dataset/reader-matches-ending.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const rawJson = `${raw}/dataset.json`;
const plans = `${preprocessed}/PretrainedPlansCustom.json`;
const reader = (name: string) => [{ file: rawJson, set: '/overwrite_image_reader_writer', to: name }];

ruleTester(readerMatchesEnding, {
  valid: [
    { name: 'SimpleITK for nii.gz (real run)' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'another reader for NIfTI', changes: reader('NibabelIO') },
    { name: 'no choice', changes: reader('None') },
    { name: 'an empty choice', changes: reader('') },
    { name: 'the reader of a fork', changes: reader('DicomSegIO') },
    { name: 'a near miss that is known here', changes: reader('SimpleITKIO2'), knownClasses: ['SimpleITKIO2'] },
    {
      name: 'an ending that no image has is told by dataset/raw-cases',
      changes: [{ file: rawJson, set: '/file_ending', to: '.dcm' }],
    },
    {
      name: 'an ending that no segmentation has is told by dataset/ground-truth',
      changes: [
        { file: `${preprocessed}/dataset.json`, set: '/file_ending', to: '.png' },
        { file: plans, set: '/image_reader_writer', to: 'Tiff3DIO' },
      ],
    },
  ],
  invalid: [
    {
      name: 'a reader that wants to know what another one did not leave',
      changes: [{ file: plans, set: '/image_reader_writer', to: 'NibabelIO' }],
      findings: [
        {
          message: 'facts',
          at: '/image_reader_writer',
          file: 'PretrainedPlansCustom.json',
          data: { reader: 'NibabelIO', lacks: 'nibabel_stuff', case: 'pan_000' },
        },
      ],
    },
    {
      name: 'a reader that turns back what was never turned',
      changes: [{ file: plans, set: '/image_reader_writer', to: 'SimpleITKIOWithReorient' }],
      findings: [
        {
          message: 'facts',
          data: { reader: 'SimpleITKIOWithReorient', lacks: 'original_orientation', case: 'pan_000' },
          at: '/image_reader_writer',
        },
      ],
    },
    {
      name: 'an ending without its dot, in one copy',
      changes: [{ file: `${preprocessed}/dataset.json`, set: '/file_ending', to: 'nii.gz' }],
      findings: [
        {
          message: 'dot',
          at: '/file_ending',
          file: `${preprocessed}/dataset.json`,
          data: { file: 'dataset.json', ending: 'nii.gz' },
          remedy: 'Write ".nii.gz".',
        },
      ],
    },
    {
      name: 'an ending without its dot, in both copies: one mistake',
      changes: [`${preprocessed}/dataset.json`, rawJson].map((file) => ({ file, set: '/file_ending', to: 'nii.gz' })),
      findings: [
        {
          message: 'dot',
          file: `${preprocessed}/dataset.json`,
          at: '/file_ending',
          data: { file: 'dataset.json', ending: 'nii.gz' },
          remedy: 'Write ".nii.gz".',
        },
      ],
    },
    {
      name: 'a reader for photographs',
      changes: [{ file: plans, set: '/image_reader_writer', to: 'NaturalImage2DIO' }],
      findings: [
        {
          message: 'plans',
          at: '/image_reader_writer',
          file: 'PretrainedPlansCustom.json',
          data: { reader: 'NaturalImage2DIO', ending: '.nii.gz' },
        },
      ],
    },
    {
      name: 'a reader for TIFF and a dataset of photographs',
      project: 'png-2d',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json', set: '/image_reader_writer', to: 'Tiff3DIO' },
      ],
      findings: [{ message: 'plans', at: '/image_reader_writer', data: { reader: 'Tiff3DIO', ending: '.png' } }],
    },
    {
      name: 'chosen by name in the raw copy',
      changes: reader('Tiff3DIO'),
      findings: [
        {
          message: 'overwritten',
          at: '/overwrite_image_reader_writer',
          data: { reader: 'Tiff3DIO', ending: '.nii.gz' },
        },
      ],
    },
    {
      name: 'a name that is not found',
      changes: reader('SimpleITKIo'),
      findings: [
        {
          message: 'unknownName',
          data: { reader: 'SimpleITKIo', meant: 'SimpleITKIO' },
          at: '/overwrite_image_reader_writer',
        },
      ],
    },
    {
      name: 'images that no reader claims',
      changes: [
        { file: rawJson, set: '/file_ending', to: '.jpg' },
        { file: `${raw}/imagesTr/pan_000_0000.jpg`, write: 'x' },
      ],
      findings: [
        {
          message: 'unclaimed',
          at: '/file_ending',
          data: { ending: '.jpg' },
          remedy: 'Convert the images to a format that nnU-Net reads, such as .nii.gz.',
        },
      ],
    },
  ],
});
