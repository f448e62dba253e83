import type { NetworkDescription } from './description.js';
import { LayerChecks } from './layer-checks.js';
import type { ProblemLog } from './problem.js';
import { reportConcatenation, reportResidual } from './size-mismatches.js';

/** Voxels per axis, in the axis order of the network. */
export type Shape = readonly number[];

/** What a batch looks like on its way; shorter lists where it does not get that far. */
export interface ForwardPass {
  /** After each encoder stage; the last is the bottleneck. */
  readonly encoder: readonly Shape[];
  /** Segmentation outputs, highest resolution first. */
  readonly outputs: readonly Shape[];
}

/**
 * Sends the shape of a patch through the network, as torch computes it, and notes in `log` where torch refuses.
 * Convolution: `floor((n + 2·floor((k − 1)/2) − k) / stride) + 1`; average pooling of a skip connection: `floor(n / stride)`;
 * transposed convolution: `n · stride`.
 * Source: dynamic_network_architectures 0.4.4, building_blocks/*.py; torch/nn/modules/conv.py.
 */
export function passForward(
  network: NetworkDescription,
  patch: Shape,
  batchSize: number,
  log: ProblemLog,
  phase: 'forward' | 'inference' = 'forward',
): ForwardPass {
  const checks = new LayerChecks(network, patch, batchSize, log, phase);
  const encoder: Shape[] = [];
  let size: Shape | undefined = patch;
  if (network.className !== 'PlainConvUNet') {
    size = checks.layer(size, { stage: 0, to: network.stemChannels ?? 0, kernel: kernelOf(network, 0) });
  }
  for (let stage = 0; stage < network.stages && size !== undefined; stage++) {
    size = encoderStage(network, stage, size, checks, log);
    if (size !== undefined) encoder.push(size);
  }
  if (size === undefined) return { encoder, outputs: [] };
  const outputs: Shape[] = [];
  for (let level = 0; level < network.stages - 1 && size !== undefined; level++) {
    size = decoderLevel(network, level, size, encoder, checks, log);
    if (size !== undefined) outputs.unshift(size);
  }
  return { encoder, outputs };
}

function encoderStage(
  network: NetworkDescription,
  stage: number,
  input: Shape,
  checks: LayerChecks,
  log: ProblemLog,
): Shape | undefined {
  const isPlain = network.className === 'PlainConvUNet';
  const to = network.featuresPerStage[stage] ?? 0;
  let from = stage === 0 ? (network.stemChannels ?? 0) : (network.featuresPerStage[stage - 1] ?? 0);
  let size: Shape | undefined = input;
  for (let index = 0; index < (network.convsPerStage[stage] ?? 0) && size !== undefined; index++) {
    const stride = index === 0 ? (network.strides[stage] ?? []) : ones(network);
    const kernel = kernelOf(network, stage);
    size = isPlain
      ? checks.layer(size, { stage, to, kernel, stride })
      : residualBlock(
          network,
          { stage, from, to, kernel, stride, width: network.bottleneckChannels?.[stage]?.[index] },
          size,
          checks,
          log,
        );
    from = to;
  }
  return size;
}

function decoderLevel(
  network: NetworkDescription,
  level: number,
  input: Shape,
  encoder: readonly Shape[],
  checks: LayerChecks,
  log: ProblemLog,
): Shape | undefined {
  const deep = network.stages - 1 - level;
  const stage = deep - 1;
  const skip = encoder[stage] ?? [];
  const upsampled = checks.transposed(input, deep);
  if (upsampled === undefined) return undefined;
  reportConcatenation(network, checks.patch, upsampled, skip, log);
  const to = network.featuresPerStage[stage] ?? 0;
  const kernel = kernelOf(network, stage);
  let size: Shape | undefined = skip;
  let from = 2 * to;
  for (let index = 0; index < (network.convsPerStageDecoder[level] ?? 0) && size !== undefined; index++) {
    size =
      network.className === 'ResidualUNet'
        ? residualBlock(
            network,
            { stage, from, to, kernel, stride: ones(network), width: undefined },
            size,
            checks,
            log,
          )
        : checks.layer(size, { stage, to, kernel });
    from = to;
  }
  return size;
}

interface Block {
  readonly stage: number;
  readonly from: number;
  readonly to: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  /** Inner width of a BottleneckD; `undefined` for a BasicBlockD. */
  readonly width: number | undefined;
}

/** Skip connection first (average pooling, then a projection where the widths differ), then the convolutions, then their sum. */
function residualBlock(
  network: NetworkDescription,
  block: Block,
  input: Shape,
  checks: LayerChecks,
  log: ProblemLog,
): Shape | undefined {
  const { stage, from, to, kernel, stride, width } = block;
  const pointwise = ones(network);
  const bare = { dropout: false, activation: false };
  let residual: Shape | undefined = input;
  if (stride.some((step) => step !== 1)) residual = checks.pooling(residual, stage, stride);
  if (residual !== undefined && from !== to)
    residual = checks.layer(residual, { stage, to, kernel: pointwise, ...bare });
  if (residual === undefined) return undefined;

  let size: Shape | undefined = input;
  if (width === undefined) {
    size = checks.layer(size, { stage, to, kernel, stride });
    if (size !== undefined) size = checks.layer(size, { stage, to, kernel, ...bare });
  } else {
    size = checks.layer(size, { stage, to: width, kernel: pointwise, dropout: false });
    if (size !== undefined) size = checks.layer(size, { stage, to: width, kernel, stride });
    if (size !== undefined) size = checks.layer(size, { stage, to, kernel: pointwise, ...bare });
  }
  if (size === undefined) return undefined;
  reportResidual(network, checks.patch, stage, size, residual, log);
  checks.activation(to);
  return size;
}

function kernelOf(network: NetworkDescription, stage: number): readonly number[] {
  return network.kernelSizes[stage] ?? ones(network);
}

function ones(network: NetworkDescription): number[] {
  return new Array<number>(network.dimension).fill(1);
}
