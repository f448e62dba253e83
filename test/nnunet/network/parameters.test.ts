import fc from 'fast-check';
import { countWeights, predictParameters } from '../../../src/nnunet/network/parameters.js';
import { networkOfTrainer } from '../../../src/nnunet/network/trainer-network.js';
import { anyNetwork, plain, residual, withBatchNormalization } from './example-networks.js';

test('the standard network has 292 entries, its residual relative 956', () => {
  expect(predictParameters(plain(), 1, 2)).toHaveLength(292);
  expect(predictParameters(residual(), 1, 2)).toHaveLength(956);
});

test('weights are counted once, however many names they have', () => {
  const parameters = predictParameters(plain(), 1, 3);
  // As torch counts them.
  expect(countWeights(parameters)).toBe(30_704_303);
  const first = parameters.filter(({ tensor }) => tensor === 0).map(({ name }) => name);
  expect(first).toEqual([
    'encoder.stages.0.0.convs.0.conv.weight',
    'encoder.stages.0.0.convs.0.all_modules.0.weight',
    'decoder.encoder.stages.0.0.convs.0.conv.weight',
    'decoder.encoder.stages.0.0.convs.0.all_modules.0.weight',
  ]);
});

test('running statistics are buffers: saved, but no weights', () => {
  const network = withBatchNormalization(plain());
  const parameters = predictParameters(network, 1, 3);
  expect(countWeights(parameters)).toBe(30_704_303);
  expect(
    parameters
      .filter(({ dtype }) => dtype === 'int64')
      .every(({ kind, shape }) => kind === 'buffer' && shape.length === 0),
  ).toBe(true);
  // Three more entries for each of the normalizations: 12 in the encoder under four names, 10 in the decoder under two.
  expect(parameters).toHaveLength(292 + 3 * (12 * 4 + 10 * 2));
});

test('trainers keep the network, but for the ones that build their own', () => {
  const as = (trainer: string) => {
    const network = networkOfTrainer(trainer);
    return network.kind === 'own' ? 'its own' : network.as;
  };
  expect(as('nnUNetTrainer')).toBe('nnUNetTrainer');
  expect(as('nnUNetTrainerDA5')).toBe('nnUNetTrainerDA5');
  expect(as('nnUNetTrainerBN')).toBe('nnUNetTrainerBN');
  expect(as('nnUNet_Primus_M_Trainer')).toBe('its own');
  expect(networkOfTrainer('nnUNetTrainerOfSomebody')).toMatchObject({ as: 'nnUNetTrainer', isAssumed: true });
});

test('input channels and heads each show in their own layers only', () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 9 }),
      (network, channels, heads) => {
        const one = predictParameters(network, channels, heads);
        const more = predictParameters(network, channels + 1, heads + 1);
        const changed = one
          .filter(({ shape }, index) => shape.join() !== more[index]?.shape.join())
          .map(({ name }) => name);
        const first = network.className === 'PlainConvUNet' ? 'stages.0.0.convs.0.' : 'stem.convs.0.';
        expect(changed.every((name) => name.includes('.seg_layers.') || name.includes(`encoder.${first}`))).toBe(true);
        expect(changed.filter((name) => name.includes('.seg_layers.'))).toHaveLength(2 * (network.stages - 1));
      },
    ),
  );
});
