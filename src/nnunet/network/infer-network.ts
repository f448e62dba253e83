import { sameNumbers } from '../values/numbers.js';
import type { NetworkDescription, NetworkField, Normalization } from './description.js';
import {
  type BlockTraces,
  classOf,
  convolutionAt,
  countFrom,
  orderOf,
  type ParameterShape,
  type Shapes,
  tracesOf,
} from './inferred-blocks.js';
import { networkModule } from './network-class.js';
import type { Dimension } from './operators.js';
import { predictParameters } from './parameters.js';

/** A network as its weights tell. */
export interface InferredNetwork {
  readonly kind: 'inferred';
  readonly network: NetworkDescription;
  readonly inputChannels: number;
  readonly heads: number;
  /** What stands before every name: `module.` of DistributedDataParallel, `_orig_mod.` of torch.compile, or nothing. */
  readonly prefix: string;
  /** Place of the normalization in `all_modules`; dropout and activation before it move it back. */
  readonly normalizationIndex: number | undefined;
  /** Fields that leave no trace in names and shapes here, so that their value is only the most likely one. The stride of stage 0 never does. */
  readonly undetermined: readonly NetworkField[];
  /** Entries that this network would not have, or has in another shape. */
  readonly extra: readonly string[];
  /** Entries of this network that are not there. */
  readonly missing: readonly string[];
}

export interface UnrecognisedNetwork {
  readonly kind: 'unrecognised';
  readonly reason: string;
}

const wrappers = ['module.', '_orig_mod.'] as const;

/**
 * Reads the architecture back from the names and shapes of a state_dict: the inverse of `predictParameters`.
 * Predicting the result again gives the same entries, unless `extra` or `missing` say otherwise.
 */
export function inferNetwork(parameters: readonly ParameterShape[]): InferredNetwork | UnrecognisedNetwork {
  const prefix = commonPrefix(parameters);
  const shapes: Shapes = new Map(parameters.map(({ name, shape }) => [name.slice(prefix.length), shape]));
  const className = classOf(shapes);
  if (className === undefined) {
    return { kind: 'unrecognised', reason: 'the names of its weights are not those of a U-Net that plans describe' };
  }
  const isPlain = className === 'PlainConvUNet';
  const first = isPlain ? 'encoder.stages.0.0.convs.0' : 'encoder.stem.convs.0';
  const firstShape = convolutionAt(shapes, first) ?? [];
  const dimension = dimensionOf(firstShape);
  if (dimension === undefined) {
    return { kind: 'unrecognised', reason: 'its first convolution has no one, two or three dimensions' };
  }
  const encoder = encoderStages(shapes, isPlain);
  const stages = encoder.length;
  const heads = shapes.get('decoder.seg_layers.0.weight')?.[0];
  if (heads === undefined || stages < 2) {
    return { kind: 'unrecognised', reason: 'it has no segmentation layers: an encoder alone, perhaps' };
  }
  const decoderPart = className === 'ResidualUNet' ? 'blocks' : 'convs';
  const decoderSuffix = className === 'ResidualUNet' ? '.conv1.conv.weight' : '.conv.weight';
  const traces = tracesOf(shapes, first);
  const order = orderOf(traces, isPlain);
  const stem = isPlain ? null : (firstShape[0] ?? 0);
  const features = encoder.map(({ features }) => features);
  const isBottleneck = encoder.some(({ widths }) => widths !== undefined);
  const network: NetworkDescription = {
    origin: 'architecture',
    className,
    classPath: `${networkModule}.${className}`,
    dimension,
    stages,
    featuresPerStage: features,
    kernelSizes: encoder.map(({ kernel }) => kernel),
    strides: stridesOf(shapes, stages, dimension, isPlain),
    convsPerStage: encoder.map(({ count }) => count),
    convsPerStageDecoder: Array.from({ length: stages - 1 }, (_, level) =>
      countFrom(shapes, `decoder.stages.${level}.${decoderPart}.`, decoderSuffix),
    ),
    convBias: traces.convBias,
    normalization: normalizationOf(traces, dimension, order.hiddenNormalization),
    dropout: order.dropout ? (dimension === 1 ? 'Dropout' : `Dropout${dimension}d`) : null,
    activation:
      traces.activationWeights === null
        ? { name: 'LeakyReLU', weights: null }
        : { name: 'PReLU', weights: traces.activationWeights },
    activationFirst: order.activationFirst,
    stemChannels: stem,
    block: isPlain ? null : isBottleneck ? 'BottleneckD' : 'BasicBlockD',
    bottleneckChannels: isBottleneck ? encoder.map(({ widths }) => widths ?? []) : null,
  };
  const inputChannels = firstShape[1] ?? 0;
  return {
    kind: 'inferred',
    network,
    inputChannels,
    heads,
    prefix,
    normalizationIndex: traces.normalizationIndex,
    undetermined: undeterminedFields(traces, isPlain),
    ...differences(shapes, predictParameters(network, inputChannels, heads)),
  };
}

function commonPrefix(parameters: readonly ParameterShape[]): string {
  let prefix = '';
  for (let found = true; found && parameters.length > 0; ) {
    const wrapper = wrappers.find((text) => parameters.every(({ name }) => name.startsWith(prefix + text)));
    found = wrapper !== undefined;
    prefix += wrapper ?? '';
  }
  return prefix;
}

function dimensionOf(weight: readonly number[]): Dimension | undefined {
  const dimension = weight.length - 2;
  return dimension === 1 || dimension === 2 || dimension === 3 ? dimension : undefined;
}

interface EncoderStage {
  readonly features: number;
  readonly kernel: readonly number[];
  readonly count: number;
  /** Inner widths of BottleneckD blocks. */
  readonly widths: readonly number[] | undefined;
}

function encoderStages(shapes: Shapes, isPlain: boolean): EncoderStage[] {
  const stages: EncoderStage[] = [];
  for (let stage = 0; ; stage++) {
    const prefix = `encoder.stages.${stage}.${isPlain ? '0.convs' : 'blocks'}.`;
    const count = countFrom(shapes, prefix, isPlain ? '.conv.weight' : '.conv1.conv.weight');
    if (count === 0) return stages;
    const conv = (name: string): readonly number[] | undefined => convolutionAt(shapes, `${prefix}${name}`);
    const last = isPlain ? conv('0') : (conv('0.conv3') ?? conv('0.conv2'));
    const isBottleneck = !isPlain && conv('0.conv3') !== undefined;
    const main = isPlain ? conv('0') : conv(isBottleneck ? '0.conv2' : '0.conv1');
    stages.push({
      features: last?.[0] ?? 0,
      kernel: main?.slice(2) ?? [],
      count,
      widths: isBottleneck ? Array.from({ length: count }, (_, index) => conv(`${index}.conv1`)?.[0] ?? 0) : undefined,
    });
  }
}

/** Strides are the kernels of the transposed convolutions; of stage 0 only residual networks tell whether there is one, and only if it has a projection. */
function stridesOf(shapes: Shapes, stages: number, dimension: Dimension, isPlain: boolean): (readonly number[])[] {
  const isStrided = !isPlain && shapes.has('encoder.stages.0.blocks.0.skip.1.conv.weight');
  const first = new Array<number>(dimension).fill(isStrided ? 2 : 1);
  const others = Array.from({ length: stages - 1 }, (_, index) => {
    const level = stages - 2 - index;
    return shapes.get(`decoder.transpconvs.${level}.weight`)?.slice(2) ?? new Array<number>(dimension).fill(1);
  });
  return [first, ...others];
}

function normalizationOf(traces: BlockTraces, dimension: Dimension, hidden: boolean): Normalization | null {
  const { affine, bias, trackRunningStats } = traces;
  if (!affine && !trackRunningStats && !hidden) return null;
  return {
    kind: trackRunningStats ? 'BatchNorm' : 'InstanceNorm',
    dimension,
    affine,
    bias,
    trackRunningStats,
    eps: 1e-5,
  };
}

function undeterminedFields(traces: BlockTraces, isPlain: boolean): NetworkField[] {
  const fields: NetworkField[] = ['strides'];
  const { normalizationIndex, activationWeights } = traces;
  if (activationWeights === null) fields.push('activation');
  if (normalizationIndex === undefined) fields.push('normalization', 'dropout', 'activationFirst');
  else if (isPlain && activationWeights === null && normalizationIndex === 2) fields.push('dropout', 'activationFirst');
  return fields;
}

function differences(shapes: Shapes, predicted: readonly ParameterShape[]): Pick<InferredNetwork, 'extra' | 'missing'> {
  const expected: Shapes = new Map(predicted.map(({ name, shape }) => [name, shape]));
  const fits = (name: string, shape: readonly number[]): boolean => sameNumbers(expected.get(name), shape);
  return {
    extra: [...shapes].filter(([name, shape]) => !fits(name, shape)).map(([name]) => name),
    missing: [...expected.keys()].filter((name) => !shapes.has(name)),
  };
}
