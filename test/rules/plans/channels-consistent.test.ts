import { channelsConsistent } from '../../../rules/plans/channels-consistent.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const set = (key: string, to: JsonValue) => ({ file, set: `${at}/${key}`, to });

ruleTester(channelsConsistent, {
  valid: [
    { name: 'one channel (real run)' },
    { name: 'two channels (real run)', project: 'mr-two-channels' },
    { name: 'three colours (real run)', project: 'png-2d' },
    {
      name: 'no dataset.json',
      changes: [{ file: datasetJson, delete: true }],
      notChecked: ['nnplans found no dataset.json that names the channels'],
    },
    { name: 'what is no list is told by plans/schema', changes: [set('normalization_schemes', 'CTNormalization')] },
  ],
  invalid: [
    {
      name: 'a channel more in dataset.json, in both configurations',
      changes: [{ file: datasetJson, set: '/channel_names/1', to: 'PET' }],
      findings: [
        {
          message: 'tooFew',
          at: '/configurations/2d/normalization_schemes',
          data: { keys: ['normalization_schemes', 'use_mask_for_norm'], entries: 1, channels: 2 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 2 channels of the dataset',
            },
          ],
        },
        {
          message: 'tooFew',
          at: '/configurations/3d_fullres/normalization_schemes',
          data: { keys: ['normalization_schemes', 'use_mask_for_norm'], entries: 1, channels: 2 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 2 channels of the dataset',
            },
          ],
        },
      ],
    },
    {
      name: 'a list too short',
      changes: [set('use_mask_for_norm', [])],
      findings: [
        {
          message: 'tooFew',
          at: `${at}/use_mask_for_norm`,
          data: { keys: ['use_mask_for_norm'], entries: 0, channels: 1 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 1 channel of the dataset',
            },
          ],
        },
      ],
    },
    {
      name: 'a list too long is never read to its end',
      changes: [set('normalization_schemes', ['CTNormalization', 'ZScoreNormalization'])],
      findings: [
        {
          message: 'tooMany',
          at: `${at}/normalization_schemes`,
          data: { keys: ['normalization_schemes'], entries: 2, channels: 1 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 1 channel of the dataset',
            },
          ],
        },
      ],
    },
    {
      name: 'but the masks are',
      changes: [set('use_mask_for_norm', [false, true])],
      findings: [
        {
          message: 'tooMany',
          at: '/configurations/3d_fullres/use_mask_for_norm',
          data: { keys: ['use_mask_for_norm'], entries: 2, channels: 1 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 1 channel of the dataset',
            },
          ],
        },
        {
          message: 'maskBeyond',
          at: `${at}/use_mask_for_norm/1`,
          data: { channel: 1, channels: 1 },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the 1 channel of the dataset',
            },
          ],
        },
      ],
    },
  ],
});
