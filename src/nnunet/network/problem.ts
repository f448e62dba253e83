import type { JsonValue } from '../../io/json/value.js';
import type { ConfigurationPath } from './python-value.js';

/**
 * When nnU-Net meets a problem, in the order of a training:
 * - `resolve`: reading the configuration (plans_handler.py, ConfigurationManager)
 * - `build`: finding and constructing the network (get_network_from_plans.py, dynamic_network_architectures)
 * - `setup`: what the trainer prepares for deep supervision (nnUNetTrainer._build_loss, get_dataloaders)
 * - `forward`: the first batch goes through the network
 * - `loss`: outputs are compared with their downsampled targets
 * - `inference`: the prediction is put back into the volume, after the last epoch
 */
export type NetworkPhase = 'resolve' | 'build' | 'setup' | 'forward' | 'loss' | 'inference';

const networkPhases: readonly NetworkPhase[] = ['resolve', 'build', 'setup', 'forward', 'loss', 'inference'];

export type NetworkProblemCode =
  // resolve
  | 'legacy-key-missing'
  | 'legacy-class-unknown'
  | 'legacy-value-type'
  | 'legacy-dimension'
  // build: the architecture block
  | 'architecture-type'
  | 'architecture-key-missing'
  | 'arguments-type'
  | 'import-list-type'
  | 'import-key-missing'
  | 'import-key-twice'
  | 'import-value-type'
  | 'network-class-type'
  | 'network-class-unknown'
  | 'network-class-not-a-class'
  // build: the arguments of the class
  | 'argument-unknown'
  | 'argument-missing'
  | 'argument-given-by-nnunet'
  | 'stages-type'
  | 'list-expected'
  | 'list-length'
  | 'entry-type'
  | 'entry-negative'
  | 'too-few-convolutions'
  | 'too-many-layers'
  // build: convolution, normalization, activation, dropout, block
  | 'operator-not-imported'
  | 'operator-none'
  | 'operator-unsuitable'
  | 'operator-arguments-type'
  | 'operator-argument-unknown'
  | 'operator-argument-missing'
  | 'operator-argument-value'
  | 'block-unknown'
  | 'normalization-without-weights'
  // setup
  | 'strides-not-vectors'
  | 'too-few-stages'
  // forward
  | 'patch-size-invalid'
  | 'patch-dimension'
  | 'kernel-dimension'
  | 'kernel-not-positive'
  | 'stride-dimension'
  | 'stride-not-positive'
  | 'stride-type'
  | 'no-features'
  | 'normalization-dimension'
  | 'dropout-dimension'
  | 'activation-parameters'
  | 'patch-not-divisible'
  | 'even-kernel'
  | 'patch-too-small'
  | 'single-voxel'
  // loss, inference
  | 'output-not-target-size'
  | 'output-not-patch-size';

/** The Python exception that ends the run; `text` is its message, `null` where that depends on torch's version or is too long to promise. */
export interface PythonException {
  readonly type: string;
  readonly text: string | null;
}

/** One thing that makes nnU-Net fail, or (without an exception) train on nothing. */
export interface NetworkProblem {
  readonly code: NetworkProblemCode;
  readonly phase: NetworkPhase;
  /** The key in the configuration, in its own format: legacy plans are pointed at by legacy keys. */
  readonly at: ConfigurationPath;
  readonly data: { readonly [key: string]: JsonValue };
  /** What nnU-Net does, in one sentence. */
  readonly message: string;
  readonly exception: PythonException | null;
}

/** Gathers problems in the order in which the constructor meets them; the same problem at the same place is kept once. */
export class ProblemLog {
  private readonly found = new Map<string, NetworkProblem>();

  add(problem: NetworkProblem): void {
    const key = JSON.stringify([problem.code, problem.phase, problem.at]);
    const known = this.found.get(key);
    // What raises an exception after all counts more than what went on.
    if (known?.exception === null && problem.exception !== null) this.found.delete(key);
    if (!this.found.has(key)) this.found.set(key, problem);
  }

  get problems(): readonly NetworkProblem[] {
    return [...this.found.values()];
  }

  get isEmpty(): boolean {
    return this.found.size === 0;
  }
}

/** `exception` with the exact message. */
export function raises(type: string, text: string | null = null): PythonException {
  return { type, text };
}

/** The problems in the order in which a training meets them, within a phase what stops it first; the first is what the user sees. */
export function inOrderOfTraining(problems: readonly NetworkProblem[]): NetworkProblem[] {
  const rank = ({ phase, exception }: NetworkProblem): number =>
    2 * networkPhases.indexOf(phase) + (exception === null ? 1 : 0);
  return [...problems].sort((a, b) => rank(a) - rank(b));
}
