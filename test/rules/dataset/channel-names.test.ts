import { channelNames } from '../../../rules/dataset/channel-names.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const file = `${preprocessed}/dataset.json`;

ruleTester(channelNames, {
  valid: [
    { name: 'one channel (real run)' },
    { name: 'three channels of photographs (real run)', project: 'png-2d' },
    { name: 'training does not mind the keys', changes: [{ file, set: '/channel_names', to: { '0001': 'CT' } }] },
    { name: 'name and number swapped', changes: [{ file, set: '/channel_names', to: { CT: 0 } }] },
    { name: 'both names, in agreement', changes: [{ file, set: '/modality', to: { '0': 'CT' } }] },
  ],
  invalid: [
    {
      name: 'names and numbers exchanged, as texts, where planning reads them',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', set: '/channel_names', to: { CT: '0' } }],
      findings: [
        {
          message: 'exchanged',
          at: '/channel_names',
          data: { file: 'dataset.json of the raw folder', key: 'channel_names' },
          remedy: 'Write {"0":"CT"}, then plan and preprocess again what was planned with it.',
          fix: { isSafe: false, edits: ['nnUNet_raw/Dataset122_PancreasCT/dataset.json#/channel_names = {"0":"CT"}'] },
        },
      ],
    },
    {
      name: 'a letter too many',
      changes: [{ file, replace: '"channel_names"', by: '"channels_names"' }],
      findings: [
        {
          message: 'missing',
          data: { file: 'dataset.json', instead: 'channels_names' },
          at: '',
          remedy: 'Write "channel_names" in place of "channels_names".',
        },
      ],
    },
    {
      name: 'no channels in the raw copy',
      changes: [{ file: `${raw}/dataset.json`, remove: '/channel_names' }],
      findings: [
        {
          message: 'missing',
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          at: '',
          data: { file: 'dataset.json of the raw folder' },
        },
      ],
    },
    {
      name: 'a forgotten modality',
      changes: [{ file, set: '/modality', to: null }],
      findings: [
        {
          message: 'uncountable',
          at: '/modality',
          data: { file: 'dataset.json', key: 'modality', found: 'null' },
          text: '"modality" of dataset.json is null',
        },
      ],
    },
    {
      name: 'a number of channels',
      changes: [{ file, set: '/channel_names', to: 1 }],
      findings: [
        {
          message: 'uncountable',
          at: '/channel_names',
          data: { file: 'dataset.json', key: 'channel_names', found: '1' },
        },
      ],
    },
    {
      name: 'no channel named',
      changes: [{ file, set: '/channel_names', to: {} }],
      findings: [{ message: 'none', at: '/channel_names', data: { file: 'dataset.json', key: 'channel_names' } }],
    },
    {
      name: 'both names, one channel apart',
      changes: [{ file, set: '/modality', to: { '0': 'CT', '1': 'PET' } }],
      findings: [{ message: 'disagree', data: { file: 'dataset.json', modality: 2, names: 1 }, at: '/modality' }],
    },
    {
      name: 'the name of nnU-Net v1',
      changes: [{ file, replace: '"channel_names"', by: '"modality"' }],
      findings: [{ message: 'oldName', at: '/modality', data: { file: 'dataset.json' } }],
    },
  ],
});
