import fc from 'fast-check';
import { countWeights, predictParameters } from '../../../src/nnunet/network/parameters.js';
import { weightsByPart } from '../../../src/nnunet/network/weights-by-part.js';
import { anyNetwork, plain, residual } from './example-networks.js';

type Parameters = ReturnType<typeof predictParameters>;

const stored = (parameters: Parameters, prefix = '') =>
  new Map(parameters.map(({ name, shape, tensor }) => [prefix + name, { shape, identity: String(tensor) }]));

test('no weight is lost or counted twice, whatever the network and whatever wraps it', () => {
  fc.assert(
    fc.property(anyNetwork, fc.constantFrom('', 'module.', 'module._orig_mod.'), (network, prefix) => {
      const parameters = predictParameters(network, 2, 3);
      const parts = weightsByPart(stored(parameters, prefix));
      expect(parts.reduce((sum, { weights }) => sum + weights, 0)).toBe(countWeights(parameters));
      expect(new Set(parts.map(({ part }) => part)).size).toBe(parts.length);
    }),
  );
});

test('parts in the order of the network', () => {
  const names = (parameters: Parameters) => weightsByPart(stored(parameters)).map(({ part }) => part);
  const { stages } = residual();
  const levels = [...new Array(stages - 1).keys()];
  expect(names(predictParameters(residual(), 1, 2))).toEqual([
    'stem',
    ...[...new Array(stages).keys()].map((stage) => `encoder ${stage}`),
    ...levels.map((level) => `decoder ${level}`),
    'segmentation',
  ]);
  expect(names(predictParameters(plain(), 1, 2))[0]).toBe('encoder 0');
});

test('names of a foreign network are cut short', () => {
  const tensors = new Map([
    ['backbone.layer1.conv.weight', { shape: [2, 3], identity: '0' }],
    ['backbone.layer1.conv.bias', { shape: [2], identity: '1' }],
    ['head', { shape: [], identity: '2' }],
  ]);
  expect(weightsByPart(tensors)).toEqual([
    { part: 'backbone.layer1', tensors: 2, weights: 8 },
    { part: 'head', tensors: 1, weights: 1 },
  ]);
});
