import { readFileSync } from 'node:fs';
import { architecture } from '../../../rules/nnssl/architecture.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { nnsslCheckpointFile, nnsslPlans, withPretrainInfo } from '../../support/nnssl.js';
import { ruleTester } from '../../support/rule-tester.js';

/** Networks with what the real trainers did with the checkpoint. */
const recorded = new Map(
  readFileSync('test/fixtures/nnssl/nnssl.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { readonly checkpoint: string; readonly network: string; readonly kwargs: JsonValue },
    )
    .map(({ checkpoint, network, kwargs }) => [`${checkpoint} ${network}`, kwargs]),
);

const at = '/configurations/3d_fullres/architecture';

const network = (name: string) => ({
  file: nnsslPlans,
  set: at,
  to: {
    network_class_name: 'dynamic_network_architectures.architectures.unet.ResidualEncoderUNet',
    arch_kwargs: recorded.get(`nnssl-1.pth ${name}`) ?? null,
    _kw_requires_import: ['conv_op', 'norm_op', 'dropout_op', 'nonlin'],
  },
});
/** Plans for nnssl have this one configuration. */
const only3d = { file: nnsslPlans, remove: '/configurations/2d' };
const files = [nnsslCheckpointFile(1)];
const dynamic = withPretrainInfo({ pt_architecture_kwargs: {} });

ruleTester(architecture, {
  valid: [
    { name: 'plans that have nothing to do with nnssl (real run)' },
    { name: 'the network of the checkpoint', changes: [only3d, withPretrainInfo(), network('the same')], files },
    { name: 'a kernel that is averaged down to 1', changes: [only3d, dynamic, network('kernel 1 in a stage')], files },
    { name: 'fewer stages', changes: [only3d, dynamic, network('fewer stages')], files },
    { name: 'a checkpoint that is not there', changes: [only3d, withPretrainInfo(), network('more features')] },
    {
      name: 'a preset of nnssl',
      changes: [only3d, withPretrainInfo(), { file: nnsslPlans, set: `${at}/network_class_name`, to: 'PrimusM' }],
    },
    {
      name: 'channels are told elsewhere',
      changes: [only3d, withPretrainInfo({ pt_num_in_channels: 2 }), network('the same')],
      files: [nnsslCheckpointFile(2)],
    },
  ],
  invalid: [
    {
      name: 'a class that these trainers do not build',
      changes: [
        only3d,
        withPretrainInfo(),
        {
          file: nnsslPlans,
          set: `${at}/network_class_name`,
          to: 'dynamic_network_architectures.architectures.unet.ResidualUNet',
        },
      ],
      findings: [
        {
          message: 'unknown',
          at: `${at}/network_class_name`,
          data: { name: 'dynamic_network_architectures.architectures.unet.ResidualUNet' },
        },
      ],
    },
    {
      name: 'other features than in the checkpoint',
      changes: [only3d, withPretrainInfo(), network('more features')],
      files,
      findings: [
        {
          message: 'refused',
          at,
          data: {
            trainer: 'PretrainedTrainer',
            first:
              '3.blocks.0.conv1.conv.weight, which is (4, 4, 3, 3, 3) in the checkpoint and (8, 4, 3, 3, 3) in the network',
            failing: 22,
          },
          text: /which is \(4, 4, 3, 3, 3\) in the checkpoint and \(8, 4, 3, 3, 3\) in the network. PretrainedTrainer stops there/,
        },
      ],
    },
    {
      name: 'a kernel that cannot be averaged',
      changes: [only3d, dynamic, network('kernel 5 in a stage')],
      files,
      findings: [
        {
          message: 'refused',
          at,
          data: {
            trainer: 'DynamicPretrainedTrainer',
            first: '1.blocks.0.conv1.conv.weight, whose kernel 3 × 3 × 3 cannot become 5 × 5 × 5',
            failing: 2,
          },
          text: /whose kernel 3 × 3 × 3 cannot become 5 × 5 × 5\. DynamicPretrainedTrainer/,
        },
      ],
    },
    {
      name: 'a block more than in the checkpoint',
      changes: [only3d, withPretrainInfo(), network('more blocks')],
      files,
      findings: [
        {
          message: 'refused',
          at,
          data: {
            trainer: 'PretrainedTrainer',
            first: '1.blocks.1.conv1.conv.weight, which is not in the checkpoint',
            failing: 16,
          },
          text: 'which is not in the checkpoint',
        },
      ],
    },
    {
      name: 'fewer stages than in the checkpoint',
      changes: [only3d, withPretrainInfo(), network('fewer stages')],
      files,
      findings: [
        {
          message: 'refused',
          at,
          data: {
            trainer: 'PretrainedTrainer',
            first: '3.blocks.0.conv1.conv.weight, for which the network has no place',
            failing: 16,
          },
          text: 'for which the network has no place',
        },
      ],
    },
    {
      name: 'other features, left out without a word',
      changes: [only3d, dynamic, network('more features')],
      files,
      findings: [{ message: 'skipped', at, data: { skipped: 11, total: 41 } }],
    },
  ],
});
