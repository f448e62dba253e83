import { channelsMatch } from '../../../rules/transfer/channels-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json';
const channels = '/channel_names';
const mr = ['Dataset121_AbdomenCT/TinyPlans', 'Dataset124_GliomaMR/PretrainedPlansCustom'] as const;

ruleTester(channelsMatch, {
  valid: [
    {
      name: 'names exchanged with numbers are no names to compare',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/channel_names', to: { CT: '0' } },
      ],
    },
    { name: 'the same channel (real run)' },
    {
      name: 'the same name in capitals and not',
      changes: [{ file: finetuning, set: channels, to: { '0': 'ct' } }],
    },
    {
      name: 'the key of older datasets',
      changes: [
        { file: finetuning, remove: channels },
        { file: finetuning, set: '/modality', to: { '0': 'CT' } },
      ],
    },
    { name: 'no dataset.json', changes: [{ file: finetuning, delete: true }] },
    {
      name: 'a number of channels is the business of dataset/schema',
      changes: [{ file: finetuning, set: channels, to: 1 }],
    },
  ],
  invalid: [
    {
      name: 'plans for one channel moved to a dataset with two (real run)',
      project: 'mr-two-channels/moved-from-fewer-channels',
      transfer: mr,
      findings: [
        {
          message: 'count',
          file: 'dataset.json',
          data: { pretraining: 1, finetuning: 2 },
          at: '/channel_names',
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
              at: '/channel_names',
              message: 'the channels of the pretraining',
            },
          ],
          remedy:
            'Pretrain on images with 2 channels. Or remove the channels that the pretraining did not see from the finetuning dataset, then plan and preprocess it again.',
        },
      ],
    },
    {
      name: 'plans for two channels moved to a dataset with one (real run)',
      project: 'mr-two-channels/moved-to-fewer-channels',
      transfer: ['Dataset124_GliomaMR/TinyPlans', 'Dataset121_AbdomenCT/PretrainedPlansCustom'],
      findings: [
        {
          message: 'count',
          at: '/channel_names',
          data: { pretraining: 2, finetuning: 1 },
          related: [
            {
              file: 'nnUNet_results/Dataset124_GliomaMR/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
              at: '/channel_names',
              message: 'the channels of the pretraining',
            },
          ],
          remedy: 'Pretrain on images with 1 channel: other plans do not change that.',
          text: 'Images have 1 channel; the pretraining network takes 2.',
        },
      ],
    },
    {
      name: 'another modality',
      changes: [{ file: finetuning, set: channels, to: { '0': 'MR' } }],
      findings: [
        {
          message: 'names',
          at: channels,
          data: { pretraining: ['CT'], finetuning: ['MR'] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
              at: '/channel_names',
              message: 'the channels of the pretraining',
            },
          ],
          remedy: 'If the images show the same, nothing needs to be done. If not, pretrain on images like these.',
          text: 'Channels are "MR"; the pretraining network saw "CT".',
        },
      ],
    },
    {
      name: 'the same channels in another order',
      changes: [
        { file: model, set: channels, to: { '0': 'T1', '1': 'FLAIR' } },
        { file: finetuning, set: channels, to: { '0': 'FLAIR', '1': 'T1' } },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'order',
          at: '/channel_names',
          data: { pretraining: ['T1', 'FLAIR'], finetuning: ['FLAIR', 'T1'] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
              at: '/channel_names',
              message: 'the channels of the pretraining',
            },
          ],
          remedy:
            'Give the channels of the finetuning dataset the order of the pretraining: rename its images (_0000, _0001 …) and change channel_names. Then plan and preprocess it again.',
          text: 'Channels are "FLAIR" and "T1"; the pretraining network saw them in the order "T1" and "FLAIR".',
        },
      ],
    },
    {
      name: 'without dataset.json of the pretraining its plans tell the number',
      changes: [
        { file: model, delete: true },
        { file: finetuning, set: channels, to: { '0': 'CT', '1': 'PET' } },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'count',
          at: '/channel_names',
          data: { pretraining: 1, finetuning: 2 },
          remedy:
            'Pretrain on images with 2 channels. Or remove the channels that the pretraining did not see from the finetuning dataset, then plan and preprocess it again.',
        },
      ],
    },
  ],
});
