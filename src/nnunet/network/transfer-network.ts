import type { JsonValue } from '../../io/json/value.js';
import { trainingChannels } from '../dataset/channels.js';
import { readLabels } from '../dataset/labels.js';
import type { Configuration } from '../plans/configuration.js';
import { builtNetwork, isLaterStage } from './built-network.js';
import type { NetworkDescription } from './description.js';
import { type PredictedParameter, predictParameters } from './parameters.js';
import { networkOfPlans, type TrainerNetwork } from './trainer-network.js';

/** A network with the sizes that a dataset gives to it. */
export interface SizedTransferNetwork {
  readonly network: NetworkDescription;
  readonly inputChannels: number;
  /** Segmentation outputs; 2 where dataset.json does not tell, since a transfer pays no heed to them. */
  readonly heads: number;
  readonly reason?: undefined;
}

export type TransferNetwork =
  | {
      readonly network: NetworkDescription;
      readonly parameters: readonly PredictedParameter[];
      readonly reason?: undefined;
    }
  | { readonly reason: string };

/**
 * The network of a configuration as far as `-pretrained_weights` looks at it: input channels matter, segmentation outputs do not. So less must be
 * known than for a whole network: without dataset.json each channel has a normalization scheme, and labels count for later stages of a cascade only,
 * which see the earlier stage's segmentation as one channel per foreground label (utilities/label_handling/label_handling.py).
 * @param trainer nnUNetTrainerBN builds another network than plans say
 */
export function networkForTransfer(
  configuration: Configuration,
  datasetJson: JsonValue | undefined,
  trainer: TrainerNetwork = networkOfPlans,
): TransferNetwork {
  const sized = sizedNetworkForTransfer(configuration, datasetJson, trainer);
  if (sized.reason !== undefined) return sized;
  const { network, inputChannels, heads } = sized;
  return { network, parameters: predictParameters(network, inputChannels, heads) };
}

/** {@link networkForTransfer} before its parameters are listed, which takes longest. */
export function sizedNetworkForTransfer(
  configuration: Configuration,
  datasetJson: JsonValue | undefined,
  trainer: TrainerNetwork,
): SizedTransferNetwork | { readonly network?: undefined; readonly reason: string } {
  const built = builtNetwork(configuration, trainer);
  if (built.network === undefined) return built;
  const channels = trainingChannels(datasetJson) ?? configuration.normalizationSchemes?.length;
  if (channels === undefined) return { reason: 'neither dataset.json nor the plans give the number of channels' };
  const labels = readLabels(datasetJson)?.manager;
  const isLater = isLaterStage(configuration);
  if (isLater && labels === undefined) return { reason: 'dataset.json does not name the labels of the cascade' };
  return {
    network: built.network,
    inputChannels: channels + (isLater ? (labels?.foregroundLabels.length ?? 0) : 0),
    heads: labels?.segmentationHeads ?? 2,
  };
}
