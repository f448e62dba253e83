import fc from 'fast-check';
import { inferNetwork } from '../../../src/nnunet/network/infer-network.js';
import type { ParameterShape } from '../../../src/nnunet/network/inferred-blocks.js';
import { predictParameters } from '../../../src/nnunet/network/parameters.js';
import { anyNetwork, plain, residual } from './example-networks.js';

const shapesOf = (...args: Parameters<typeof predictParameters>) =>
  predictParameters(...args).map(({ name, shape }) => ({ name, shape }));

test('every field that leaves a trace is read back from names and shapes', () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (network, channels, heads) => {
        const inferred = inferNetwork(shapesOf(network, channels, heads));
        expect(inferred).toMatchObject({
          kind: 'inferred',
          network,
          inputChannels: channels,
          heads,
          extra: [],
          missing: [],
        });
      },
    ),
  );
});

test('the standard networks are recognised with their sizes', () => {
  expect(inferNetwork(shapesOf(plain(), 2, 5))).toMatchObject({
    network: plain(),
    inputChannels: 2,
    heads: 5,
    prefix: '',
  });
  expect(inferNetwork(shapesOf(residual(), 1, 3))).toMatchObject({ network: residual(), inputChannels: 1, heads: 3 });
});

test.each(['module.', '_orig_mod.', 'module._orig_mod.'])('the prefix %s is taken off', (prefix) => {
  const wrapped = shapesOf(plain(), 1, 2).map(({ name, shape }) => ({ name: prefix + name, shape }));
  expect(inferNetwork(wrapped)).toMatchObject({ kind: 'inferred', prefix, network: plain(), extra: [], missing: [] });
});

test('what names do not tell is said to be undetermined', () => {
  const bare = inferNetwork(shapesOf(plain({ norm_op: null }), 1, 2));
  expect(bare).toMatchObject({
    undetermined: ['strides', 'activation', 'normalization', 'dropout', 'activationFirst'],
  });
  const dropout = inferNetwork(shapesOf(plain({ dropout_op: 'torch.nn.Dropout3d', dropout_op_kwargs: {} }), 1, 2));
  const swapped = inferNetwork(shapesOf(plain({ nonlin_first: true }), 1, 2));
  expect(swapped).toEqual(dropout);
  expect(dropout).toMatchObject({ undetermined: ['strides', 'activation', 'dropout', 'activationFirst'] });
});

test('entries of something else are listed', () => {
  const parameters = shapesOf(plain(), 1, 2).filter(({ name }) => name !== 'decoder.transpconvs.0.bias');
  const inferred = inferNetwork([...parameters, { name: 'classifier.weight', shape: [2, 320] }]);
  expect(inferred).toMatchObject({ extra: ['classifier.weight'], missing: ['decoder.transpconvs.0.bias'] });
});

test.each<[string, ParameterShape[]]>([
  ['nothing', []],
  ['another network', [{ name: 'swin.layers.0.weight', shape: [3, 3] }]],
  ['a convolution of no dimension', [{ name: 'encoder.stem.convs.0.conv.weight', shape: [32] }]],
  ['an encoder alone', shapesOf(plain(), 1, 2).filter(({ name }) => name.startsWith('encoder.'))],
])('%s is not recognised, and a reason given', (_, parameters) => {
  expect(inferNetwork(parameters)).toEqual({ kind: 'unrecognised', reason: expect.stringMatching(/\w/) });
});

test('no list of names and shapes makes it throw', () => {
  const names = shapesOf(residual(), 1, 2).map(({ name }) => name);
  const parameter = fc.record({
    name: fc.oneof(fc.constantFrom(...names), fc.string()),
    shape: fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(parameter, { maxLength: 60 }), (parameters) => {
      expect(['inferred', 'unrecognised']).toContain(inferNetwork(parameters).kind);
    }),
  );
});
