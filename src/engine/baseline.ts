import { canonicalJson, type IdentityParts, identityText, stableData } from './identity.js';
import { openFindings } from './open-findings.js';
import type { Finding, StaleEntry } from './report.js';
import { compareText } from './sort.js';
import type { RunFacts } from './step.js';

/** A finding that is known and accepted for now: all that makes it the same one, in words that a person can review. */
export type KnownFinding = IdentityParts;

export interface Baseline {
  /** As messages call it. */
  readonly file: string;
  readonly entries: readonly KnownFinding[];
}

export interface BaselineFacts extends Pick<RunFacts, 'ran' | 'notChecked' | 'coverage'> {
  /** Everything that rules found, also what is not reported here. */
  readonly found: readonly Finding[];
  /** Those subjects of the baseline that this run looked at. */
  readonly seen: ReadonlySet<string>;
}

export interface BaselineResult {
  readonly findings: readonly Finding[];
  /** Entries without a finding, of which this run would have found it. */
  readonly stale: readonly KnownFinding[];
  /** The entries as they should stand after this run. */
  readonly updated: readonly KnownFinding[];
}

/**
 * Marks the findings that a baseline knows: by identity and number, so that one that is fixed does not pay for another that is new.
 * A file that has moved keeps its entries: those of a subject that is no longer there hold for another with the same mistake.
 */
export function applyBaseline(
  findings: readonly Finding[],
  { file, entries }: Baseline,
  facts: BaselineFacts,
): BaselineResult {
  const byIdentity = new Pool(entries, identityText);
  const marked = new Map<Finding, KnownFinding>();
  const open = openFindings({ findings });
  for (const finding of open) {
    const known = byIdentity.take(identityText(partsOf(finding)));
    if (known !== undefined) marked.set(finding, known);
  }
  // What was put aside by the config, or is not this run's business, is still there.
  const shown = new Set(open);
  const hidden = facts.found
    .filter((finding) => !shown.has(finding))
    .flatMap((finding) => byIdentity.take(identityText(partsOf(finding))) ?? []);
  const movable = new Pool(
    byIdentity.left().filter(({ subject }) => !facts.seen.has(subject)),
    movedText,
  );
  for (const finding of open) {
    if (marked.has(finding)) continue;
    const known = movable.take(movedText(partsOf(finding)));
    if (known !== undefined) marked.set(finding, known);
  }
  const moved = new Set(marked.values());
  const left = byIdentity.left().filter((entry) => !moved.has(entry));
  const stale = left.filter((entry) => isStale(entry, facts));
  const gone = new Set(stale);
  return {
    findings: findings.map((finding) => (marked.has(finding) ? knownIn(file, finding) : finding)),
    stale,
    updated: sorted([
      ...hidden,
      ...left.filter((entry) => !gone.has(entry)),
      ...open.map((finding) => entryOf(finding, marked.get(finding))),
    ]),
  };
}

/** The finding with the mark of a baseline. */
export function knownIn(file: string, finding: Finding): Finding {
  return { ...finding, suppressed: { kind: 'baseline', reason: `known in ${file}` } };
}

/** What a report says of an entry that is fixed. */
export function staleEntry({ rule, messageId, subject, pointer }: KnownFinding): StaleEntry {
  return { rule, messageId, subject, ...(pointer === undefined ? {} : { pointer }) };
}

/** One finding a line, in an order that depends on nothing else: what a commit changes shows as lines added and taken out. */
export function baselineText(entries: readonly KnownFinding[]): string {
  const lines = entries.map(
    ({ rule, messageId, subject, pointer, data }) =>
      `    { "rule": ${JSON.stringify(rule)}, "messageId": ${JSON.stringify(messageId)}, "subject": ${JSON.stringify(subject)}, ` +
      `${pointer === undefined ? '' : `"pointer": ${JSON.stringify(pointer)}, `}"data": ${canonicalJson(stableData(data))} }`,
  );
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "$schema": "https://nnplans.dev/schemas/1/baseline.schema.json",\n  "schemaVersion": "1",\n  "findings": ${list}\n}\n`;
}

/** Only a run that looked at the same thing, or everywhere, may say that something is no longer so. */
function isStale({ rule, subject }: KnownFinding, { ran, seen, notChecked, coverage }: BaselineFacts): boolean {
  if (!ran.has(rule)) return false;
  if (notChecked.some((entry) => entry.rule === rule && entry.subject === subject)) return false;
  return seen.has(subject) || coverage.isWhole;
}

/** An entry that holds is left as it is, so that nothing changes in the file but what has changed. */
function entryOf(finding: Finding, known: KnownFinding | undefined): KnownFinding {
  const parts = partsOf(finding);
  return known !== undefined && identityText(known) === identityText(parts) ? known : parts;
}

/** What a baseline would keep of a finding. */
export function partsOf({ rule, messageId, subject, location, data }: Finding): IdentityParts {
  return { rule, messageId, subject, pointer: location?.pointer, data };
}

/** Whatever the subject is called: a file may have another name where it is now. */
function movedText(entry: KnownFinding): string {
  return identityText({ ...entry, subject: '' });
}

function sorted(entries: readonly KnownFinding[]): readonly KnownFinding[] {
  const key = ({ rule, subject, pointer = '', messageId, data }: KnownFinding) =>
    [rule, subject, pointer, messageId, canonicalJson(stableData(data))].join('\n');
  return [...entries].sort((a, b) => compareText(key(a), key(b)));
}

/** Entries by a key, each to be taken once. */
class Pool {
  readonly #entries = new Map<string, KnownFinding[]>();

  constructor(entries: readonly KnownFinding[], key: (entry: KnownFinding) => string) {
    for (const entry of entries) {
      const known = this.#entries.get(key(entry));
      if (known === undefined) this.#entries.set(key(entry), [entry]);
      else known.push(entry);
    }
  }

  take(key: string): KnownFinding | undefined {
    return this.#entries.get(key)?.shift();
  }

  left(): KnownFinding[] {
    return [...this.#entries.values()].flat();
  }
}
