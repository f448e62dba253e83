import type { NetworkClassName } from './network-class.js';

/** Name and shape of an entry of a state_dict. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a checkpoint holds, as a list like that of a network. */
export function parametersIn(
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): readonly ParameterShape[] {
  return [...tensors].map(([name, { shape }]) => ({ name, shape }));
}

/** Shapes by name, as a network sees them. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

/** The convolution of a `ConvDropoutNormReLU`. */
export function convolutionAt(shapes: Shapes, block: string): readonly number[] | undefined {
  return shapes.get(`${block}.conv.weight`);
}

/** How many of `<prefix>0`, `<prefix>1`, … there are, each recognised by the entry `<prefix><index><suffix>`. */
export function countFrom(shapes: Shapes, prefix: string, suffix: string): number {
  let count = 0;
  while (shapes.has(`${prefix}${count}${suffix}`)) count++;
  return count;
}

/** Where the parts of a network stand; `undefined` when the names are of no U-Net of plans. */
export function classOf(shapes: Shapes): NetworkClassName | undefined {
  if (convolutionAt(shapes, 'encoder.stem.convs.0') !== undefined) {
    return convolutionAt(shapes, 'decoder.stages.0.blocks.0.conv1') === undefined
      ? 'ResidualEncoderUNet'
      : 'ResidualUNet';
  }
  return convolutionAt(shapes, 'encoder.stages.0.0.convs.0') === undefined ? undefined : 'PlainConvUNet';
}

/** The parts of one `ConvDropoutNormReLU` that leave entries, and their places in `all_modules`. */
export interface BlockTraces {
  readonly convBias: boolean;
  readonly affine: boolean;
  readonly bias: boolean;
  readonly trackRunningStats: boolean;
  /** Weights of a PReLU; `null` without one. */
  readonly activationWeights: number | null;
  /** Place of the normalization; `undefined` when it leaves no entries, or when there is none. */
  readonly normalizationIndex: number | undefined;
  readonly activationIndex: number | undefined;
}

export function tracesOf(shapes: Shapes, block: string): BlockTraces {
  const has = (name: string): boolean => shapes.has(`${block}.${name}`);
  const affine = has('norm.weight');
  const bias = has('norm.bias');
  const trackRunningStats = has('norm.running_mean');
  const weights = shapes.get(`${block}.nonlin.weight`);
  const mark = trackRunningStats ? 'running_mean' : bias ? 'bias' : affine ? 'weight' : undefined;
  const indices = [1, 2, 3];
  const normalizationIndex =
    mark === undefined ? undefined : indices.find((index) => has(`all_modules.${index}.${mark}`));
  const activationIndex =
    weights === undefined
      ? undefined
      : indices.find((index) => index !== normalizationIndex && has(`all_modules.${index}.weight`));
  return {
    convBias: has('conv.bias'),
    affine,
    bias,
    trackRunningStats,
    activationWeights: weights === undefined ? null : (weights[0] ?? 1),
    normalizationIndex,
    activationIndex,
  };
}

/**
 * Dropout and order of normalization and activation, from the places that they take in `all_modules`.
 * In a PlainConvUNet without PReLU, a normalization in second place may stand behind a dropout or behind an activation: the names do not tell.
 */
export function orderOf(
  { normalizationIndex, activationIndex, activationWeights }: BlockTraces,
  isPlain: boolean,
): { dropout: boolean; activationFirst: boolean; hiddenNormalization: boolean } {
  if (normalizationIndex === undefined) {
    // A PReLU further back stands behind something that leaves no entries: a normalization without weights, then a dropout.
    const before = (activationIndex ?? 1) - 1;
    return { dropout: before > 1, activationFirst: false, hiddenNormalization: before > 0 };
  }
  if (activationWeights !== null && activationIndex !== undefined) {
    const activationFirst = activationIndex < normalizationIndex;
    return { dropout: Math.min(activationIndex, normalizationIndex) > 1, activationFirst, hiddenNormalization: false };
  }
  return {
    dropout: normalizationIndex > 1,
    activationFirst: isPlain && normalizationIndex > 2,
    hiddenNormalization: false,
  };
}
