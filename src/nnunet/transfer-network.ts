import type { JsonValue } from '../io/json/value.js';
import { builtNetwork, isLaterStage } from './built-network.js';
import { trainingChannels } from './channels.js';
import { readLabels } from './labels.js';
import type { NetworkDescription } from './network/description.js';
import { type PredictedParameter, predictParameters } from './network/parameters.js';
import type { Configuration } from './plans/configuration.js';

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
 * @param trainer class name; nnUNetTrainerBN builds another network than plans say
 */
export function networkForTransfer(
  configuration: Configuration,
  datasetJson: JsonValue | undefined,
  trainer = 'nnUNetTrainer',
): TransferNetwork {
  const built = builtNetwork(configuration, trainer);
  if (built.network === undefined) return built;
  const channels = trainingChannels(datasetJson) ?? configuration.normalizationSchemes?.length;
  if (channels === undefined) return { reason: 'neither dataset.json nor the plans tell the number of channels' };
  const labels = readLabels(datasetJson)?.manager;
  const isLater = isLaterStage(configuration);
  if (isLater && labels === undefined) return { reason: 'dataset.json does not tell the labels of the cascade' };
  const inputs = channels + (isLater ? (labels?.foregroundLabels.length ?? 0) : 0);
  return {
    network: built.network,
    parameters: predictParameters(built.network, inputs, labels?.segmentationHeads ?? 2),
  };
}
