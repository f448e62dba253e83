import { trainerNames } from '../installation/trainer-names.js';
import type { ArchitectureBlock } from './architecture.js';
import type { NetworkDescription } from './description.js';
import { convolutions, locateOperator } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import type { PythonValue } from './python-value.js';

/** Trainers shipped with nnU-Net 2.8.1 that replace the network of the plans by one that plans do not tell. */
export function replacesNetwork(trainer: string): boolean {
  return /^(AbstractPrimus|nnUNet_Primus|_Primus)/.test(trainer);
}

/** Why plans do not tell which network a trainer builds; `undefined` where they do. */
export function ownNetwork(trainer: string): string | undefined {
  if (replacesNetwork(trainer)) return `${trainer} builds a network of its own, whatever the plans say`;
  return trainerNames.includes(trainer)
    ? undefined
    : `${trainer} is not a trainer of nnU-Net and may build any network`;
}

/**
 * The network that a trainer of nnU-Net builds from plans that describe `network`.
 * @returns `undefined` for trainers whose network plans do not tell; foreign trainers are taken to keep the network
 */
export function networkOfTrainer(network: NetworkDescription, trainer: string): NetworkDescription | undefined {
  if (replacesNetwork(trainer)) return undefined;
  return trainer === 'nnUNetTrainerBN' ? withBatchNormalization(network) : network;
}

/** The network of nnUNetTrainerBN (training/nnUNetTrainer/variants/network_architecture/nnUNetTrainerBN.py). */
export function withBatchNormalization(network: NetworkDescription): NetworkDescription {
  return {
    ...network,
    normalization: {
      kind: 'BatchNorm',
      dimension: network.dimension,
      affine: true,
      bias: true,
      trackRunningStats: true,
      eps: 1e-5,
    },
  };
}

/** What nnUNetTrainerBN writes into the arguments before it builds the network; it insists on a `norm_op` to replace. */
export function argumentsOfBatchNormTrainer(block: ArchitectureBlock, log: ProblemLog): ArchitectureBlock | undefined {
  const at = block.pathOf('norm_op');
  if (!block.arguments.has('norm_op')) {
    log.add({
      code: 'argument-missing',
      phase: 'build',
      at,
      data: { name: 'norm_op', class: 'nnUNetTrainerBN' },
      message: 'nnUNetTrainerBN replaces norm_op, and arch_kwargs has none; it stops there.',
      exception: raises(
        'RuntimeError',
        "'norm_op' not found in arch_init_kwargs. This does not look like an architecture I can hack BN into. This trainer only works with default nnU-Net architectures.",
      ),
    });
    return undefined;
  }
  const conv = block.arguments.get('conv_op');
  const located = conv?.kind === 'str' ? locateOperator(conv.value) : undefined;
  const dimension = located?.kind === 'torch' ? convolutions.get(located.name) : undefined;
  // Without a convolution building fails all the same, with what is said about conv_op.
  if (dimension === undefined) return block;
  const name: PythonValue = { kind: 'str', value: `torch.nn.modules.batchnorm.BatchNorm${dimension}d`, at };
  const kwargsAt = block.pathOf('norm_op_kwargs');
  const kwargs: PythonValue = {
    kind: 'dict',
    entries: new Map<string, PythonValue>([
      ['eps', { kind: 'float', value: 1e-5, at: kwargsAt }],
      ['affine', { kind: 'bool', value: true, at: kwargsAt }],
    ]),
    at: kwargsAt,
  };
  return {
    ...block,
    arguments: new Map([...block.arguments, ['norm_op', name], ['norm_op_kwargs', kwargs]]),
  };
}
