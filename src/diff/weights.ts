import { argumentName, type NetworkDescription } from '../nnunet/network/description.js';
import { compareForPretraining } from '../nnunet/network/load-pretrained.js';
import { type PredictedParameter, predictParameters } from '../nnunet/network/parameters.js';

/** What becomes of weights of A in the network of B. */
export interface Loading {
  /** Name of the first parameter of B that they cannot fill; `undefined` when they load. */
  readonly obstacle: string | undefined;
  /** Tensors of A that have no place in B and are left out without a word. */
  readonly dropped: number;
  /** Arguments of the network that keep them from loading; `undefined` where these cannot be told apart. */
  readonly obstructing: ReadonlySet<string> | undefined;
}

/** Segmentation layers are never loaded, so the number of their outputs does not matter here. */
const anyHeads = 1;

/** Weights of a network that was built from A, loaded into one that is built from B. */
export function loadWeights(
  a: NetworkDescription,
  b: NetworkDescription,
  inputs: { readonly a: number; readonly b: number },
): Loading {
  const checkpoint = predictParameters(a, inputs.a, anyHeads);
  const { first, dropped, causes } = compareForPretraining(predictParameters(b, inputs.b, anyHeads), checkpoint);
  const isSameKind = a.className === b.className && a.dimension === b.dimension && a.stages === b.stages;
  const refused = causes.flatMap(({ effect, field }) => {
    const isOfPlans = field !== 'inputChannels' && field !== 'heads' && field !== 'prefix' && field !== 'foreign';
    if (effect !== 'refused' || !isOfPlans) return [];
    // Both put the layers of a block at other places, and weights do not tell which of the two it was.
    return field === 'dropout' ? ['dropout_op', 'nonlin_first'] : [argumentName(field, b.className)];
  });
  return {
    obstacle: first?.name,
    dropped: countTensors(dropped, checkpoint),
    obstructing: isSameKind ? new Set(refused) : undefined,
  };
}

/** A tensor of the encoder is saved under four names. */
function countTensors(names: readonly string[], parameters: readonly PredictedParameter[]): number {
  const tensors = new Map(parameters.map(({ name, tensor }) => [name, tensor]));
  return new Set(names.map((name) => tensors.get(name))).size;
}
