import { channels } from '../../../rules/nnssl/channels.js';
import { withPretrainInfo } from '../../support/nnssl.js';
import { ruleTester } from '../../support/rule-tester.js';

const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const withChannels = (...names: readonly string[]) => ({
  file: datasetJson,
  set: '/channel_names',
  to: Object.fromEntries(names.map((name, i) => [String(i), name])),
});
const at = '/pretrain_info/pt_num_in_channels';

// What is right and wrong here was recorded: test/fixtures/nnssl/nnssl.jsonl.
ruleTester(channels, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'one channel on both sides', changes: [withPretrainInfo()] },
    { name: 'one channel repeated for three', changes: [withPretrainInfo(), withChannels('T1', 'T2', 'FLAIR')] },
    { name: 'two on both sides', changes: [withPretrainInfo({ pt_num_in_channels: 2 }), withChannels('T1', 'T2')] },
    {
      name: 'no dataset.json',
      changes: [withPretrainInfo({ pt_num_in_channels: 2 }), { file: datasetJson, delete: true }],
      notChecked: ['nnplans found no dataset.json that names the channels'],
    },
    { name: 'a number that is none', changes: [withPretrainInfo({ pt_num_in_channels: '1' })] },
  ],
  invalid: [
    {
      name: 'two for one',
      changes: [withPretrainInfo({ pt_num_in_channels: 2 })],
      findings: [{ message: 'differ', at, data: { pretrained: 2, channels: 1 } }],
    },
    {
      name: 'two for three',
      changes: [withPretrainInfo({ pt_num_in_channels: 2 }), withChannels('T1', 'T2', 'FLAIR')],
      findings: [{ message: 'differ', at, data: { pretrained: 2, channels: 3 } }],
    },
  ],
});
