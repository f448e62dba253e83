import { readArchitectureBlock } from './architecture-block.js';
import { constructNetwork } from './construct.js';
import type { ArchitectureBlock, ConfigurationGetter } from './constructor-arguments.js';
import { checkDeepSupervision } from './deep-supervision-setup.js';
import type { NetworkDescription, NetworkOrigin } from './description.js';
import { type LocatedNetwork, locateNetwork } from './network-class.js';
import {
  lookUpOperators,
  type Operator,
  type OperatorArgument,
  type UnresolvedName,
  unresolvedNames,
} from './operator-lookup.js';
import { activations, dropouts, normalizations } from './operators.js';
import { inOrderOfTraining, type NetworkProblem, ProblemLog, raises } from './problem.js';
import { type FloatTest, jsonOf, type PythonValue, representation } from './python-value.js';
import { checkArgumentNames } from './signature.js';
import { argumentsOfBatchNormTrainer } from './trainer-network.js';

/** What can be said about the network of a configuration. */
export interface NetworkReading {
  /** `undefined` when it cannot be built, or when something in it is not nnU-Net's own. */
  readonly network: NetworkDescription | undefined;
  /** What fails, in the order of a training, whatever the patch size; see `forwardProblems` for that. */
  readonly problems: readonly NetworkProblem[];
  /** Which keys the network stands in; `undefined` when nnU-Net finds neither. */
  readonly origin: NetworkOrigin | undefined;
  /** `network_class_name`, as written or as reconstructed from legacy keys. */
  readonly classPath: string | undefined;
  readonly networkClass: LocatedNetwork | undefined;
  /** Names that silently resolve to None: the network is trained without that operator. */
  readonly unresolved: readonly UnresolvedName[];
  /** Arguments that name something of which nothing is known here; with `network_class_name` the network itself is foreign. */
  readonly foreign: readonly string[];
}

export interface ReadingOptions {
  /** Tells `2.0` from `2`; without it every integral number counts as a Python int. */
  readonly isFloat?: FloatTest;
  /** Name of the trainer class: nnUNetTrainerBN builds another network, nnUNetTrainerNoDeepSupervision asks less of strides and stages. */
  readonly trainer?: string;
}

/**
 * Reads the network that a resolved configuration describes, and everything that keeps nnU-Net 2.8.1 with
 * dynamic_network_architectures 0.4.4 from building it.
 */
export function readNetwork(get: ConfigurationGetter, options: ReadingOptions = {}): NetworkReading {
  const log = new ProblemLog();
  const written = readArchitectureBlock(get, options.isFloat, log);
  const block = written && options.trainer === 'nnUNetTrainerBN' ? argumentsOfBatchNormTrainer(written, log) : written;
  if (block === undefined) {
    return {
      network: undefined,
      problems: log.problems,
      origin: get('architecture') === undefined ? undefined : 'architecture',
      classPath: undefined,
      networkClass: undefined,
      unresolved: [],
      foreign: [],
    };
  }
  const operators = lookUpOperators(block, log);
  const networkClass = locatedClass(block.networkClass, log);
  const foreign = foreignNames(operators, networkClass);
  let network: NetworkDescription | undefined;
  if (networkClass?.kind === 'known') {
    checkArgumentNames(block, networkClass.name, log);
    network = constructNetwork(block, networkClass.name, operators, classPath(block) ?? '', log);
    if (options.trainer !== 'nnUNetTrainerNoDeepSupervision') {
      checkDeepSupervision(block, operators.get('conv_op'), log);
    }
  }
  return {
    network,
    problems: inOrderOfTraining(log.problems),
    origin: block.origin,
    classPath: classPath(block),
    networkClass,
    unresolved: unresolvedNames(block, operators),
    foreign,
  };
}

function classPath(block: ArchitectureBlock): string | undefined {
  return block.networkClass.kind === 'str' ? block.networkClass.value : undefined;
}

function locatedClass(written: PythonValue, log: ProblemLog): LocatedNetwork | undefined {
  if (written.kind !== 'str') {
    log.add({
      code: 'network-class-type',
      phase: 'build',
      at: written.at,
      data: { found: jsonOf(written), type: written.kind },
      message: `network_class_name is ${representation(written)}; nnU-Net expects the dotted name of a Python class.`,
      exception: raises('AttributeError', `'${written.kind}' object has no attribute 'split'`),
    });
    return undefined;
  }
  const located = locateNetwork(written.value);
  if (located.kind === 'foreign') {
    log.add({
      code: 'network-class-unknown',
      phase: 'build',
      at: written.at,
      data: { found: written.value },
      message: `nnU-Net does not know the network class ${written.value}; without the code that brings it, it stops at an ImportError.`,
      exception: raises('ImportError', 'Network class could not be found, please check/correct your plans file'),
    });
  }
  if (located.kind === 'module') {
    log.add({
      code: 'network-class-not-a-class',
      phase: 'build',
      at: written.at,
      data: { found: written.value },
      message: `network_class_name is "${written.value}", which names a Python module, not a class.`,
      exception: raises('TypeError'),
    });
  }
  return located;
}

function foreignNames(
  operators: ReadonlyMap<OperatorArgument, Operator>,
  networkClass: LocatedNetwork | undefined,
): string[] {
  const names: string[] = [...operators]
    .filter(([argument, operator]) => isForeign(argument, operator))
    .map(([name]) => name);
  const isForeignNetwork = networkClass?.kind === 'foreign' || networkClass?.kind === 'other';
  return isForeignNetwork ? ['network_class_name', ...names] : names;
}

/** A class of torch that is not known in this role counts as foreign too: a dropout as activation, LayerNorm as normalization. */
function isForeign(argument: OperatorArgument, operator: Operator): boolean {
  if (operator.kind === 'foreign') return true;
  return operator.kind === 'torch' && !isKnownInRole(argument, operator.name);
}

function isKnownInRole(argument: OperatorArgument, name: string): boolean {
  switch (argument) {
    case 'norm_op':
      return normalizations.has(name);
    case 'dropout_op':
      return dropouts.has(name);
    case 'nonlin':
      return activations.has(name) || name === 'Identity';
    default:
      return true;
  }
}
