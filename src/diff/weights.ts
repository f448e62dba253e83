import type { NetworkDescription, NetworkField } from '../nnunet/network/description.js';
import { type PredictedParameter, predictParameters } from '../nnunet/network/parameters.js';

/** What becomes of weights of A in the network of B. */
export interface Loading {
  /** Name of the first parameter of B that they cannot fill; `undefined` when they load. */
  readonly obstacle: string | undefined;
  /** Tensors of A that have no place in B and are left out without a word. */
  readonly dropped: number;
  /**
   * Whether an argument of the network keeps them from loading by itself: with it as in A, and everything else as in B, something would be missing.
   * `undefined` where arguments cannot be told apart, because the networks are of different kinds.
   */
  isObstructing(argument: string): boolean | undefined;
}

/** Fields of a description by the argument that decides them; other arguments decide no weights. */
const fieldsOfArguments: ReadonlyMap<string, NetworkField> = new Map([
  ['features_per_stage', 'featuresPerStage'],
  ['kernel_sizes', 'kernelSizes'],
  ['strides', 'strides'],
  ['n_conv_per_stage', 'convsPerStage'],
  ['n_blocks_per_stage', 'convsPerStage'],
  ['n_conv_per_stage_decoder', 'convsPerStageDecoder'],
  ['conv_bias', 'convBias'],
  ['norm_op', 'normalization'],
  ['dropout_op', 'dropout'],
  ['nonlin', 'activation'],
  ['nonlin_first', 'activationFirst'],
  ['stem_channels', 'stemChannels'],
  ['block', 'block'],
  ['bottleneck_channels', 'bottleneckChannels'],
]);

/** Equal networks. */
export const everythingLoads: Loading = { obstacle: undefined, dropped: 0, isObstructing: () => false };

/** Weights of a network that was built from A, loaded into one that is built from B. */
export function loadWeights(
  a: NetworkDescription,
  b: NetworkDescription,
  inputs: { readonly a: number; readonly b: number },
): Loading {
  const checkpoint = loaded(a, inputs.a);
  const network = loaded(b, inputs.b);
  const obstacle = obstacleBetween(checkpoint, network);
  const isSameKind = a.className === b.className && a.dimension === b.dimension && a.stages === b.stages;
  const withInputsOfB = inputs.a === inputs.b ? network : loaded(b, inputs.a);
  return {
    obstacle,
    dropped: countTensors([...checkpoint.values()].filter(({ name }) => !network.has(name))),
    isObstructing(argument) {
      if (obstacle === undefined) return false;
      if (!isSameKind) return undefined;
      const field = fieldsOfArguments.get(argument);
      if (field === undefined) return false;
      return obstacleBetween(loaded({ ...b, [field]: a[field] }, inputs.a), withInputsOfB) !== undefined;
    },
  };
}

/** What a checkpoint brings along or a network asks for. Segmentation layers are never loaded, so the number of their outputs does not matter. */
function loaded(network: NetworkDescription, inputs: number): ReadonlyMap<string, PredictedParameter> {
  const parameters = predictParameters(network, inputs, 1).filter(({ name }) => !name.includes('.seg_layers.'));
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

/** The first parameter that the checkpoint lacks, or has in another shape (nnunetv2/run/load_pretrained_weights.py). */
function obstacleBetween(
  checkpoint: ReadonlyMap<string, PredictedParameter>,
  network: ReadonlyMap<string, PredictedParameter>,
): string | undefined {
  for (const { name, shape } of network.values()) {
    const found = checkpoint.get(name)?.shape;
    if (found?.length !== shape.length || shape.some((size, i) => size !== found[i])) return name;
  }
  return undefined;
}

/** A tensor of the encoder is saved under four names. */
function countTensors(parameters: readonly PredictedParameter[]): number {
  return new Set(parameters.map(({ tensor }) => tensor)).size;
}
