import { checkpointKeys } from '../../../rules/model/checkpoint-keys.js';
import { ruleTester } from '../../support/rule-tester.js';
import { pickledDictionary, torchText } from '../../support/torch-text.js';

const file = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const whole = {
  network_weights: {},
  optimizer_state: {},
  logging: {},
  _best_ema: null,
  current_epoch: 1,
  init_args: { configuration: '3d_fullres' },
  trainer_name: 'nnUNetTrainer',
  inference_allowed_mirroring_axes: null,
};
const holding = (content: Parameters<typeof pickledDictionary>[0]) => [
  { file, write: torchText(pickledDictionary(content)) },
];
const { trainer_name: _trainer, init_args: _arguments, ...anonymous } = whole;
const { optimizer_state: _optimizer, logging: _logging, ...stripped } = whole;
const { inference_allowed_mirroring_axes: _axes, ...unmirrored } = whole;

ruleTester(checkpointKeys, {
  valid: [
    { name: 'as nnU-Net 2.8.1 writes it (real run)' },
    { name: 'unfinished, compiled, of other trainers (real run)', project: 'checkpoints' },
    { name: 'all keys there', changes: holding(whole) },
    { name: 'a damaged file is the business of model/checkpoint-corrupt', changes: [{ file, write: 'x' }] },
  ],
  invalid: [
    {
      name: 'a bare dictionary',
      changes: holding({ weights: {} }),
      findings: [{ message: 'weights', data: { file: 'fold_0/checkpoint_final.pth' } }],
    },
    {
      name: 'without trainer and arguments',
      changes: holding(anonymous),
      findings: [
        { message: 'prediction', data: { file: 'fold_0/checkpoint_final.pth', keys: ['trainer_name', 'init_args'] } },
      ],
    },
    {
      name: 'stripped for publication',
      changes: holding(stripped),
      findings: [
        { message: 'resume', data: { file: 'fold_0/checkpoint_final.pth', keys: ['optimizer_state', 'logging'] } },
      ],
    },
    {
      name: 'without mirroring axes',
      changes: holding(unmirrored),
      findings: [{ message: 'mirroring', data: { file: 'fold_0/checkpoint_final.pth' } }],
    },
    {
      name: 'numbers instead of tensors',
      changes: holding({ ...whole, network_weights: { 'encoder.weight': 1 } }),
      findings: [{ message: 'notTensors', data: { file: 'fold_0/checkpoint_final.pth', entries: ['encoder.weight'] } }],
    },
  ],
});
