import { batchSize } from '../../../rules/nnssl/batch-size.js';
import { prediction } from '../../../rules/nnssl/prediction.js';
import { trainer } from '../../../rules/nnssl/trainer.js';
import { nnsslPlans, withPretrainInfo } from '../../support/nnssl.js';
import { ruleTester } from '../../support/rule-tester.js';

const results = 'nnUNet_results/Dataset121_AbdomenCT';
const model = `${results}/nnUNetTrainer__TinyPlans__3d_fullres`;
const info = (path: string | null, of = model) => ({
  file: `${of}/plans.json`,
  set: '/pretrain_info',
  to: { checkpoint_path: path, pt_num_in_channels: 1 },
});
const copied = (name: string) => ({ file: `${results}/${name}`, copyFrom: model });
const withBatchSize = (to: number) => ({ file: nnsslPlans, set: '/configurations/3d_fullres/batch_size', to });

ruleTester(batchSize, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'two, as it is done', changes: [withPretrainInfo(), { file: nnsslPlans, remove: '/configurations/2d' }] },
    { name: 'another in plans of nnU-Net', changes: [withBatchSize(4)] },
  ],
  invalid: [
    {
      name: 'four',
      changes: [withPretrainInfo(), { file: nnsslPlans, remove: '/configurations/2d' }, withBatchSize(4)],
      findings: [{ message: 'ignored', at: '/configurations/3d_fullres/batch_size', data: { batchSize: 4 } }],
    },
  ],
});

ruleTester(trainer, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'from scratch, as was asked for', changes: [info(null)] },
    {
      name: 'the trainer for it',
      changes: [
        copied('PretrainedTrainer__TinyPlans__3d_fullres'),
        info('/a.pth', `${results}/PretrainedTrainer__TinyPlans__3d_fullres`),
      ],
    },
    {
      name: 'a trainer of a fork may load them',
      changes: [
        copied('nnUNetTrainerMine__TinyPlans__3d_fullres'),
        info('/a.pth', `${results}/nnUNetTrainerMine__TinyPlans__3d_fullres`),
      ],
    },
  ],
  invalid: [
    {
      name: 'nnUNetTrainer',
      changes: [info('/weights/nnssl.pth')],
      findings: [
        {
          message: 'ignored',
          at: '/pretrain_info/checkpoint_path',
          file: 'plans.json',
          data: { trainer: 'nnUNetTrainer', path: '"/weights/nnssl.pth"' },
          text: 'nnUNetTrainer does not read it.',
        },
      ],
    },
  ],
});

const ownName = 'PretrainedTrainer__ptPlans__MAE____Spacing__1.00_1.00_1.00___Norm__Z__3d_fullres';

ruleTester(prediction, {
  valid: [
    { name: 'nnUNetTrainer (real run)' },
    { name: 'a shorter training', changes: [copied('nnUNetTrainer_100epochs__TinyPlans__3d_fullres')] },
  ],
  invalid: [
    {
      name: 'plans called as nnssl calls them, with more than two double underscores',
      changes: [copied(ownName)],
      findings: [{ message: 'stops', data: { trainer: 'PretrainedTrainer' } }],
    },
    {
      name: 'the trainer that bends weights',
      changes: [copied('DynamicPretrainedTrainer_adam_150ep__ptPlans_dynamic__MAE__3d_fullres')],
      findings: [{ message: 'stops', data: { trainer: 'DynamicPretrainedTrainer_adam_150ep' } }],
    },
  ],
});
