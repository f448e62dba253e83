import { checkpoint } from '../../../rules/nnssl/checkpoint.js';
import { nnsslCheckpointFile, withPretrainInfo } from '../../support/nnssl.js';
import { ruleTester } from '../../support/rule-tester.js';

const at = '/pretrain_info/checkpoint_path';

ruleTester(checkpoint, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'the checkpoint is there', changes: [withPretrainInfo()], files: [nnsslCheckpointFile(1)] },
    { name: 'from scratch', changes: [withPretrainInfo({ checkpoint_path: null })] },
    {
      name: 'a relative path counts from elsewhere',
      changes: [withPretrainInfo({ checkpoint_path: 'weights/x.pth' })],
      notChecked: [
        'checkpoint_path of pretrain_info, "weights/x.pth", is relative to the folder where training starts',
      ],
    },
    {
      name: 'DynamicPretrainedTrainer finds the encoder by what the plans say',
      changes: [withPretrainInfo({ pt_architecture_kwargs: {}, checkpoint_path: '/weights/plain.pth' })],
      files: [['weights/plain.pth', 'torch/state-dict.pth']],
    },
    {
      name: 'a file that cannot be read is told elsewhere',
      changes: [withPretrainInfo(), { file: 'weights/nnssl.pth', write: 'no checkpoint' }],
      notChecked: ['the pretrained checkpoint cannot be read: not a checkpoint of torch'],
    },
  ],
  invalid: [
    {
      name: 'no such file',
      changes: [withPretrainInfo({ checkpoint_path: '/home/me/nnssl.pth' })],
      findings: [{ message: 'missing', at, data: { path: '/home/me/nnssl.pth' } }],
    },
    {
      name: 'a path of Windows',
      changes: [withPretrainInfo({ checkpoint_path: 'C:\\weights\\nnssl.pth' })],
      findings: [{ message: 'missing', at, data: { path: 'C:\\weights\\nnssl.pth' } }],
    },
    {
      name: 'no path at all',
      changes: [withPretrainInfo({ checkpoint_path: 5 })],
      findings: [{ message: 'noPath', at, data: { found: 'not a text' } }],
    },
    {
      name: 'an empty path',
      changes: [withPretrainInfo({ checkpoint_path: '' })],
      findings: [{ message: 'noPath', at, data: { found: 'empty' }, text: 'is empty' }],
    },
    {
      name: 'a checkpoint of something else',
      changes: [withPretrainInfo()],
      files: [['weights/nnssl.pth', 'torch/state-dict.pth']],
      findings: [{ message: 'foreign', at, data: { path: '/weights/nnssl.pth' } }],
    },
  ],
});
