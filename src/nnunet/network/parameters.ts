import { type ConvolutionBlock, convolutionBlock, type Entry } from './convolution-block.js';
import type { NetworkDescription } from './description.js';

/** One entry of a network's state_dict. */
export interface PredictedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int64';
  /** Buffers are saved like parameters but not trained: the running statistics of BatchNorm. */
  readonly kind: 'parameter' | 'buffer';
  /** Entries with the same number are the same tensor under several names. */
  readonly tensor: number;
}

/**
 * Every entry of the state_dict that the network of these plans saves and loads, in its order.
 * `conv` and `norm` appear twice (as attributes and in `all_modules`), the encoder once more inside the decoder, so that an encoder tensor has four names.
 * Source: dynamic_network_architectures 0.4.4; names are the same since 2023-02.
 * @param inputChannels number of channels of the images, plus one per foreground label for the second stage of a cascade
 * @param heads number of segmentation outputs
 */
export function predictParameters(
  network: NetworkDescription,
  inputChannels: number,
  heads: number,
): readonly PredictedParameter[] {
  const ofNetwork = predicted.get(network) ?? new Map<string, readonly PredictedParameter[]>();
  predicted.set(network, ofNetwork);
  const sizes = `${inputChannels} ${heads}`;
  const parameters = ofNetwork.get(sizes) ?? listParameters(network, inputChannels, heads);
  ofNetwork.set(sizes, parameters);
  return parameters;
}

const predicted = new WeakMap<NetworkDescription, Map<string, readonly PredictedParameter[]>>();

function listParameters(network: NetworkDescription, inputChannels: number, heads: number): PredictedParameter[] {
  const encoder = encoderEntries(network, inputChannels);
  let tensors = 0;
  const numbers = new Map<string, number>();
  const numbered = (prefix: string, entry: Entry, key: string): PredictedParameter => {
    const tensor = numbers.get(key) ?? tensors++;
    numbers.set(key, tensor);
    return { name: prefix + entry.name, shape: entry.shape, dtype: entry.dtype, kind: entry.kind, tensor };
  };
  return [
    ...encoder.map((entry) => numbered('encoder.', entry, `encoder.${entry.sameAs}`)),
    ...encoder.map((entry) => numbered('decoder.encoder.', entry, `encoder.${entry.sameAs}`)),
    ...decoderEntries(network, heads).map((entry) => numbered('decoder.', entry, `decoder.${entry.sameAs}`)),
  ];
}

/** Number of weights to be trained: every tensor once, buffers not. */
export function countWeights(parameters: readonly PredictedParameter[]): number {
  const sizes = new Map<number, number>();
  for (const { kind, tensor, shape } of parameters) {
    if (kind === 'parameter')
      sizes.set(
        tensor,
        shape.reduce((product, size) => product * size, 1),
      );
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function encoderEntries(network: NetworkDescription, inputChannels: number): Entry[] {
  const entries: Entry[] = [];
  const isPlain = network.className === 'PlainConvUNet';
  const stem = network.stemChannels ?? inputChannels;
  const ones = axes(network, 1);
  if (!isPlain) {
    const kernel = network.kernelSizes[0] ?? ones;
    entries.push(...convolutionBlock('stem.convs.0.', { network, from: inputChannels, to: stem, kernel }));
  }
  for (let stage = 0; stage < network.stages; stage++) {
    const kernel = network.kernelSizes[stage] ?? ones;
    const to = network.featuresPerStage[stage] ?? 0;
    const from = stage === 0 ? stem : (network.featuresPerStage[stage - 1] ?? 0);
    for (let index = 0; index < (network.convsPerStage[stage] ?? 0); index++) {
      const input = index === 0 ? from : to;
      if (isPlain) {
        entries.push(...convolutionBlock(`stages.${stage}.0.convs.${index}.`, { network, from: input, to, kernel }));
        continue;
      }
      const strided = index === 0 && (network.strides[stage] ?? []).some((stride) => stride !== 1);
      const width = network.bottleneckChannels?.[stage]?.[index];
      const prefix = `stages.${stage}.blocks.${index}.`;
      entries.push(...residualBlock(prefix, { network, from: input, to, kernel, strided, width }));
    }
  }
  return entries;
}

/** Decoder levels count from the deepest up; all stages come first, then all transposed convolutions, then all segmentation layers. */
function decoderEntries(network: NetworkDescription, heads: number): Entry[] {
  const stages: Entry[] = [];
  const transposed: Entry[] = [];
  const segmentation: Entry[] = [];
  for (let level = 0; level < network.stages - 1; level++) {
    const deep = network.stages - 1 - level;
    const below = network.featuresPerStage[deep] ?? 0;
    const skip = network.featuresPerStage[deep - 1] ?? 0;
    const kernel = network.kernelSizes[deep - 1] ?? axes(network, 1);
    for (let index = 0; index < (network.convsPerStageDecoder[level] ?? 0); index++) {
      const from = index === 0 ? 2 * skip : skip;
      const block: ConvolutionBlock = { network, from, to: skip, kernel };
      stages.push(
        ...(network.className === 'ResidualUNet'
          ? residualBlock(`stages.${level}.blocks.${index}.`, { strided: false, basic: true, ...block })
          : convolutionBlock(`stages.${level}.convs.${index}.`, block)),
      );
    }
    transposed.push(
      ...convolution(
        `transpconvs.${level}.`,
        [below, skip, ...(network.strides[deep] ?? [])],
        network.convBias ? skip : undefined,
      ),
    );
    segmentation.push(...convolution(`seg_layers.${level}.`, [heads, skip, ...axes(network, 1)], heads));
  }
  return [...stages, ...transposed, ...segmentation];
}

interface ResidualBlock extends ConvolutionBlock {
  /** Whether the first convolution is strided in any axis: then the skip connection starts with an average pooling. */
  readonly strided: boolean;
  /** Inner width of a BottleneckD. */
  readonly width?: number | undefined;
  /** The decoder of ResidualUNet has BasicBlockD, whatever `block` says. */
  readonly basic?: boolean;
}

/** `BasicBlockD` or `BottleneckD` (building_blocks/residual.py). The skip connection has a convolution only where the widths differ, never with bias. */
function residualBlock(prefix: string, block: ResidualBlock): Entry[] {
  const { network, from, to, kernel, strided, width } = block;
  const ones = axes(network, 1);
  const bare = { network, dropout: false, activation: false };
  const entries: Entry[] = [];
  let last = 'conv2.';
  if (network.block === 'BottleneckD' && !block.basic) {
    const inner = width ?? 0;
    last = 'conv3.';
    entries.push(
      ...convolutionBlock(`${prefix}conv1.`, { network, from, to: inner, kernel: ones, dropout: false }),
      ...convolutionBlock(`${prefix}conv2.`, { network, from: inner, to: inner, kernel }),
      ...convolutionBlock(`${prefix}conv3.`, { from: inner, to, kernel: ones, ...bare }),
    );
  } else {
    entries.push(
      ...convolutionBlock(`${prefix}conv1.`, { network, from, to, kernel }),
      ...convolutionBlock(`${prefix}conv2.`, { from: to, to, kernel, ...bare }),
    );
  }
  const weights = network.activation?.weights ?? null;
  if (weights !== null) entries.push(...parameter(`${prefix}${last.replace('conv', 'nonlin')}weight`, [weights]));
  if (from !== to) {
    const skip = `${prefix}skip.${strided ? 1 : 0}.`;
    entries.push(...convolutionBlock(skip, { from, to, kernel: ones, bias: false, ...bare }));
  }
  return entries;
}

function convolution(prefix: string, weight: readonly number[], bias: number | undefined): Entry[] {
  return [...parameter(`${prefix}weight`, weight), ...(bias === undefined ? [] : parameter(`${prefix}bias`, [bias]))];
}

function parameter(name: string, shape: readonly number[]): Entry[] {
  return [{ name, shape, dtype: 'float32', kind: 'parameter', sameAs: name }];
}

function axes(network: NetworkDescription, size: number): number[] {
  return new Array<number>(network.dimension).fill(size);
}
