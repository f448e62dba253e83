import type { JsonValue } from '../../io/json/value.js';
import type { NetworkDescription } from '../network/description.js';
import { receptiveFieldOf } from '../network/receptive-field.js';
import type { Configuration } from '../plans/configuration.js';
import type { ConfigurationInFile } from '../plans/plans.js';
import { type Architecture, architectureOf } from './architecture.js';
import { isAlike, judgedNetwork, networkChanges } from './architecture-differences.js';
import { type Channels, channelsInOrder } from './channels.js';
import { configurationDifferences } from './configuration-differences.js';
import { inputsOf } from './inputs.js';
import type { Difference, Leaf } from './judgement.js';
import { everythingLoads, type Loading, loadWeights } from './loading.js';
import { plansDifferences } from './plans-differences.js';
import { areNear, defaultTolerances, type Tolerances } from './tolerances.js';
import { dataVerdict, type Verdict, weightsVerdict } from './verdicts.js';

/** What differs between two configurations, and what it means for weights and data that were made with the first and are used with the second. */
export interface Comparison {
  /** At the top of the plans, in the network, and in the rest of the configuration, in this order. */
  readonly differences: readonly Difference[];
  /** Whether weights trained with the first load into the network of the second by `-pretrained_weights` (nnunetv2/run/load_pretrained_weights.py). */
  readonly weights: Verdict;
  /** Whether data preprocessed for the first are what the second would make of the same images. */
  readonly data: Verdict;
}

/** {@link Comparison}, with what a diff of two files tells besides. */
export interface ComparedPair extends Comparison {
  /** The side whose network is written in the form before nnU-Net 2.3.1, when it is one alone. */
  readonly olderForm: 'A' | 'B' | undefined;
  readonly isSameNetwork: boolean;
}

const known = new WeakMap<Tolerances, WeakMap<Configuration, WeakMap<Configuration, Comparison>>>();

/** Everything that is to be said about two configurations with inheritance resolved. It is found out once, whoever asks. */
export function compareConfigurations(
  before: ConfigurationInFile,
  after: ConfigurationInFile,
  tolerances: Tolerances = defaultTolerances,
): Comparison {
  const ofTolerances = remembered(known, tolerances, () => new WeakMap());
  const ofBefore = remembered(ofTolerances, before.configuration, () => new WeakMap());
  return remembered(ofBefore, after.configuration, () => compared(before, after, tolerances));
}

/** The differences that count: neither noise nor names, which have rules of their own. */
export function differencesBetween(
  before: ConfigurationInFile,
  after: ConfigurationInFile,
  tolerances: Tolerances = defaultTolerances,
): readonly Difference[] {
  return compareConfigurations(before, after, tolerances).differences.filter(
    ({ isName, negligible }) => !isName && !negligible,
  );
}

/** The single values of {@link differencesBetween}, each with what follows from it alone. */
export function differingValues(differences: readonly Difference[]): readonly Leaf[] {
  return differences.flatMap(({ leaves }) => leaves.filter(({ negligible }) => !negligible));
}

/** The difference in one field, where it counts. */
export function differenceIn(
  field: string,
  before: ConfigurationInFile,
  after: ConfigurationInFile,
  tolerances: Tolerances = defaultTolerances,
): Difference | undefined {
  return differencesBetween(before, after, tolerances).find((difference) => difference.field === field);
}

function remembered<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function compared(before: ConfigurationInFile, after: ConfigurationInFile, tolerances: Tolerances): Comparison {
  const side = ({ configuration, plansFile: { plans, datasetJson } }: ConfigurationInFile) => ({
    plans,
    datasetJson: datasetJson?.value,
    configurations: [configuration],
  });
  const channels = channelsInOrder(side(before), side(after));
  const pair = { a: before.configuration, b: after.configuration };
  const shared = plansDifferences(before.plansFile.plans, after.plansFile.plans, [pair], channels, tolerances);
  return comparePair([before, after], shared, channels, tolerances);
}

/** @param shared differences that concern all configurations: those at the top of the plans, and of the channels */
export function comparePair(
  [before, after]: readonly [ConfigurationInFile, ConfigurationInFile],
  shared: readonly Difference[],
  channels: Channels,
  tolerances: Tolerances,
): ComparedPair {
  const pair = { a: before.configuration, b: after.configuration };
  const architectures = [architectureOf(pair.a), architectureOf(pair.b)] as const;
  const changes = networkChanges(...architectures, tolerances);
  const inputs = inputsOf([before, after], channels);
  const loading = loadingBetween(buildable(architectures[0]), buildable(architectures[1]), inputs);
  const network = judgedNetwork(changes, architectures, loading, pair.b);
  const differences = [...shared, ...network, ...configurationDifferences(pair, channels, tolerances)];
  return {
    differences,
    weights: weightsVerdict(...architectures, inputs, loading, differences),
    data: dataVerdict(differences),
    olderForm: olderForm(architectures[0].origin, architectures[1].origin),
    isSameNetwork: changes.length === 0,
  };
}

/** The network, where nnU-Net can build it and all of it is known here. */
function buildable({ reading }: Architecture): NetworkDescription | undefined {
  return reading.problems.length === 0 && reading.foreign.length === 0 ? reading.network : undefined;
}

function loadingBetween(
  a: NetworkDescription | undefined,
  b: NetworkDescription | undefined,
  inputs: { readonly a: number; readonly b: number },
): Loading | undefined {
  if (a === undefined || b === undefined) return undefined;
  return inputs.a === inputs.b && (a === b || isAlike(a, b)) ? everythingLoads : loadWeights(a, b, inputs);
}

function olderForm(a: string | undefined, b: string | undefined): 'A' | 'B' | undefined {
  if (a === undefined || b === undefined || a === b) return undefined;
  return a === 'legacy' ? 'A' : 'B';
}

/**
 * Whether prediction builds the same network from both. It sets up no deep supervision, so what the trainer alone would refuse does not matter
 * (inference/predict_from_raw_data.py, initialize_from_trained_model_folder).
 */
export function predictsWithSameNetwork(before: Configuration, after: Configuration): boolean {
  const [a, b] = [before, after].map((configuration) => {
    const { reading } = architectureOf(configuration);
    const isBuilt = reading.foreign.length === 0 && reading.problems.every(({ phase }) => phase === 'setup');
    return isBuilt ? reading.network : undefined;
  });
  return a !== undefined && b !== undefined && isAlike(a, b);
}

/** Whether two configurations name networks of different classes, both of which nnU-Net has. */
export function areOtherNetworks(before: Configuration, after: Configuration): boolean {
  const [a, b] = [before, after].map((configuration) => architectureOf(configuration).reading.network?.className);
  return a !== undefined && b !== undefined && a !== b;
}

/** Whether the deepest features see another extent of the body, in mm; `false` where that cannot be told. Its tolerance is that of the spacing. */
export function receptiveFieldDiffers(
  before: Configuration,
  after: Configuration,
  { spacingRelative, spacingAbsolute }: Tolerances = defaultTolerances,
): boolean {
  const [a, b] = [receptiveFieldOf(before), receptiveFieldOf(after)];
  if (a === undefined || b === undefined) return false;
  return !a.millimetres.every((extent, axis) => {
    const absolute = spacingAbsolute * (a.voxels[axis] ?? 1);
    return areNear(extent, b.millimetres[axis] ?? Number.NaN, spacingRelative, absolute);
  });
}

/** Fields in which two configurations differ so that preprocessing makes other data. What is missing or of the wrong type is another matter. */
export function dataDifferences(
  one: ConfigurationInFile,
  other: ConfigurationInFile,
  tolerances?: Tolerances,
): readonly string[] {
  const kindOf = (value: JsonValue | undefined) => (Array.isArray(value) ? 'list' : typeof (value ?? undefined));
  const found = differingValues(differencesBetween(one, other, tolerances))
    .filter(({ consequence }) => consequence === 'data must be preprocessed again')
    .filter(({ before, after }) => kindOf(before) !== 'undefined' && kindOf(before) === kindOf(after));
  return [...new Set(found.map(({ path }) => path[0] ?? ''))];
}
