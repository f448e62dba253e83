import type { Configuration } from '../plans/configuration.js';
import type { NetworkDescription } from './description.js';
import { readNetworkOnce } from './read-network-once.js';

/** How far a voxel of the bottleneck sees, along each axis of the network. */
export interface ReceptiveField {
  readonly voxels: readonly number[];
  /** `voxels · spacing`. */
  readonly millimetres: readonly number[];
}

/** The input voxels that one voxel of a layer depends on along one axis, relative to its own position; and the step between two of its neighbours. */
interface Extent {
  readonly before: number;
  readonly after: number;
  readonly step: number;
}

/**
 * Receptive field of the encoder at the bottleneck. For each convolution along an axis, with kernel k, padding floor((k − 1)/2) and a distance j (in input voxels)
 * between neighbouring voxels of its input:
 *
 *     before += padding · j,   after += (k − 1 − padding) · j,   then   j ·= stride
 *
 * which for PlainConvUNet is the usual `1 + Σ (k − 1) · Π (strides before)`. In a residual block both ways count: the convolutions, and the skip connection,
 * whose average pooling reaches `(stride − 1) · j` further; the field is their union. The receptive field of the whole network is larger, as the decoder convolves too.
 * @param spacing mm per axis, in the axis order of the network
 */
export function receptiveField(network: NetworkDescription, spacing: readonly number[]): ReceptiveField {
  const voxels = Array.from({ length: network.dimension }, (_, axis) => {
    const { before, after } = extentOfBottleneck(network, axis);
    return before + after + 1;
  });
  return { voxels, millimetres: voxels.map((extent, axis) => extent * (spacing[axis] ?? Number.NaN)) };
}

const known = new WeakMap<Configuration, ReceptiveField | null>();

/** {@link receptiveField} of a configuration, once for all who ask; `undefined` where the network cannot be read, or has other axes than the spacing. */
export function receptiveFieldOf(configuration: Configuration): ReceptiveField | undefined {
  const found = known.get(configuration);
  if (found !== undefined) return found ?? undefined;
  const { network } = readNetworkOnce((key) => configuration.get(key));
  const { spacing } = configuration;
  const field =
    network === undefined || spacing?.length !== network.dimension ? undefined : receptiveField(network, spacing);
  const isUsable = field?.millimetres.every(Number.isFinite) === true;
  known.set(configuration, isUsable ? field : null);
  return isUsable ? field : undefined;
}

function extentOfBottleneck(network: NetworkDescription, axis: number): Extent {
  const isPlain = network.className === 'PlainConvUNet';
  let extent: Extent = { before: 0, after: 0, step: 1 };
  if (!isPlain) extent = convolved(extent, network.kernelSizes[0]?.[axis] ?? 1, 1);
  for (let stage = 0; stage < network.stages; stage++) {
    const kernel = network.kernelSizes[stage]?.[axis] ?? 1;
    const strides = network.strides[stage] ?? [];
    const firstStride = strides[strides.length === 1 ? 0 : axis] ?? 1;
    for (let index = 0; index < (network.convsPerStage[stage] ?? 0); index++) {
      const stride = index === 0 ? firstStride : 1;
      extent = isPlain ? convolved(extent, kernel, stride) : throughBlock(network, extent, kernel, stride);
    }
  }
  return extent;
}

function convolved({ before, after, step }: Extent, kernel: number, stride: number): Extent {
  const padding = Math.floor((kernel - 1) / 2);
  return { before: before + padding * step, after: after + (kernel - 1 - padding) * step, step: step * stride };
}

/** BasicBlockD convolves twice, the first time with the stride; BottleneckD once, between two convolutions of one voxel. */
function throughBlock(network: NetworkDescription, extent: Extent, kernel: number, stride: number): Extent {
  const once = convolved(extent, kernel, stride);
  const main = network.block === 'BottleneckD' ? once : convolved(once, kernel, 1);
  const skip = { before: extent.before, after: extent.after + (stride - 1) * extent.step };
  return { before: Math.max(main.before, skip.before), after: Math.max(main.after, skip.after), step: main.step };
}
