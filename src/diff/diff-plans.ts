import { consequences } from '../nnunet/compare/consequences.js';
import { wordList } from '../nnunet/words/wording.js';
import {
  type Change,
  type ConfigurationVerdict,
  type DiffOptions,
  defaultDiffOptions,
  type PlansDiff,
  type Verdict,
} from './change.js';
import { channelChanges } from './channel-changes.js';
import { alignChannels } from './channels.js';
import { type ComparedPair, comparePair } from './compare-pair.js';
import { onceWhereWritten } from './inherited.js';
import { intensityChanges } from './intensity-changes.js';
import type { JudgedChange } from './judgement.js';
import { matchConfigurations } from './match-configurations.js';
import { pairName } from './pair.js';
import type { DiffSide } from './side.js';
import { topLevelChanges } from './top-level-changes.js';
import { configurationCameOrWent, configurationRenamed } from './whole-configurations.js';
import { noPlansBecause, wholeFileDiff } from './whole-file.js';

/**
 * What differs between two plans, or between one configuration of each, and what it means: whether weights trained with A load into the network of
 * B, whether data preprocessed for A serve B, and what follows from each difference.
 *
 * Configurations are compared with their inheritance resolved; networks by what they are, however they are written. Any JSON value may stand in the
 * place of plans.
 * @throws NoSuchConfiguration when a side does not have the configuration that was asked for
 */
export function diffPlans(a: DiffSide, b: DiffSide, given: Partial<DiffOptions> = {}): PlansDiff {
  const options = { ...defaultDiffOptions, ...given };
  const reason = noPlansBecause(a, b);
  if (reason !== undefined) return wholeFileDiff(a, b, reason, options);
  const sides = [a, b] as const;
  const channels = alignChannels(a, b);
  const matching = matchConfigurations(a, b, channels, options);
  const pairs = [...matching.pairs, ...matching.renamed];
  const shared = [
    ...channelChanges(channels),
    ...topLevelChanges(a.plans, b.plans, options),
    ...intensityChanges(sides, pairs, channels, options),
  ];
  const compared = pairs.map((pair) => comparePair(pair, sides, shared, channels, options));
  const verdicts = compared.map(({ verdict }) => verdict);
  const seen = compared.flatMap(({ pair, changes }) => changes.map((change) => ({ pair, change })));
  const changes = [
    ...shared.map(atTop),
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
    options,
  };
}

function atTop(change: JudgedChange): Change {
  return { ...change, path: change.what, followers: [] };
}

function formNotes(compared: readonly ComparedPair[]): string[] {
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
