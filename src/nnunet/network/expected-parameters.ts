import type { JsonValue } from '../../io/json/value.js';
import { trainingChannels } from '../dataset/channels.js';
import { readLabels } from '../dataset/labels.js';
import type { Configuration } from '../plans/configuration.js';
import { builtNetwork, isLaterStage } from './built-network.js';
import type { NetworkDescription } from './description.js';
import { type PredictedParameter, predictParameters } from './parameters.js';
import { networkOfPlans, type TrainerNetwork } from './trainer-network.js';

/** Parameters of the network that nnU-Net would build, or why they cannot be told. */
export type ExpectedParameters =
  | {
      readonly parameters: readonly PredictedParameter[];
      readonly network: NetworkDescription;
      readonly reason?: undefined;
    }
  | { readonly parameters?: undefined; readonly reason: string };

/**
 * The network of a configuration together with its dataset: plans give the architecture, dataset.json the input channels and outputs.
 * Source: nnUNetTrainer.initialize and nnUNetPredictor.initialize_from_trained_model_folder.
 * @param trainer nnUNetTrainerBN and the Primus trainers build another network than plans say
 */
export function expectedParameters(
  configuration: Configuration,
  datasetJson: JsonValue | undefined,
  trainer: TrainerNetwork = networkOfPlans,
): ExpectedParameters {
  const built = builtNetwork(configuration, trainer);
  if (built.network === undefined) return built;
  const channels = trainingChannels(datasetJson);
  const labels = readLabels(datasetJson)?.manager;
  if (channels === undefined) return { reason: 'dataset.json does not name the channels' };
  if (labels === undefined) return { reason: 'dataset.json does not name the labels' };
  const inputs = channels + (isLaterStage(configuration) ? labels.foregroundLabels.length : 0);
  return { network: built.network, parameters: predictParameters(built.network, inputs, labels.segmentationHeads) };
}
