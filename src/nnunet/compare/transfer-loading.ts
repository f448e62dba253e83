import type { JsonValue } from '../../io/json/value.js';
import type { NetworkDescription } from '../network/description.js';
import { type ParameterShape, parametersIn } from '../network/inferred-blocks.js';
import { networkForTransfer } from '../network/transfer-network.js';
import type { Configuration } from '../plans/configuration.js';
import { compareForPretraining, type PretrainingComparison } from './load-pretrained.js';

/** One side of a transfer, as far as its network goes. */
interface LoadingSide {
  readonly label: string;
  readonly configuration: Configuration;
  readonly plansFile: { readonly datasetJson: { readonly value: JsonValue | undefined } | undefined };
}

interface Weights {
  readonly kind: string;
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>;
}

/** One configuration on both sides of a transfer. */
export interface LoadingPair {
  readonly pretraining: LoadingSide;
  readonly finetuning: LoadingSide;
  /** Class of the trainer that made the weights, where it is known. */
  readonly trainedBy: string | undefined;
  readonly transfer: {
    /** Class of the trainer that is to finetune. */
    readonly trainer: string | undefined;
    readonly checkpoint:
      | {
          readonly content: {
            readonly checkpoint?: Weights | undefined;
            readonly fault?: { readonly message: string } | undefined;
          };
        }
      | undefined;
  };
}

/** What loading the pretrained weights comes to, or why that cannot be told. */
export type TransferLoading =
  | {
      readonly network: NetworkDescription;
      /** Parameters of the network that the finetuning plans build. */
      readonly wanted: readonly ParameterShape[];
      /** Of the checkpoint where there is one, else those of the network that the pretraining plans build. */
      readonly stored: readonly ParameterShape[];
      readonly comparison: PretrainingComparison;
      readonly reason?: undefined;
    }
  | { readonly comparison?: undefined; readonly reason: string };

const known = new WeakMap<LoadingPair, TransferLoading>();

/** Loads the weights of a transfer, once for all who ask. */
export function loadingOf(pair: LoadingPair): TransferLoading {
  const found = known.get(pair) ?? loaded(pair);
  known.set(pair, found);
  return found;
}

function loaded(pair: LoadingPair): TransferLoading {
  const { finetuning, transfer } = pair;
  const wanted = networkOf(finetuning, transfer.trainer);
  if (wanted.reason !== undefined) return { reason: `${finetuning.label}: ${wanted.reason}` };
  const stored = storedParameters(pair);
  if (stored.parameters === undefined) return stored;
  const comparison = compareForPretraining(wanted.parameters, stored.parameters);
  return { network: wanted.network, wanted: wanted.parameters, stored: stored.parameters, comparison };
}

type Stored =
  | { readonly parameters: readonly ParameterShape[] }
  | { readonly parameters?: undefined; readonly reason: string };

function storedParameters({ transfer, pretraining, trainedBy }: LoadingPair): Stored {
  const content = transfer.checkpoint?.content;
  if (content?.fault !== undefined) return { reason: `the checkpoint cannot be read: ${content.fault.message}` };
  if (content?.checkpoint !== undefined) {
    const { kind, tensors } = content.checkpoint;
    return kind === 'nnunet'
      ? { parameters: parametersIn(tensors) }
      : { reason: 'the checkpoint has no network_weights' };
  }
  const trained = networkOf(pretraining, trainedBy);
  return trained.reason === undefined ? trained : { reason: `${pretraining.label}: ${trained.reason}` };
}

function networkOf({ configuration, plansFile }: LoadingSide, trainer: string | undefined) {
  return networkForTransfer(configuration, plansFile.datasetJson?.value, trainer);
}
