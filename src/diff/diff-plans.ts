import { pointer } from '../io/json/value.js';
import type { Channels } from '../nnunet/compare/channels.js';
import { type ComparedPair, comparePair } from '../nnunet/compare/comparison.js';
import { consequences } from '../nnunet/compare/consequence.js';
import type { FieldChange } from '../nnunet/compare/field-change.js';
import { fieldAt } from '../nnunet/compare/fields.js';
import { atTop, type Difference, judged } from '../nnunet/compare/judgement.js';
import { intensityKey, type Pair, plansDifferences } from '../nnunet/compare/plans-differences.js';
import { defaultTolerances, type Tolerances } from '../nnunet/compare/tolerances.js';
import type { Verdict } from '../nnunet/compare/verdicts.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { wordList } from '../nnunet/words/wording.js';
import { type Change, type ConfigurationVerdict, changeOf, type PlansDiff, pairName } from './change.js';
import { alignChannels } from './channels.js';
import { onceWhereWritten } from './inherited.js';
import { matchConfigurations } from './match-configurations.js';
import type { DiffSide } from './side.js';
import { noPlansBecause, wholeFileDiff } from './whole-file.js';

/**
 * What differs between two plans, or between one configuration of each, and what it means: whether weights trained with A load into the network of
 * B, whether data preprocessed for A serve B, and what follows from each difference.
 *
 * Configurations are compared with their inheritance resolved; networks by what they are, however they are written. Any JSON value may stand in the
 * place of plans.
 * @throws NoSuchConfiguration when a side does not have the configuration that was asked for
 */
export function diffPlans(a: DiffSide, b: DiffSide, given: Partial<Tolerances> = {}): PlansDiff {
  const tolerances = { ...defaultTolerances, ...given };
  const reason = noPlansBecause(a, b);
  if (reason !== undefined) return wholeFileDiff(a, b, reason, tolerances);
  const channels = alignChannels(a, b);
  const matching = matchConfigurations(a, b, channels, tolerances);
  const pairs = [...matching.pairs, ...matching.renamed];
  const shared = [...channelChanges(channels), ...plansDifferences(a.plans, b.plans, pairs, channels, tolerances)];
  const compared = pairs.map((pair) => ({ pair, ...comparePair(sidesOf(pair, a, b), shared, channels, tolerances) }));
  const verdicts = compared.map(({ pair, weights, data }) => ({ a: pair.a.name, b: pair.b.name, weights, data }));
  const seen = compared.flatMap(({ pair, differences }) =>
    differences.slice(shared.length).map((change) => ({ pair, change })),
  );
  const changes = [
    ...shared.map(changeAtTop),
    ...onceWhereWritten(seen),
    ...matching.renamed.map(configurationRenamed),
    ...matching.onlyInA.map((one) => configurationCameOrWent(one, 'removed')),
    ...matching.onlyInB.map((one) => configurationCameOrWent(one, 'added')),
  ];
  return {
    a: labelOf(a, pairs.length === 1 ? pairs[0]?.a.name : undefined),
    b: labelOf(b, pairs.length === 1 ? pairs[0]?.b.name : undefined),
    weights: overall(verdicts, 'weights'),
    data: overall(verdicts, 'data'),
    configurations: verdicts,
    changes: gravestFirst(changes),
    notes: formNotes(compared),
    tolerances,
  };
}

function sidesOf(pair: Pair, a: DiffSide, b: DiffSide) {
  const side = ({ plans, datasetJson }: DiffSide, configuration: Pair['a']) => ({
    configuration,
    plansFile: { plans, datasetJson: { value: datasetJson } },
  });
  return [side(a, pair.a), side(b, pair.b)] as const;
}

function changeAtTop(difference: Difference): Change {
  return { ...changeOf(difference), path: difference.what, followers: [] };
}

function formNotes(compared: readonly (ComparedPair & { readonly pair: Pair })[]): string[] {
  return (['A', 'B'] as const).flatMap((side) => {
    const older = compared.filter(({ olderForm }) => olderForm === side);
    if (older.length === 0) return [];
    const same = older.filter(({ isSameNetwork }) => isSameNetwork).map(({ pair }) => pairName(pair));
    const told = `${side} describes its networks in the form before nnU-Net 2.3.1.`;
    return [same.length === 0 ? told : `${told} They are the same in both: ${wordList(same)}.`];
  });
}

function labelOf(side: DiffSide, compared: string | undefined): string {
  const name = side.configuration === undefined ? undefined : compared;
  return name === undefined ? side.label : `${side.label}#${name}`;
}

/** Equal changes keep their order. */
function gravestFirst(changes: readonly Change[]): Change[] {
  const rank = (change: Change) =>
    consequences.indexOf(change.consequence) + (change.negligible ? consequences.length : 0);
  return [...changes].sort((left, right) => rank(left) - rank(right));
}

/** `no` when any configuration says so, with the reasons of the first; beside `yes` what holds for all. */
function overall(verdicts: readonly ConfigurationVerdict[], about: 'weights' | 'data'): Verdict {
  if (verdicts.length === 0) return { answer: 'unknown', reasons: ['no configuration in common'] };
  for (const answer of ['no', 'unknown'] as const) {
    const deciding = verdicts.find((verdict) => verdict[about].answer === answer);
    if (deciding !== undefined) return deciding[about];
  }
  const [first, ...others] = verdicts.map((verdict) => verdict[about].reasons);
  const shared = (first ?? []).filter((reason) => others.every((reasons) => reasons.includes(reason)));
  return { answer: 'yes', reasons: shared };
}

/** A configuration that one side alone has. */
function configurationCameOrWent(configuration: Configuration, kind: 'added' | 'removed'): Change {
  const at = configuration.pointer;
  return {
    ...aboutConfiguration(configuration.name),
    kind,
    ...(kind === 'added' ? { pointerB: at } : { pointerA: at }),
  };
}

/** A configuration that has another name in B, and is otherwise the same. */
function configurationRenamed(pair: Pair): Change {
  return {
    ...aboutConfiguration(pairName(pair)),
    kind: 'moved',
    before: pair.a.name,
    after: pair.b.name,
    pointerA: pair.a.pointer,
    pointerB: pair.b.pointer,
    reason: 'The other name is part of the name of the model folder.',
  };
}

function aboutConfiguration(name: string): Omit<Change, 'kind'> {
  const { what, shape, consequence, reason } = fieldAt(['configurations', name]);
  return {
    path: `configuration ${name}`,
    what,
    configuration: name,
    followers: [],
    field: 'configurations',
    shape,
    parts: [],
    consequence,
    reason,
    negligible: false,
  };
}

/** A different number or order of the images' channels: what all lists with one entry per channel follow from. */
function channelChanges(channels: Channels): Difference[] {
  return [countChange(channels), orderChange(channels)].filter((change) => change !== undefined);
}

function countChange({ countA, countB }: Channels): Difference | undefined {
  if (countA === undefined || countB === undefined || countA === countB) return undefined;
  const change: FieldChange = {
    kind: 'changed',
    what: 'channels',
    field: 'channels',
    before: countA,
    after: countB,
    shape: 'value',
    parts: [],
  };
  const whole = {
    consequence: 'weights no longer load',
    reason: 'The first convolution of the network has weights for each channel of the images.',
  } as const;
  return judged(change, [change.field], { whole, wouldStand: atTop });
}

function orderChange({ alignment, before, after, movedBy }: Channels): Difference | undefined {
  if (movedBy === undefined) return undefined;
  const places = alignment.flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [[a, b] as const]));
  const inOrderOfB = [...places].sort(([, left], [, right]) => left - right).map(([a]) => a);
  const named = (place: number) => before?.[place] ?? after?.[inOrderOfB.indexOf(place)] ?? place;
  const isByName = movedBy === 'names' && before !== undefined && after !== undefined;
  const at = pointer(intensityKey);
  const change: FieldChange = {
    kind: 'moved',
    what: 'order of channels',
    field: 'channel_names',
    before: isByName ? [...before] : [...inOrderOfB.keys()].map(named),
    after: isByName ? [...after] : inOrderOfB.map(named),
    shape: 'channels',
    ...(isByName ? {} : { pointerA: at, pointerB: at }),
    parts: [],
  };
  const reason = isByName
    ? 'A network tells channels apart only by their place.'
    : 'A network tells channels apart only by their place. Their intensity statistics show that they moved.';
  const whole = { consequence: 'data must be preprocessed again', reason } as const;
  return judged(change, [change.field], { whole, wouldStand: atTop });
}
