import type { Installation } from '../installation/installation.js';
import { trainerNames } from '../installation/trainer-names.js';
import { overrideOf, overrideText } from '../installation/trainer-overrides.js';
import type { ArchitectureBlock } from './constructor-arguments.js';
import { convolutions, locateOperator } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import type { PythonValue } from './python-value.js';

/** Trainers shipped with nnU-Net 2.8.1 that replace the network of the plans by one that plans do not tell. */
function replacesNetwork(trainer: string): boolean {
  return /^(AbstractPrimus|nnUNet_Primus|_Primus)/.test(trainer);
}

/** The network that a trainer builds, as far as its name and its source tell. */
export type TrainerNetwork =
  | {
      readonly kind: 'of the plans';
      readonly trainer: string;
      /** The trainer of nnU-Net that builds the same: nnUNetTrainerBN exchanges the normalization. */
      readonly as: string;
      /** The source of the trainer is not known, or does not tell; most keep the network. */
      readonly isAssumed: boolean;
    }
  /** Plans do not tell it. */
  | { readonly kind: 'own'; readonly trainer: string; readonly reason: string };

/** @param installation the nnU-Net that will run, where it is known: there the source of a trainer tells */
export function networkOfTrainer(trainer: string, installation?: Installation): TrainerNetwork {
  if (replacesNetwork(trainer)) {
    return { kind: 'own', trainer, reason: `${trainer} builds a network of its own, whatever the plans say` };
  }
  if (trainerNames.includes(trainer)) return { kind: 'of the plans', trainer, as: trainer, isAssumed: false };
  const source = installation?.trainer(trainer);
  const override = source === undefined ? undefined : overrideOf(source, 'network');
  if (override !== undefined) return { kind: 'own', trainer, reason: overrideText(trainer, 'network', override) };
  const stock = source?.stock ?? [];
  const replacing = stock.find(replacesNetwork);
  if (replacing !== undefined) {
    return { kind: 'own', trainer, reason: `${trainer} extends ${replacing}, which builds a network of its own` };
  }
  return {
    kind: 'of the plans',
    trainer,
    as: stock.find((one) => one === 'nnUNetTrainerBN') ?? stock[0] ?? 'nnUNetTrainer',
    // What it makes of the plans before it builds the network is not followed.
    isAssumed: source?.isComplete !== true || stock.length === 0 || overrideOf(source, 'plans') !== undefined,
  };
}

/** What nnUNetTrainer and most others build. */
export const networkOfPlans: TrainerNetwork = networkOfTrainer('nnUNetTrainer');

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
