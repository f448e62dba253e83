import type { Installation } from '../installation/installation.js';
import { overrideIn } from '../installation/trainer-overrides.js';
import type { Configuration } from '../plans/configuration.js';
import { atStart } from '../plans/place-names.js';
import type { NetworkDescription } from './description.js';
import { forwardProblems } from './forward-problems.js';
import type { NetworkProblem, NetworkProblemCode } from './problem.js';
import type { NetworkReading } from './read-network.js';
import { readNetworkOnce } from './read-network-once.js';
import { networkOfTrainer } from './trainer-network.js';

/** Which question about the plans a problem of the network answers: one rule asks each. */
export type NetworkTopic =
  /** Values of a type that nnU-Net cannot use. */
  | 'types'
  /** Keys that the architecture block lacks. */
  | 'architecture keys'
  /** Keys that nnU-Net needs to convert legacy plans. */
  | 'legacy keys'
  /** Names of classes. */
  | 'classes'
  /** Names of arguments. */
  | 'arguments'
  /** Lists with one entry per stage, and how many stages there are. */
  | 'stages'
  /** Two or three dimensions. */
  | 'dimensions'
  /** How the patch goes through the network. */
  | 'patch'
  /** What fails only after the last epoch. */
  | 'late';

const topicOfCode: Readonly<Record<NetworkProblemCode, NetworkTopic>> = {
  'legacy-key-missing': 'legacy keys',
  'legacy-class-unknown': 'classes',
  'legacy-value-type': 'types',
  'legacy-dimension': 'dimensions',
  'architecture-type': 'types',
  'architecture-key-missing': 'architecture keys',
  'arguments-type': 'types',
  'import-list-type': 'types',
  'import-key-missing': 'arguments',
  'import-key-twice': 'arguments',
  'import-value-type': 'types',
  'network-class-type': 'types',
  'network-class-unknown': 'classes',
  'network-class-not-a-class': 'classes',
  'argument-unknown': 'arguments',
  'argument-missing': 'arguments',
  'argument-given-by-nnunet': 'arguments',
  'stages-type': 'types',
  'list-expected': 'types',
  'list-length': 'stages',
  'entry-type': 'types',
  'entry-negative': 'types',
  'too-few-convolutions': 'stages',
  'too-many-layers': 'stages',
  'operator-not-imported': 'arguments',
  'operator-none': 'classes',
  'operator-unsuitable': 'classes',
  'operator-arguments-type': 'types',
  'operator-argument-unknown': 'arguments',
  'operator-argument-missing': 'arguments',
  'operator-argument-value': 'arguments',
  'block-unknown': 'classes',
  'normalization-without-weights': 'classes',
  'strides-not-vectors': 'dimensions',
  'too-few-stages': 'stages',
  'patch-size-invalid': 'types',
  'patch-dimension': 'dimensions',
  'kernel-dimension': 'dimensions',
  'kernel-not-positive': 'types',
  'stride-dimension': 'dimensions',
  'stride-not-positive': 'types',
  'stride-type': 'types',
  'no-features': 'types',
  'normalization-dimension': 'dimensions',
  'dropout-dimension': 'dimensions',
  'activation-parameters': 'arguments',
  'patch-not-divisible': 'patch',
  'even-kernel': 'patch',
  'patch-too-small': 'patch',
  'single-voxel': 'patch',
  'output-not-target-size': 'patch',
  'output-not-patch-size': 'late',
};

/** A problem with its topic and the JSON pointer of the place in the plans file where the value that counts is written. */
export interface PlacedProblem extends NetworkProblem {
  readonly topic: NetworkTopic;
  readonly pointer: string;
}

export interface NetworkJudgement {
  readonly reading: NetworkReading;
  /** In the order in which a training meets them. */
  readonly problems: readonly PlacedProblem[];
}

/** Tells `2.0`, with which Python cannot count, from `2`. */
export interface WrittenNumbers {
  /** Whether the number at a JSON pointer is a Python float. */
  isFloat(pointer: string): boolean;
  /** False when no number below any key of that name is a float: cheaper to ask first. */
  mayHoldFloats(key: string): boolean;
}

const judged = new WeakMap<Configuration, NetworkJudgement>();

/**
 * Reads the network of a configuration once for all rules that ask about it, and sends a patch through it.
 * @param numbers how numbers of the plans file are written
 */
export function judgeNetwork(configuration: Configuration, numbers: WrittenNumbers): NetworkJudgement {
  const known = judged.get(configuration);
  if (known !== undefined) return known;
  const pointerOf = ([key, ...inside]: NetworkProblem['at']) => configuration.at(String(key ?? ''), ...inside);
  // Hundreds of numbers, in nearly all plans none of them a float: one look at the key tells for all below it.
  const isFloat = (at: NetworkProblem['at']) => {
    const key = at.findLast((part) => typeof part === 'string');
    return numbers.mayHoldFloats(String(key)) && numbers.isFloat(pointerOf(at));
  };
  const reading = readNetworkOnce((key) => configuration.get(key), { isFloat }, numbers);
  const { patchSize, batchSize } = configuration;
  const forward =
    reading.network === undefined || patchSize === undefined || !isPatch(patchSize)
      ? []
      : forwardOnce(reading.network, patchSize, batchSize);
  const judgement = {
    reading,
    problems: firstOfEachPlace(
      [...reading.problems, ...forward].map((problem) => ({
        ...problem,
        message: atStart(problem.message),
        topic: topicOfCode[problem.code],
        pointer: pointerOf(problem.at),
      })),
    ),
  };
  judged.set(configuration, judgement);
  return judgement;
}

const passed = new WeakMap<NetworkDescription, Map<string, readonly NetworkProblem[]>>();

/** {@link forwardProblems}, once for equal patches and batches through one network. */
function forwardOnce(
  network: NetworkDescription,
  patchSize: readonly number[],
  batchSize: number | undefined,
): readonly NetworkProblem[] {
  const ofNetwork = passed.get(network) ?? new Map<string, readonly NetworkProblem[]>();
  passed.set(network, ofNetwork);
  const key = `${patchSize.join()} ${batchSize}`;
  const problems =
    ofNetwork.get(key) ?? forwardProblems(network, patchSize, batchSize === undefined ? {} : { batchSize });
  ofNetwork.set(key, problems);
  return problems;
}

/** A patch of which no other rule says that it is none. */
function isPatch(size: readonly number[]): boolean {
  return (size.length === 2 || size.length === 3) && size.every((voxels) => voxels >= 1);
}

/** One value that is wrong in several ways is told once, by the question that nnU-Net stumbles over first. */
function firstOfEachPlace(problems: readonly PlacedProblem[]): readonly PlacedProblem[] {
  const isWithin = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);
  return problems.filter(
    ({ pointer, topic }, i) =>
      !problems
        .slice(0, i)
        .some((one) => one.topic !== topic && (isWithin(pointer, one.pointer) || isWithin(one.pointer, pointer))),
  );
}

/** A configuration as rules see it. */
export interface JudgedConfiguration {
  readonly configuration: Configuration;
  readonly plansFile: {
    readonly place: string;
    readonly trainer: string | undefined;
    readonly document: WrittenNumbers;
  };
}

/** What nnU-Net reads itself, before it asks the trainer for a network (ConfigurationManager.__init__, nnUNetTrainer.initialize). */
const beforeTrainer: ReadonlySet<NetworkProblemCode> = new Set([
  'legacy-key-missing',
  'legacy-class-unknown',
  'legacy-value-type',
  'legacy-dimension',
  'architecture-type',
  'architecture-key-missing',
]);

/** Met by a trainer that sets up its loss and deep supervision; prediction does neither. */
export function isOfLoss({ phase }: NetworkProblem): boolean {
  return phase === 'setup' || phase === 'loss';
}

/** Problems that a trainer with a network of its own does not meet are none. */
export function concernsTrainer(
  problem: NetworkProblem,
  { trainer }: JudgedConfiguration['plansFile'],
  installation?: Installation,
): boolean {
  if (trainer === undefined || beforeTrainer.has(problem.code)) return true;
  const network = networkOfTrainer(trainer, installation);
  if (network.kind === 'own' || network.isAssumed) return false;
  return !(isOfLoss(problem) && overrideIn(installation, trainer, 'loss') !== undefined);
}

/** Why something that looks wrong about one question is not judged: a trainer of somebody's own may build another network. */
export function leftToTrainer(
  topic: NetworkTopic,
  { configuration, plansFile }: JudgedConfiguration,
  installation?: Installation,
): string | undefined {
  const { trainer, document, place } = plansFile;
  if (trainer === undefined || place === 'embedded' || configuration.inheritanceProblem !== undefined) return undefined;
  const isLeft = judgeNetwork(configuration, document).problems.some(
    (problem) =>
      problem.topic === topic &&
      !(place === 'model' && isOfLoss(problem)) &&
      !concernsTrainer(problem, plansFile, installation),
  );
  if (!isLeft) return undefined;
  const network = networkOfTrainer(trainer, installation);
  return network.kind === 'own' ? network.reason : `${trainer} is not a trainer of nnU-Net and may build any network`;
}

/**
 * What is wrong with the network of a configuration, as far as one question goes; nothing where it cannot be told what the configuration inherits, or
 * which network its trainer builds.
 */
export function problemsAbout(
  topic: NetworkTopic,
  subject: JudgedConfiguration,
  installation?: Installation,
): readonly PlacedProblem[] {
  const { configuration, plansFile } = subject;
  // Nobody reads the plans in a checkpoint.
  if (plansFile.place === 'embedded' || configuration.inheritanceProblem !== undefined) return [];
  const { problems } = judgeNetwork(configuration, plansFile.document);
  // A predictor loads weights and sends patches through; targets and losses are no business of it.
  return problems.filter(
    (problem) =>
      problem.topic === topic &&
      !(plansFile.place === 'model' && isOfLoss(problem)) &&
      concernsTrainer(problem, plansFile, installation),
  );
}
