import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/io/json/value.js';
import { member } from '../../../src/io/json/value.js';
import type { NetworkDescription } from '../../../src/nnunet/network/description.js';
import { type NetworkReading, type ReadingOptions, readNetwork } from '../../../src/nnunet/network/read-network.js';

/** The 3d_fullres network that nnU-Net plans for many datasets. */
export const plainArguments: JsonObject = {
  n_stages: 6,
  features_per_stage: [32, 64, 128, 256, 320, 320],
  conv_op: 'torch.nn.modules.conv.Conv3d',
  kernel_sizes: [
    [1, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
  ],
  strides: [
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [1, 2, 2],
  ],
  n_conv_per_stage: [2, 2, 2, 2, 2, 2],
  n_conv_per_stage_decoder: [2, 2, 2, 2, 2],
  conv_bias: true,
  norm_op: 'torch.nn.modules.instancenorm.InstanceNorm3d',
  norm_op_kwargs: { eps: 1e-5, affine: true },
  dropout_op: null,
  dropout_op_kwargs: null,
  nonlin: 'torch.nn.LeakyReLU',
  nonlin_kwargs: { inplace: true },
};

/** The residual encoder of nnUNetPlannerResEncL, with the same kernels and strides. */
export const residualArguments: JsonObject = {
  ...Object.fromEntries(Object.entries(plainArguments).filter(([key]) => key !== 'n_conv_per_stage')),
  n_blocks_per_stage: [1, 3, 4, 6, 6, 6],
  n_conv_per_stage_decoder: [1, 1, 1, 1, 1],
};

export function architecture(arch_kwargs: JsonValue, name = 'PlainConvUNet'): JsonObject {
  return {
    architecture: {
      network_class_name: `dynamic_network_architectures.architectures.unet.${name}`,
      arch_kwargs,
      _kw_requires_import: ['conv_op', 'norm_op', 'dropout_op', 'nonlin'],
    },
  };
}

export function read(configuration: JsonObject, options: ReadingOptions = {}): NetworkReading {
  return readNetwork((key) => member(configuration, key), options);
}

/** The network of a configuration that nnU-Net can build. */
export function networkOf(configuration: JsonObject): NetworkDescription {
  const { network, problems } = read(configuration);
  if (network === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return network;
}

export const plain = (changes: JsonObject = {}): NetworkDescription =>
  networkOf(architecture({ ...plainArguments, ...changes }));

export const residual = (changes: JsonObject = {}): NetworkDescription =>
  networkOf(architecture({ ...residualArguments, ...changes }, 'ResidualEncoderUNet'));

/** Small networks of all three classes whose every field leaves a trace in names and shapes, except the stride of stage 0. */
export const anyNetwork: fc.Arbitrary<NetworkDescription> = fc
  .record({
    className: fc.constantFrom('PlainConvUNet' as const, 'ResidualEncoderUNet' as const, 'ResidualUNet' as const),
    dimension: fc.constantFrom(2 as const, 3 as const),
    stages: fc.integer({ min: 2, max: 4 }),
    seeds: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    convBias: fc.boolean(),
    trackRunningStats: fc.boolean(),
    prelu: fc.boolean(),
    bottleneck: fc.boolean(),
  })
  .map(({ className, dimension, stages, seeds, convBias, trackRunningStats, prelu, bottleneck }) => {
    let used = 0;
    const draw = (count: number): number => (seeds[used++ % seeds.length] ?? 0) % count;
    const perStage = <T>(length: number, value: () => T): T[] => Array.from({ length }, value);
    const vector = (choices: readonly number[]): number[] =>
      perStage(dimension, () => choices[draw(choices.length)] ?? 1);
    const isPlain = className === 'PlainConvUNet';
    const featuresPerStage = perStage(stages, () => 1 + draw(5));
    const convsPerStage = perStage(stages, () => 1 + draw(3));
    const isBottleneck = !isPlain && bottleneck;
    const ones = new Array<number>(dimension).fill(1);
    return {
      origin: 'architecture',
      className,
      classPath: `dynamic_network_architectures.architectures.unet.${className}`,
      dimension,
      stages,
      featuresPerStage,
      kernelSizes: perStage(stages, () => vector([1, 3, 5])),
      strides: [ones, ...perStage(stages - 1, () => vector([1, 2, 3]))],
      convsPerStage,
      convsPerStageDecoder: perStage(stages - 1, () => 1 + draw(2)),
      convBias,
      normalization: {
        kind: trackRunningStats ? 'BatchNorm' : 'InstanceNorm',
        dimension,
        affine: true,
        bias: true,
        trackRunningStats,
        eps: 1e-5,
      },
      dropout: null,
      activation: prelu ? { name: 'PReLU', weights: 1 } : { name: 'LeakyReLU', weights: null },
      activationFirst: false,
      stemChannels: isPlain ? null : 1 + draw(5),
      block: isPlain ? null : isBottleneck ? 'BottleneckD' : 'BasicBlockD',
      bottleneckChannels: isBottleneck ? convsPerStage.map((count) => perStage(count, () => 1 + draw(4))) : null,
    };
  });

/** The network of nnUNetTrainerBN (training/nnUNetTrainer/variants/network_architecture/nnUNetTrainerBN.py). */
export function withBatchNormalization(network: NetworkDescription): NetworkDescription {
  return {
    ...network,
    normalization: {
      kind: 'BatchNorm',
      dimension: network.dimension,
      affine: true,
      bias: true,
      trackRunningStats: true,
      eps: 1e-5,
    },
  };
}
