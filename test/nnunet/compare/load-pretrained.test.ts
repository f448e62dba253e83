import fc from 'fast-check';
import { compareForPretraining } from '../../../src/nnunet/compare/load-pretrained.js';
import type { NetworkDescription } from '../../../src/nnunet/network/description.js';
import { compareStrict } from '../../../src/nnunet/network/load-strictly.js';
import { predictParameters } from '../../../src/nnunet/network/parameters.js';
import { anyNetwork, plain, residual, withBatchNormalization } from '../network/example-networks.js';

type Sized = [NetworkDescription, number, number];
const compare = (network: Sized, checkpoint: Sized) =>
  compareForPretraining(predictParameters(...network), predictParameters(...checkpoint));

/** Each cause as `effect: message`. */
const causes = (network: Sized, checkpoint: Sized) =>
  compare(network, checkpoint).causes.map(({ effect, message }) => `${effect}: ${message}`);

test('equal networks load; only the segmentation layers start anew', () => {
  const result = compare([plain(), 1, 4], [plain(), 1, 4]);
  expect(result).toMatchObject({
    loads: true,
    first: undefined,
    failures: [],
    dropped: [],
    causes: [],
    unexplained: [],
  });
  expect(result.restarted).toHaveLength(10);
});

test('other labels do not matter here, and are told', () => {
  const result = compare([plain(), 1, 4], [plain(), 1, 12]);
  expect(result.loads).toBe(true);
  expect(result.causes).toMatchObject([{ field: 'heads', effect: 'restarted', expected: 4, found: 12 }]);
  const strict = compareStrict(predictParameters(plain(), 1, 4), predictParameters(plain(), 1, 12));
  expect(strict).toMatchObject({ loads: false, causes: [{ field: 'heads', effect: 'refused' }] });
});

test('the first failure is what nnU-Net prints', () => {
  const wider = plain({ features_per_stage: [32, 64, 128, 256, 512, 512] });
  expect(compare([plain(), 1, 2], [wider, 1, 2]).first).toEqual({
    kind: 'shape',
    name: 'encoder.stages.4.0.convs.0.conv.weight',
    expected: [320, 256, 3, 3, 3],
    found: [512, 256, 3, 3, 3],
    message:
      'The shape of the parameters of key encoder.stages.4.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([512, 256, 3, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
  });
  expect(compare([residual(), 1, 2], [plain(), 1, 2]).first?.message).toBe(
    'Key encoder.stem.convs.0.conv.weight is missing in the pretrained model weights. The pretrained weights do not seem to be compatible with your network.',
  );
});

test('differences are told in the words of plans, one cause for each', () => {
  const strides = [
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
  ];
  expect(causes([plain(), 1, 2], [plain({ strides }), 1, 2])).toEqual([
    'refused: stage 5 has stride 2 × 2 × 2 in the checkpoint and 1 × 2 × 2 in the network (strides)',
  ]);
  expect(causes([plain(), 2, 2], [plain(), 1, 2])).toEqual([
    'refused: the checkpoint takes 1 input channel and the network 2 (channel_names of dataset.json, and labels for a cascade)',
  ]);
  expect(causes([plain(), 1, 2], [plain({ n_conv_per_stage: [2, 2, 2, 2, 3, 1] }), 1, 2])).toEqual([
    'dropped: stage 4 has 3 convolutions in the checkpoint and 2 in the network (n_conv_per_stage)',
    'refused: stage 5 has 1 convolution in the checkpoint and 2 in the network (n_conv_per_stage)',
  ]);
  expect(causes([plain({ conv_bias: false }), 1, 2], [plain(), 1, 2])).toEqual([
    'dropped: convolutions have a bias in the checkpoint and none in the network (conv_bias)',
  ]);
  expect(causes([plain(), 1, 2], [plain({ dropout_op: 'torch.nn.Dropout3d', dropout_op_kwargs: {} }), 1, 2])).toEqual([
    'refused: the normalization is in another place of each block, as with dropout in the checkpoint (nonlin_first does the same) (dropout_op)',
  ]);
});

test('a checkpoint of nnUNetTrainerBN loads into nnUNetTrainer, its statistics are dropped; not the other way round', () => {
  const batch: Sized = [withBatchNormalization(plain()), 1, 2];
  const there = compare([plain(), 1, 2], batch);
  expect(there.loads).toBe(true);
  expect(there.dropped).toHaveLength(3 * (12 * 4 + 10 * 2));
  expect(there.causes).toMatchObject([{ field: 'normalization', effect: 'dropped' }]);
  const back = compare(batch, [plain(), 1, 2]);
  expect(back.loads).toBe(false);
  expect(back.first?.name).toBe('encoder.stages.0.0.convs.0.norm.running_mean');
});

test('a prefix is not taken off for pretraining, but it is for continued training', () => {
  const network = predictParameters(plain(), 1, 2);
  const wrapped = network.map(({ name, shape }) => ({ name: `module.${name}`, shape }));
  const result = compareForPretraining(network, wrapped);
  expect(result).toMatchObject({ loads: false, unexplained: [] });
  expect(result.causes).toMatchObject([{ field: 'prefix', found: 'module.', expected: '', effect: 'refused' }]);
  expect(compareStrict(network, wrapped, 'continue').loads).toBe(true);
  expect(compareStrict(network, wrapped, 'predict').loads).toBe(false);
});

test('a foreign network is one cause, with the reason', () => {
  const result = compareForPretraining(predictParameters(plain(), 1, 2), [{ name: 'swinViT.weight', shape: [3] }]);
  expect(result.causes).toMatchObject([{ field: 'foreign', effect: 'refused', dropped: ['swinViT.weight'] }]);
  expect(result.unexplained).toEqual([]);
});

test('between any two networks every failing or dropped weight has a cause', () => {
  fc.assert(
    fc.property(anyNetwork, anyNetwork, fc.integer({ min: 1, max: 2 }), (network, checkpoint, channels) => {
      const result = compare([network, 1, 2], [checkpoint, channels, 2]);
      expect(result.unexplained).toEqual([]);
      expect(result.loads).toBe(result.causes.every(({ effect }) => effect !== 'refused'));
      expect(result.causes.some(({ dropped }) => dropped.length > 0)).toBe(result.dropped.length > 0);
    }),
    { numRuns: 60 },
  );
});

test('one changed stage is one cause, at that stage', () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.nat(),
      fc.constantFrom('featuresPerStage' as const, 'convsPerStage' as const),
      (network, seed, field) => {
        const stage = 1 + (seed % (network.stages - 1));
        fc.pre(network.bottleneckChannels === null || field === 'featuresPerStage');
        const changed = {
          ...network,
          [field]: network[field].map((value, index) => (index === stage ? value + 1 : value)),
        };
        expect(compare([network, 1, 2], [changed, 1, 2]).causes).toMatchObject([{ field, stage }]);
      },
    ),
    { numRuns: 60 },
  );
});
