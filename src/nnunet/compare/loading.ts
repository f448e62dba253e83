import { fieldOfArgument, type NetworkDescription } from '../network/description.js';
import type { ParameterShape } from '../network/inferred-blocks.js';
import { predictParameters } from '../network/parameters.js';
import { loadPretrained } from './load-pretrained.js';

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

/** Equal networks. */
export const everythingLoads: Loading = { obstacle: undefined, dropped: 0, isObstructing: () => false };

/** Weights of a network that was built from A, loaded into one that is built from B. */
export function loadWeights(
  a: NetworkDescription,
  b: NetworkDescription,
  inputs: { readonly a: number; readonly b: number },
): Loading {
  // Segmentation layers are never loaded, so the number of their outputs does not matter.
  const checkpoint = predictParameters(a, inputs.a, 1);
  const network = predictParameters(b, inputs.b, 1);
  const { failures, dropped } = loadPretrained(network, checkpoint);
  const isSameKind = a.className === b.className && a.dimension === b.dimension && a.stages === b.stages;
  const isDropped = new Set(dropped);
  let withInputsOfA: readonly ParameterShape[] | undefined;
  return {
    obstacle: failures[0]?.name,
    // A tensor of the encoder is saved under four names.
    dropped: new Set(checkpoint.filter(({ name }) => isDropped.has(name)).map(({ tensor }) => tensor)).size,
    isObstructing(argument) {
      if (failures.length === 0) return false;
      if (!isSameKind) return undefined;
      const field = fieldOfArgument(argument);
      if (field === undefined) return false;
      withInputsOfA ??= inputs.a === inputs.b ? network : predictParameters(b, inputs.a, 1);
      const mixed = predictParameters({ ...b, [field]: a[field] }, inputs.a, 1);
      return loadPretrained(withInputsOfA, mixed).failures.length > 0;
    },
  };
}
