import type { NetworkClassName } from './network-class.js';
import type { BlockName, Dimension, NormalizationKind } from './operators.js';
import type { ConfigurationPath } from './python-value.js';

/** Normalization after each convolution. */
export interface Normalization {
  readonly kind: NormalizationKind;
  /** What its input must have; `null`: any. */
  readonly dimension: Dimension | null;
  /** Whether it has a weight, and with it a bias unless {@link bias} says no. */
  readonly affine: boolean;
  readonly bias: boolean;
  readonly trackRunningStats: boolean;
  readonly eps: number;
}

export interface Activation {
  readonly name: string;
  /** Number of weights (`num_parameters` of PReLU); null for all others, which have none. */
  readonly weights: number | null;
}

/** Which keys of a configuration a network was read from. */
export type NetworkOrigin = 'architecture' | 'legacy';

/**
 * The network that a configuration describes, in one form for all formats of plans: every scalar is spread over the stages, every default is filled in.
 * Stages count from the input; kernels and strides are in axis order of the network (after `transpose_forward`), in voxels.
 */
export interface NetworkDescription {
  readonly origin: NetworkOrigin;
  readonly className: NetworkClassName;
  /** `network_class_name` as written, or what nnU-Net makes of `UNet_class_name`. */
  readonly classPath: string;
  readonly dimension: Dimension;
  readonly stages: number;
  readonly featuresPerStage: readonly number[];
  readonly kernelSizes: readonly (readonly number[])[];
  readonly strides: readonly (readonly number[])[];
  /** Convolutions (PlainConvUNet) or residual blocks (the others) of each encoder stage. */
  readonly convsPerStage: readonly number[];
  /** Convolutions or (ResidualUNet) blocks of each decoder stage, deepest first; one less than stages. */
  readonly convsPerStageDecoder: readonly number[];
  readonly convBias: boolean;
  readonly normalization: Normalization | null;
  /** Name of the dropout class. */
  readonly dropout: string | null;
  readonly activation: Activation | null;
  /** Convolution, activation, normalization instead of convolution, normalization, activation (PlainConvUNet only). */
  readonly activationFirst: boolean;
  /** Features of the stem (residual classes); equal to those of stage 0 unless plans say otherwise. */
  readonly stemChannels: number | null;
  readonly block: BlockName | null;
  /** For each stage the inner width of each block (BottleneckD only). */
  readonly bottleneckChannels: readonly (readonly number[])[] | null;
}

/** Fields of a description that stand for one key of the plans. */
export type NetworkField =
  | 'className'
  | 'dimension'
  | 'stages'
  | 'featuresPerStage'
  | 'kernelSizes'
  | 'strides'
  | 'convsPerStage'
  | 'convsPerStageDecoder'
  | 'convBias'
  | 'normalization'
  | 'dropout'
  | 'activation'
  | 'activationFirst'
  | 'stemChannels'
  | 'block'
  | 'bottleneckChannels';

const argumentNames: ReadonlyMap<NetworkField, string> = new Map([
  ['dimension', 'conv_op'],
  ['stages', 'n_stages'],
  ['featuresPerStage', 'features_per_stage'],
  ['kernelSizes', 'kernel_sizes'],
  ['strides', 'strides'],
  ['convsPerStageDecoder', 'n_conv_per_stage_decoder'],
  ['convBias', 'conv_bias'],
  ['normalization', 'norm_op'],
  ['dropout', 'dropout_op'],
  ['activation', 'nonlin'],
  ['activationFirst', 'nonlin_first'],
  ['stemChannels', 'stem_channels'],
  ['block', 'block'],
  ['bottleneckChannels', 'bottleneck_channels'],
]);

const legacyNames: ReadonlyMap<NetworkField, string> = new Map([
  ['className', 'UNet_class_name'],
  ['dimension', 'patch_size'],
  ['stages', 'n_conv_per_stage_encoder'],
  ['featuresPerStage', 'UNet_base_num_features'],
  ['kernelSizes', 'conv_kernel_sizes'],
  ['strides', 'pool_op_kernel_sizes'],
  ['convsPerStage', 'n_conv_per_stage_encoder'],
  ['convsPerStageDecoder', 'n_conv_per_stage_decoder'],
]);

/** The name of the encoder's list: convolutions for PlainConvUNet, blocks for the residual classes. */
export function encoderArgument(className: NetworkClassName): string {
  return className === 'PlainConvUNet' ? 'n_conv_per_stage' : 'n_blocks_per_stage';
}

/** The constructor argument of a field, as in `arch_kwargs`. */
export function argumentName(field: NetworkField, className: NetworkClassName): string {
  return field === 'convsPerStage' ? encoderArgument(className) : (argumentNames.get(field) ?? 'network_class_name');
}

/** The field that an argument of the constructor decides; `undefined` for arguments that decide no weights. */
export function fieldOfArgument(argument: string): NetworkField | undefined {
  if (argument === 'n_conv_per_stage' || argument === 'n_blocks_per_stage') return 'convsPerStage';
  return [...argumentNames].find(([, name]) => name === argument)?.[0];
}

/** The key of the configuration that holds a field, with the list indices below it. */
export function pathOfField(
  network: Pick<NetworkDescription, 'origin' | 'className'>,
  field: NetworkField,
  ...indices: readonly number[]
): ConfigurationPath {
  if (network.origin === 'legacy') {
    const key = legacyNames.get(field);
    if (key !== undefined) return field === 'featuresPerStage' ? [key] : [key, ...indices];
    return ['UNet_class_name'];
  }
  if (field === 'className') return ['architecture', 'network_class_name'];
  return ['architecture', 'arch_kwargs', argumentName(field, network.className), ...indices];
}
