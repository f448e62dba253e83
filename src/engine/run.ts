import { limits } from '../budget.js';
import type { AnySubject } from '../workspace/subjects.js';
import { activeRules, type RuleChoice } from './active-rules.js';
import { belongings, familiesOf } from './causes.js';
import { sha256 } from './digest.js';
import { canonicalJson, identityText } from './identity.js';
import { locate, placeOf } from './locate.js';
import { openFindings } from './open-findings.js';
import {
  type Bonds,
  bonds,
  type Finding,
  type NotCheckedEntry,
  type Report,
  type Summary,
  type WrittenFix,
} from './report.js';
import { type FindingData, type Fix, mostExamples, type Place, type RawFinding, type Rule } from './rule.js';
import { type Scope, weigh } from './scope.js';
import type { Severity } from './severity.js';
import { sortFindings } from './sort.js';

export interface RunInput extends RuleChoice {
  /** May be a generator: a subject is let go once its rules have looked at it, so that 100,000 cases cost no memory. */
  readonly subjects: Iterable<AnySubject>;
  /** What the job that was asked about meets; without, everything is asked about. */
  readonly scope?: Scope | undefined;
  /** How reports call a file. */
  readonly nameFile: (file: string) => string;
  /** Why the disk did not give what a rule asked for, where that is what it threw: a file can vanish while it is looked at. */
  readonly unreadable?: (error: unknown) => string | undefined;
  /** Puts a remedy that is an edit into the text of its files; `undefined` where that cannot be done. Left out: findings have no edits. */
  readonly writeFix?: (fix: Fix) => WrittenFix | undefined;
  /** Names of subjects of which it matters whether they were looked at. */
  readonly wanted?: ReadonlySet<string>;
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

export interface RuleCrash {
  readonly rule: string;
  readonly subject: string;
  readonly message: string;
  /** For a rule of one's own: its file, with the line that failed where that is known. */
  readonly definedIn?: string;
}

/** Runs every rule that is not off over every subject of its kind. */
export function runRules(input: RunInput): RunResult {
  const findings = new Map<string, Finding>();
  const groups = new Map<string, Group>();
  const notChecked = new Map<string, NotCheckedEntry>();
  const crashes: RuleCrash[] = [];
  let checks = 0;
  const kinds = new Set<AnySubject['kind']>();
  const seen = new Set<string>();
  let left: number = limits.findings.charactersOfAll;
  const rules = activeRules(input);
  for (const subject of input.subjects) {
    kinds.add(subject.kind);
    if (input.wanted?.has(subject.label)) seen.add(subject.label);
    for (const active of rules.get(subject.kind) ?? []) {
      const { rule } = active;
      checks += 1;
      let own = 0;
      let room: number = limits.findings.charactersOfOneRule;
      const leave = (reason: string, leavesOpen: true | undefined) => {
        const entry = { rule: rule.id, subject: subject.label, reason, ...(leavesOpen ? { leavesOpen } : {}) };
        notChecked.set(canonicalJson(entry), entry);
      };
      try {
        for (const raw of rule.check(subject, active.contextFor(subject))) {
          own += 1;
          if (own > limits.findings.ofOneRule) {
            leave(`it had found ${limits.findings.ofOneRule} things there, and was not let go on`, true);
            break;
          }
          const size = 'notChecked' in raw ? 0 : sizeOf([raw.text, raw.remedy, raw.data], Math.min(room, left));
          room -= size;
          if (room < 0 || size > left) {
            leave(`it has more to tell there than fits into a report, after ${own - 1} findings`, true);
            break;
          }
          if ('notChecked' in raw) {
            if (!active.isOffFor(subject)) leave(raw.notChecked, raw.leavesOpen);
            continue;
          }
          const set = active.severityAt(raw.messageId, placeOf(raw.at, subject));
          if (set === 'off') continue;
          const { severity, message } = weigh(input.scope, raw, subject, set, rule.destroysData);
          if (severity === undefined) continue;
          if (raw.many !== undefined) {
            const said = message.slice(0, message.length - raw.text.length);
            gather(groups, { rule, severity, said, first: raw, subject, ...raw.many });
            continue;
          }
          const finding = toFinding(rule, severity, { ...raw, text: message }, subject, input);
          // A mistake in a parent configuration shows in every child: one mistake, one finding.
          const key = canonicalJson([
            finding.rule,
            finding.messageId,
            finding.location ?? finding.subject,
            finding.data,
          ]);
          if (findings.has(key)) continue;
          findings.set(key, finding);
          left -= size;
        }
      } catch (error) {
        const unreadable = input.unreadable?.(error);
        if (unreadable !== undefined) {
          leave(unreadable, true);
          continue;
        }
        crashes.push(crashOf(rule, subject, error, input));
      }
    }
  }
  return {
    findings: sortFindings([...findings.values(), ...[...groups.values()].map((group) => ofMany(group, input))]),
    notChecked: sortNotChecked([...notChecked.values()]),
    crashes,
    checks,
    seen,
    ran: new Set([...kinds].flatMap((kind) => (rules.get(kind) ?? []).map(({ rule }) => rule.id))),
  };
}

/** Rough characters of what a finding says, as far as it matters: lists that findings share are written once for each of them. */
function sizeOf(value: unknown, most: number): number {
  let size = 0;
  const open = [value];
  while (open.length > 0 && size <= most) {
    const one = open.pop();
    size += typeof one === 'string' ? one.length : 8;
    if (typeof one !== 'object' || one === null) continue;
    const inner = Object.values(one);
    size += inner.length;
    if (size <= most) for (const each of inner) open.push(each);
  }
  return size;
}

function crashOf({ id, definedIn }: Rule, subject: AnySubject, error: unknown, { nameFile }: RunInput): RuleCrash {
  const crash = {
    rule: id,
    subject: subject.label,
    message: error instanceof Error ? error.message : String(error),
  };
  if (definedIn === undefined) return crash;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const [, line = ''] = stack.split(definedIn)[1]?.match(/^(:\d+:\d+)/) ?? [];
  return { ...crash, definedIn: nameFile(definedIn) + line };
}

export function summarise(findings: readonly Finding[], notChecked: readonly NotCheckedEntry[]): Summary {
  const open = openFindings({ findings });
  const families = familiesOf(findings);
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  const hidden = (kind: 'config' | 'baseline') =>
    findings.filter((finding) => finding.suppressed?.kind === kind).length;
  return {
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    causes: families.length,
    consequences: open.length - families.length,
    suppressed: hidden('config'),
    baselined: hidden('baseline'),
    notChecked: notChecked.length,
  };
}

/** One of many, as the rule found it. */
interface One extends NonNullable<RawFinding['many']> {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What stands before the message: that it is not this job's. */
  readonly said: string;
  readonly first: RawFinding;
  readonly subject: AnySubject;
}

/** What is known of findings about many while they come one by one: three of them, and how many there are. */
interface Group {
  readonly one: One;
  readonly examples: FindingData[];
  count: number;
  /** Whether all are about the same place. */
  isInOnePlace: boolean;
}

function gather(groups: Map<string, Group>, one: One): void {
  const { rule, first, severity, said, subject, common, example } = one;
  const key = canonicalJson([rule.id, first.messageId, severity, said, holderOf(subject).path, common]);
  const known = groups.get(key);
  if (known === undefined) {
    groups.set(key, { one, examples: [example], count: 1, isInOnePlace: true });
    return;
  }
  known.count += 1;
  if (known.examples.length < mostExamples) known.examples.push(example);
  if (canonicalJson(placed(first.at)) !== canonicalJson(placed(known.one.first.at))) known.isInOnePlace = false;
}

function placed(at: string | Place | undefined): unknown {
  return typeof at === 'object' ? { file: at.document.file, pointer: at.pointer } : at;
}

function ofMany({ one, count, examples, isInOnePlace }: Group, input: RunInput): Finding {
  const { rule, severity, said, first, subject, common } = one;
  if (count === 1) return toFinding(rule, severity, { ...first, text: said + first.text }, subject, input);
  const { label, path } = holderOf(subject);
  const data = { ...common, count, examples };
  const at = first.at === undefined || !isInOnePlace ? { document: { file: path } } : first.at;
  const raw = { ...first, data, text: said + one.text(data), at };
  return { ...toFinding(rule, severity, raw, subject, input, label), [bonds]: bondsOf(subject, raw, true) };
}

/** What holds all the cases or weights that may share a mistake. */
function holderOf(subject: AnySubject): { readonly label: string; readonly path: string } {
  switch (subject.kind) {
    case 'case':
      return { label: `${subject.dataset.label}/${subject.folder.name}`, path: subject.folder.path };
    case 'raw-case':
      return { label: subject.dataset.label, path: subject.dataset.rawFolder ?? subject.dataset.folder };
    case 'checkpoint':
      return subject.model === undefined
        ? { label: subject.label, path: subject.path }
        : { label: subject.model.label, path: subject.model.folder };
    default:
      return { label: subject.label, path: placeOf(undefined, subject)?.document.file ?? '' };
  }
}

function bondsOf(subject: AnySubject, { causedBy = [] }: RawFinding, isAboutMany = false): Bonds {
  const all = belongings(subject);
  // What one of them is called says nothing about the others.
  const kept = isAboutMany ? new Map([...all].filter(([thing]) => thing !== subject.kind && thing !== 'case')) : all;
  return { belongings: kept, causedBy };
}

function toFinding(
  rule: Rule,
  severity: Severity,
  raw: RawFinding,
  subject: AnySubject,
  input: RunInput,
  label = subject.label,
): Finding {
  const place = placeOf(raw.at, subject);
  const location = place === undefined ? undefined : locate(place, input.nameFile);
  const fix = raw.fix === undefined ? undefined : input.writeFix?.(raw.fix);
  let identity: string | undefined;
  return {
    rule: rule.id,
    messageId: raw.messageId,
    severity,
    message: raw.text,
    remedy: raw.remedy ?? rule.remedy,
    ...(fix === undefined ? {} : { fix }),
    subject: label,
    data: raw.data,
    ...(location === undefined ? {} : { location }),
    related: raw.related.map((related) => ({ ...locate(related, input.nameFile), message: related.message })),
    // Made when it is asked for: the table seldom does, and hashing is what takes longest here.
    get identity() {
      identity ??= sha256(
        identityText({
          rule: rule.id,
          messageId: raw.messageId,
          subject: label,
          pointer: place?.pointer,
          data: raw.data,
        }),
      );
      return identity;
    },
    ...(rule.destroysData ? { destroysData: true as const } : {}),
    [bonds]: bondsOf(subject, raw),
  };
}

function sortNotChecked(entries: readonly NotCheckedEntry[]): NotCheckedEntry[] {
  const key = (entry: NotCheckedEntry) => `${entry.rule}\n${entry.subject}\n${entry.reason}`;
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
