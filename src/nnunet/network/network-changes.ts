import type { NetworkDescription } from './description.js';

/** Changes that concern many fields at once, each as far as one difference between two networks reaches. */

/** `network` as a network of the class of `other`, with its blocks. */
export function withClassOf(network: NetworkDescription, other: NetworkDescription): NetworkDescription {
  if (network.className !== 'PlainConvUNet' && other.className !== 'PlainConvUNet') {
    return { ...network, className: other.className };
  }
  const { className, block, stemChannels } = other;
  return {
    ...network,
    className,
    block,
    stemChannels: stemChannels === null ? null : stemFor(network, other),
    convsPerStage: fitted(network.convsPerStage, other.convsPerStage),
    bottleneckChannels:
      other.bottleneckChannels === null
        ? null
        : fitted([...network.convsPerStage.map(() => [0])], other.bottleneckChannels),
    activationFirst: other.activationFirst,
  };
}

/** The stem is as wide as stage 0 unless plans say otherwise. */
function stemFor(network: NetworkDescription, other: NetworkDescription): number | null {
  return other.stemChannels === other.featuresPerStage[0] ? (network.featuresPerStage[0] ?? null) : other.stemChannels;
}

/** `network` in the dimensions of `other`, with its kernels and strides. */
export function withDimensionOf(network: NetworkDescription, other: NetworkDescription): NetworkDescription {
  const ones = new Array<number>(other.dimension).fill(1);
  const blank = network.kernelSizes.map(() => ones);
  return {
    ...network,
    dimension: other.dimension,
    kernelSizes: fitted(blank, other.kernelSizes),
    strides: fitted(blank, other.strides),
  };
}

/** `network` with as many stages as `other`: the deepest ones fall away, or are taken from it. */
export function resized(network: NetworkDescription, other: NetworkDescription): NetworkDescription {
  const resize = <T>(own: readonly T[], others: readonly T[]): T[] =>
    [...own, ...others.slice(own.length)].slice(0, other.stages);
  const fromTop = <T>(list: readonly T[]): T[] => [...list].reverse();
  return {
    ...network,
    stages: other.stages,
    featuresPerStage: resize(network.featuresPerStage, other.featuresPerStage),
    kernelSizes: resize(network.kernelSizes, other.kernelSizes),
    strides: resize(network.strides, other.strides),
    convsPerStage: resize(network.convsPerStage, other.convsPerStage),
    convsPerStageDecoder: fromTop(
      resize(fromTop(network.convsPerStageDecoder), fromTop(other.convsPerStageDecoder)).slice(0, other.stages - 1),
    ),
    bottleneckChannels:
      network.bottleneckChannels &&
      resize(
        network.bottleneckChannels,
        other.bottleneckChannels ?? other.convsPerStage.map((count) => new Array<number>(count).fill(1)),
      ),
  };
}

/** `values` at the places that `own` has, `own` where they end. */
function fitted<T>(own: readonly T[], values: readonly T[]): T[] {
  return own.map((entry, index) => values[index] ?? entry);
}
