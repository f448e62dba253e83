import type { Configuration } from '../plans/configuration.js';
import { builtNetwork } from './built-network.js';
import type { TrainerNetwork } from './trainer-network.js';

/** How a trainer's network differs from that of other trainers with the same plans. */
export interface TrainedNetwork {
  /** Equal for trainers that build the same network. */
  readonly key: string;
  /** What it is: `a network of its own`, `the network of the plans with BatchNorm`. */
  readonly words: string;
}

/**
 * The network that a trainer builds from a configuration, as far as the trainer decides it. Most build what plans say; nnUNetTrainerBN exchanges the
 * normalization, Primus trainers the whole network, and none of them writes that into the plans.
 * @returns `undefined` where it cannot be told: plans without a network
 */
export function trainedNetwork(configuration: Configuration, trainer: TrainerNetwork): TrainedNetwork | undefined {
  if (trainer.kind === 'own') {
    // nnUNet_Primus_M_Trainer_BS8 trains the network of nnUNet_Primus_M_Trainer with another batch size.
    return { key: trainer.trainer.replace(/_BS\d.*$/, ''), words: 'a network of its own, whatever the plans say' };
  }
  const { network } = builtNetwork(configuration, trainer);
  if (network === undefined) return undefined;
  const kind = network.normalization?.kind ?? 'no normalization';
  return { key: kind, words: `the network of the plans with ${kind}` };
}
