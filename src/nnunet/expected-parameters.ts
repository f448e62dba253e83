import type { JsonValue } from '../io/json/value.js';
import { trainingChannels } from './channels.js';
import { trainerNames } from './classes/trainer-names.js';
import { readLabels } from './labels.js';
import type { NetworkDescription } from './network/description.js';
import { type PredictedParameter, predictParameters } from './network/parameters.js';
import { readNetwork } from './network/read-network.js';
import { replacesNetwork } from './network/trainer-network.js';
import type { Configuration } from './plans/configuration.js';

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
 * @param trainer class name; nnUNetTrainerBN and the Primus trainers build another network than plans say
 */
export function expectedParameters(
  configuration: Configuration,
  datasetJson: JsonValue | undefined,
  trainer = 'nnUNetTrainer',
): ExpectedParameters {
  if (replacesNetwork(trainer)) return { reason: `${trainer} builds a network of its own, whatever the plans say` };
  if (!trainerNames.includes(trainer))
    return { reason: `${trainer} is not a trainer of nnU-Net; it may build any network` };
  const { network, problems, foreign } = readNetwork((key) => configuration.get(key), { trainer });
  if (network === undefined || problems.length > 0 || foreign.length > 0) {
    return {
      reason:
        foreign.length > 0
          ? `${foreign.join(', ')} is not known here`
          : 'the plans do not describe a network that can be built',
    };
  }
  const channels = trainingChannels(datasetJson);
  const labels = readLabels(datasetJson)?.manager;
  if (channels === undefined) return { reason: 'dataset.json does not tell the number of channels' };
  if (labels === undefined) return { reason: 'dataset.json does not tell the labels' };
  // A later stage of a cascade also sees the earlier one's segmentation, one channel for each foreground label.
  const inputs = channels + (configuration.get('previous_stage') == null ? 0 : labels.foregroundLabels.length);
  return { network, parameters: predictParameters(network, inputs, labels.segmentationHeads) };
}
