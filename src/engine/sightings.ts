import { sha256 } from './digest.js';
import { canonicalJson, identityText } from './identity.js';
import { type Bonds, bonds, type Finding, type NotCheckedEntry, type Report } from './report.js';
import { type FindingData, mostExamples, type Rule } from './rule.js';
import { compareText, sortFindings } from './sort.js';

export interface RuleCrash {
  readonly rule: string;
  readonly subject: string;
  readonly message: string;
  /** For a rule of one's own: its file, with the line that failed where that is known. */
  readonly definedIn?: string;
}

export interface RunResult extends Pick<Report, 'findings' | 'notChecked'> {
  /** Rules that threw: a fault of nnplans, exit code 3. */
  readonly crashes: readonly RuleCrash[];
  /** How many times a rule looked at a subject: nothing looked at is a failure, never a pass. */
  readonly checks: number;
  /** Names of the rules that looked at something. */
  readonly ran: ReadonlySet<string>;
  /** Those subjects that were wanted and looked at. */
  readonly seen: ReadonlySet<string>;
}

/**
 * When something was seen: in which unit of the work, and its number among what was seen by the one who looked. Where several share the work, this is the
 * order in which one alone would have seen it.
 */
export type Moment = readonly [unit: number, nth: number];

/** What rules saw of some subjects, or of a share of them. Plain data: it can be stored, and put together with what others saw. */
export interface Sightings extends Pick<Report, 'notChecked'> {
  /** Each once, in the order in which they were seen. */
  readonly findings: readonly Sighting[];
  readonly groups: readonly SightedGroup[];
  readonly crashes: readonly SightedCrash[];
  /** How many times a rule looked at a subject. */
  readonly checks: number;
  readonly ran: ReadonlySet<string>;
  readonly seen: ReadonlySet<string>;
}

export interface Sighting {
  readonly at: Moment;
  readonly finding: Finding;
}

export interface SightedCrash extends RuleCrash {
  readonly at: Moment;
}

/** Findings about many with one mistake in common: three of them, and how many there are. */
export interface SightedGroup {
  /** The same for the same mistake of the same things. */
  readonly key: string;
  readonly at: Moment;
  /** What is to be reported where there is no other. */
  readonly first: Finding;
  /** What stands before the message. */
  readonly said: string;
  readonly common: FindingData;
  readonly examples: readonly { readonly at: Moment; readonly data: FindingData }[];
  readonly count: number;
  /** Where all of them are; absent where they are in different places. */
  readonly place?: string;
  /** What holds all of them, and the file or folder of that as reports call it. */
  readonly subject: string;
  readonly file: string;
  /** Of all of them together. */
  readonly bonds: Bonds;
}

/** The finding with its identity, made when it is asked for: the table seldom does, and hashing is what takes longest here. */
export function identified({ destroysData, ...finding }: Omit<Finding, 'identity'>): Finding {
  const { rule, messageId, subject, location, data } = finding;
  let identity: string | undefined;
  return {
    ...finding,
    get identity() {
      identity ??= sha256(identityText({ rule, messageId, subject, pointer: location?.pointer, data }));
      return identity;
    },
    ...(destroysData === true ? { destroysData } : {}),
  };
}

/** A mistake in a parent configuration shows in every child: one mistake, one finding. */
export function keyOf({ rule, messageId, location, subject, data }: Finding): string {
  return canonicalJson([rule, messageId, location ?? subject, data]);
}

/** What several saw of one work, as if one had seen it all. */
export function together(parts: readonly Sightings[]): Sightings {
  const [only, another] = parts;
  if (only !== undefined && another === undefined) return only;
  const findings = new Map<string, Sighting>();
  for (const sighting of inOrder(parts.flatMap((part) => part.findings))) {
    const key = keyOf(sighting.finding);
    if (!findings.has(key)) findings.set(key, sighting);
  }
  const groups = new Map<string, SightedGroup>();
  for (const group of inOrder(parts.flatMap((part) => part.groups))) {
    const known = groups.get(group.key);
    groups.set(group.key, known === undefined ? group : joined(known, group));
  }
  return {
    findings: [...findings.values()],
    groups: [...groups.values()],
    notChecked: eachOnce(parts.flatMap((part) => part.notChecked)),
    crashes: inOrder(parts.flatMap((part) => part.crashes)),
    checks: parts.reduce((sum, part) => sum + part.checks, 0),
    ran: new Set(parts.flatMap((part) => [...part.ran])),
    seen: new Set(parts.flatMap((part) => [...part.seen])),
  };
}

function joined(earlier: SightedGroup, later: SightedGroup): SightedGroup {
  const { place, ...known } = earlier;
  return {
    ...known,
    examples: inOrder([...earlier.examples, ...later.examples]).slice(0, mostExamples),
    count: earlier.count + later.count,
    ...(place === undefined || place !== later.place ? {} : { place }),
  };
}

function inOrder<T extends { readonly at: Moment }>(seen: readonly T[]): T[] {
  return [...seen].sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
}

/** Entries that say the same are one. */
export function eachOnce(entries: readonly NotCheckedEntry[]): readonly NotCheckedEntry[] {
  return [...new Map(entries.map((entry) => [canonicalJson(entry), entry])).values()];
}

export function sortNotChecked(entries: readonly NotCheckedEntry[]): NotCheckedEntry[] {
  const key = ({ rule, subject, reason, leavesOpen }: NotCheckedEntry) =>
    [rule, subject, reason, leavesOpen ?? ''].join('\n');
  return [...entries].sort((a, b) => compareText(key(a), key(b)));
}

/**
 * Makes findings of what was seen.
 * @param rules whose messages tell of many
 */
export function settled({ findings, groups, notChecked, ...others }: Sightings, rules: readonly Rule[]): RunResult {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    ...others,
    findings: sortFindings([
      ...findings.map(({ finding }) => finding),
      ...groups.map((group) => ofMany(group, known.get(group.first.rule))),
    ]),
    notChecked: sortNotChecked(notChecked),
  };
}

function ofMany(group: SightedGroup, rule: Rule | undefined): Finding {
  const { first, said, common, examples, count, place, subject, file } = group;
  if (count === 1 || rule === undefined) return first;
  const data = { ...common, count, examples: examples.map((example) => example.data) };
  const { identity: _ofFirst, location, ...told } = first;
  const shared = place === undefined ? { file } : location;
  return identified({
    ...told,
    message: said + rule.text(first.messageId, data),
    subject,
    data,
    ...(shared === undefined ? {} : { location: shared }),
    [bonds]: group.bonds,
  });
}
