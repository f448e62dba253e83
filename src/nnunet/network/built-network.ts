import type { Configuration } from '../plans/configuration.js';
import type { NetworkDescription } from './description.js';
import { readNetworkOnce } from './read-network-once.js';
import type { TrainerNetwork } from './trainer-network.js';

/** A network, or why it cannot be told. */
export type BuiltNetwork =
  | { readonly network: NetworkDescription; readonly reason?: undefined }
  | { readonly network?: undefined; readonly reason: string };

/**
 * The network that a trainer builds from a configuration, before anything is known of its inputs and outputs.
 * @param trainer nnUNetTrainerBN and the Primus trainers build another network than plans say
 */
export function builtNetwork(configuration: Configuration, trainer: TrainerNetwork): BuiltNetwork {
  if (trainer.kind === 'own') return { reason: trainer.reason };
  const { network, problems, foreign } = readNetworkOnce((key) => configuration.get(key), { trainer: trainer.as });
  if (foreign.length > 0) return { reason: `its ${foreign.join(' and ')} is not known to nnplans` };
  if (network === undefined || problems.length > 0) {
    return { reason: 'the plans describe no network that can be built' };
  }
  return { network };
}

/** A later stage of a cascade also sees the earlier one's segmentation, one channel for each foreground label. */
export function isLaterStage(configuration: Configuration): boolean {
  return (configuration.get('previous_stage') ?? null) !== null;
}
