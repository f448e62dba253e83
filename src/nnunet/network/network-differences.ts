import type { JsonValue } from '../../io/json/value.js';
import { sameNumbers } from '../values/numbers.js';
import { argumentName, type NetworkDescription, type NetworkField } from './description.js';
import { resized, withClassOf, withDimensionOf } from './network-changes.js';

/** A network with the sizes that come from the dataset. */
export interface SizedNetwork {
  readonly network: NetworkDescription;
  readonly inputChannels: number;
  readonly heads: number;
  /** Where known: the place of the normalization in a block, moved back by dropout and by an activation before it. */
  readonly normalizationIndex?: number | undefined;
}

type DifferingField = NetworkField | 'inputChannels' | 'heads';

export interface NetworkDifference {
  readonly field: DifferingField;
  readonly stage?: number;
  readonly expected: JsonValue;
  readonly found: JsonValue;
  readonly message: string;
  /** The network so far, with this difference made too: after the last one it is the network of the checkpoint. */
  readonly changed: SizedNetwork;
}

/** A difference before it is made. */
interface Step extends Omit<NetworkDifference, 'changed' | 'message'> {
  readonly what: string;
  readonly make: (from: SizedNetwork) => SizedNetwork;
}

/** The differences that turn `target` (the network) into `source` (the checkpoint's), coarse ones first. */
export function* networkDifferences(target: SizedNetwork, source: SizedNetwork): Generator<NetworkDifference> {
  let current = target;
  for (const nextSteps of [classSteps, sizeSteps, stageSteps, blockSteps, layerSteps]) {
    for (const { what, make, ...step } of nextSteps(current, source)) {
      current = make(current);
      yield { ...step, message: `${what} (${argumentOf(step.field, target.network)})`, changed: current };
    }
  }
}

function argumentOf(field: DifferingField, network: NetworkDescription): string {
  if (field === 'inputChannels') return 'channel_names of dataset.json, and labels for a cascade';
  return field === 'heads' ? 'labels of dataset.json' : argumentName(field, network.className);
}

/** A difference in one field of the network, which `change` makes. */
function step(
  field: NetworkField,
  [expected, found]: readonly [JsonValue, JsonValue],
  what: string,
  change: Partial<NetworkDescription> | ((network: NetworkDescription) => NetworkDescription),
): Step {
  const changed = (network: NetworkDescription) =>
    typeof change === 'function' ? change(network) : { ...network, ...change };
  return { field, expected, found, what, make: (from) => ({ ...from, network: changed(from.network) }) };
}

/** One difference for each entry of a list that differs; further lists may change with it. */
function* entrySteps<
  K extends 'featuresPerStage' | 'kernelSizes' | 'strides' | 'convsPerStage' | 'convsPerStageDecoder',
>(
  field: K,
  a: NetworkDescription,
  b: NetworkDescription,
  what: (stage: number, found: NetworkDescription[K][number], expected: NetworkDescription[K][number]) => string,
  also: (network: NetworkDescription, stage: number) => Partial<NetworkDescription> = () => ({}),
): Generator<Step> {
  for (const [index, expected] of a[field].entries()) {
    const found = b[field][index] ?? expected;
    if (String(found) === String(expected)) continue;
    // The decoder's list stands deepest first.
    const stage = field === 'convsPerStageDecoder' ? a.stages - 2 - index : index;
    // Of the stride of stage 0 it is only known whether it is 1.
    const isUnknown = field === 'strides' && stage === 0;
    const values: [JsonValue, JsonValue] = isUnknown ? [null, null] : [plain(expected), plain(found)];
    const change = (network: NetworkDescription): NetworkDescription => ({
      ...network,
      [field]: replaced<unknown>(network[field], index, found),
      ...also(network, stage),
    });
    yield { ...step(field, values, what(stage, found, expected), change), stage };
  }
}

function plain(value: number | readonly number[]): JsonValue {
  return typeof value === 'number' ? value : [...value];
}

function* classSteps({ network: a }: SizedNetwork, { network: b }: SizedNetwork): Generator<Step> {
  if (a.className !== b.className) {
    const what = `the checkpoint is a ${b.className} and the network a ${a.className}`;
    yield step('className', [a.className, b.className], what, (network) => withClassOf(network, b));
  }
  if (a.dimension !== b.dimension) {
    const what = `the checkpoint has ${b.dimension} dimensions and the network ${a.dimension}`;
    yield step('dimension', [a.dimension, b.dimension], what, (network) => withDimensionOf(network, b));
  }
  if (a.stages !== b.stages) {
    const what = `the checkpoint has ${b.stages} stages and the network ${a.stages}`;
    yield step('stages', [a.stages, b.stages], what, (network) => resized(network, b));
  }
}

function* sizeSteps(a: SizedNetwork, b: SizedNetwork): Generator<Step> {
  const sizes = [
    ['inputChannels', 'takes', 'input channel'],
    ['heads', 'has', 'segmentation output'],
  ] as const;
  for (const [field, verb, noun] of sizes) {
    const [expected, found] = [a[field], b[field]];
    if (expected === found) continue;
    const what = `the checkpoint ${verb} ${count(found, noun)} and the network ${expected}`;
    yield { field, expected, found, what, make: (from) => ({ ...from, [field]: found }) };
  }
}

function* stageSteps({ network: a }: SizedNetwork, { network: b }: SizedNetwork): Generator<Step> {
  // A stem that is not given is as wide as stage 0: then both change together.
  const stemFollows = a.stemChannels === a.featuresPerStage[0] && b.stemChannels === b.featuresPerStage[0];
  const { stemChannels } = b;
  if (a.stemChannels !== stemChannels && !stemFollows) {
    const what = `the stem has ${stemChannels} features in the checkpoint and ${a.stemChannels} in the network`;
    yield step('stemChannels', [a.stemChannels, stemChannels], what, { stemChannels });
  }
  yield* entrySteps(
    'featuresPerStage',
    a,
    b,
    (stage, found, expected) =>
      `stage ${stage} has ${count(found, 'feature')} in the checkpoint and ${expected} in the network`,
    (_network, stage) => (stage === 0 && stemFollows ? { stemChannels } : {}),
  );
  const vector =
    (name: string) =>
    (stage: number, found: readonly number[], expected: readonly number[]): string =>
      name === 'stride' && stage === 0
        ? 'stage 0 is strided in one of the two only'
        : `stage ${stage} has ${name} ${found.join(' × ')} in the checkpoint and ${expected.join(' × ')} in the network`;
  yield* entrySteps('kernelSizes', a, b, vector('kernel'));
  yield* entrySteps('strides', a, b, vector('stride'));
}

/** How many blocks the stages have, and how wide they are inside. */
function* blockSteps({ network: a }: SizedNetwork, { network: b }: SizedNetwork): Generator<Step> {
  const widthsOf = ({ bottleneckChannels }: NetworkDescription, stage: number) => bottleneckChannels?.[stage] ?? [];
  const withWidths = (network: NetworkDescription, stage: number) => ({
    bottleneckChannels: network.bottleneckChannels && replaced(network.bottleneckChannels, stage, widthsOf(b, stage)),
  });
  const counted = (where: string, noun: string) => (stage: number, found: number, expected: number) =>
    `${where} ${stage} has ${count(found, noun)} in the checkpoint and ${expected} in the network`;
  if (a.block === b.block) {
    const layers = a.className === 'PlainConvUNet' ? 'convolution' : 'block';
    yield* entrySteps('convsPerStage', a, b, counted('stage', layers), withWidths);
    for (const [stage, expected] of a.convsPerStage.entries()) {
      const [own, other] = [widthsOf(a, stage), widthsOf(b, stage)];
      if ((b.convsPerStage[stage] ?? expected) !== expected || sameNumbers(own, other)) continue;
      const what = `the blocks of stage ${stage} are ${other.join(', ')} wide inside in the checkpoint and ${own.join(', ')} in the network`;
      const change = (network: NetworkDescription) => ({ ...network, ...withWidths(network, stage) });
      yield { ...step('bottleneckChannels', [[...own], [...other]], what, change), stage };
    }
  } else {
    const { block, bottleneckChannels, convsPerStage } = b;
    const what = `the blocks are ${block} in the checkpoint and ${a.block} in the network`;
    yield step('block', [a.block, block], what, { block, bottleneckChannels, convsPerStage });
  }
  const layers = a.className === 'ResidualUNet' ? 'block' : 'convolution';
  yield* entrySteps('convsPerStageDecoder', a, b, counted('the decoder at stage', layers));
}

/** What the blocks are made of. */
function* layerSteps(from: SizedNetwork, to: SizedNetwork): Generator<Step> {
  const { network: a } = from;
  const { network: b } = to;
  const { convBias, normalization, activation } = b;
  if (a.convBias !== convBias) {
    const what = convBias
      ? 'convolutions have a bias in the checkpoint and none in the network'
      : 'convolutions have no bias in the checkpoint and one in the network';
    yield step('convBias', [a.convBias, convBias], what, { convBias });
  }
  const order = { dropout: b.dropout, activationFirst: b.activationFirst };
  // Where a normalization stands is only known when it has weights.
  const isSeen = from.normalizationIndex !== undefined && to.normalizationIndex !== undefined;
  const [expected, found] = [normalizationText(a), normalizationText(b)];
  if (expected !== found) {
    const what = `the checkpoint has ${found} and the network ${expected}`;
    yield step('normalization', [expected, found], what, { normalization, ...(isSeen ? {} : order) });
  }
  if (isSeen && a.dropout !== b.dropout) {
    const has = b.dropout === null ? 'without' : 'with';
    const what = `the normalization is in another place of each block, as ${has} dropout in the checkpoint${a.className === 'PlainConvUNet' ? ' (nonlin_first does the same)' : ''}`;
    yield step('dropout', [a.dropout !== null, b.dropout !== null], what, order);
  } else if (isSeen && a.activationFirst !== b.activationFirst) {
    const what = 'activation and normalization are in another order';
    yield step('activationFirst', [a.activationFirst, b.activationFirst], what, order);
  }
  const place = isSeen ? {} : { ...order, normalization };
  const [weights, others] = [a.activation?.weights, activation?.weights];
  if (weights !== others) {
    const what = `the activation has ${weightText(others)} in the checkpoint and ${weightText(weights)} in the network`;
    yield step('activation', [weights ?? null, others ?? null], what, { activation, ...place });
  } else if (!isSeen && weights !== null) {
    const [own, other] = [partsBeforeActivation(a), partsBeforeActivation(b)];
    if (own === other) return;
    const what = `${other} parts without weights come before the activation in the checkpoint and ${own} in the network: a dropout, or a normalization without weights`;
    yield step('dropout', [own, other], what, place);
  }
}

function partsBeforeActivation({ dropout, normalization }: NetworkDescription): number {
  return Number(dropout !== null) + Number(normalization !== null);
}

function weightText(weights: number | null | undefined): string {
  return typeof weights === 'number' ? `${count(weights, 'weight')} (PReLU)` : 'no weights';
}

function normalizationText({ normalization }: NetworkDescription): string {
  if (normalization === null || !(normalization.affine || normalization.trackRunningStats)) {
    return 'no normalization with weights';
  }
  const { kind, affine, bias, trackRunningStats } = normalization;
  return `${kind} ${affine ? (bias ? 'with weight and bias' : 'with weight') : 'without weights'}${trackRunningStats ? ' and running statistics' : ''}`;
}

/** `1 block`, `2 blocks`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The list with one entry replaced. */
function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((entry, place) => (place === index ? value : entry));
}
