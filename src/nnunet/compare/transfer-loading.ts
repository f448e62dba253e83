import type { JsonValue } from '../../io/json/value.js';
import type { Installation } from '../installation/installation.js';
import type { NetworkDescription } from '../network/description.js';
import { type ParameterShape, parametersIn } from '../network/inferred-blocks.js';
import { networkOfTrainer, type TrainerNetwork } from '../network/trainer-network.js';
import { networkForTransfer, type TransferNetwork } from '../network/transfer-network.js';
import type { Configuration } from '../plans/configuration.js';
import { compareForPretraining, loadPretrained, type PretrainingComparison } from './load-pretrained.js';

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
      readonly trainedBy: TrainerNetwork;
      /** A trainer of which it had to be assumed that it builds the network of the plans. */
      readonly assumed: string | undefined;
      readonly comparison: PretrainingComparison;
      readonly reason?: undefined;
    }
  | { readonly comparison?: undefined; readonly reason: string };

const known = new WeakMap<LoadingPair, { readonly installation: unknown; readonly loading: TransferLoading }>();

/**
 * Loads the weights of a transfer, once for all who ask.
 * @param installation the nnU-Net that will run, where it is known
 */
export function loadingOf(pair: LoadingPair, installation?: Installation): TransferLoading {
  const found = known.get(pair);
  if (found !== undefined && found.installation === installation) return found.loading;
  const loading = loaded(pair, installation);
  known.set(pair, { installation, loading });
  return loading;
}

function loaded(pair: LoadingPair, installation: Installation | undefined): TransferLoading {
  const { pretraining, finetuning, transfer } = pair;
  const trainer = networkOfTrainer(transfer.trainer ?? 'nnUNetTrainer', installation);
  const trainedBy = networkOfTrainer(pair.trainedBy ?? 'nnUNetTrainer', installation);
  const wanted = networkOf(finetuning, trainer);
  if (wanted.reason !== undefined) return { reason: `${finetuning.label}: ${wanted.reason}` };
  const described = () => networkOf(pretraining, trainedBy);
  const stored = storedParameters(pair, described);
  if (stored.parameters === undefined) return stored;
  const isAssumed = (one: TrainerNetwork) => one.kind === 'of the plans' && one.isAssumed;
  if (isAssumed(trainer) && isAssumed(trainedBy) && buildsOther(described(), stored.parameters)) {
    return {
      reason: `${trainedBy.trainer} built another network than the plans describe, and ${trainer.trainer} may do so too`,
    };
  }
  // Of the weights in a checkpoint nothing need be assumed.
  const predicted = transfer.checkpoint === undefined ? [trainer, trainedBy] : [trainer];
  return {
    network: wanted.network,
    wanted: wanted.parameters,
    stored: stored.parameters,
    trainedBy,
    assumed: predicted.find(isAssumed)?.trainer,
    comparison: compareForPretraining(wanted.parameters, stored.parameters),
  };
}

/** Whether weights show that their trainer does not build what the plans describe. */
function buildsOther(described: TransferNetwork, stored: readonly ParameterShape[]): boolean {
  if (described.reason !== undefined) return false;
  const { failures, dropped } = loadPretrained(described.parameters, stored);
  return failures.length + dropped.length > 0;
}

type Stored =
  | { readonly parameters: readonly ParameterShape[] }
  | { readonly parameters?: undefined; readonly reason: string };

function storedParameters({ transfer, pretraining }: LoadingPair, described: () => TransferNetwork): Stored {
  const content = transfer.checkpoint?.content;
  if (content?.fault !== undefined) return { reason: `the checkpoint cannot be read: ${content.fault.message}` };
  if (content?.checkpoint !== undefined) {
    const { kind, tensors } = content.checkpoint;
    return kind === 'nnunet'
      ? { parameters: parametersIn(tensors) }
      : { reason: 'the checkpoint has no network_weights' };
  }
  const trained = described();
  return trained.reason === undefined ? trained : { reason: `${pretraining.label}: ${trained.reason}` };
}

function networkOf({ configuration, plansFile }: LoadingSide, trainer: TrainerNetwork): TransferNetwork {
  return networkForTransfer(configuration, plansFile.datasetJson?.value, trainer);
}
