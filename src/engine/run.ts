import { limits } from '../budget.js';
import type { AnySubject } from '../workspace/subjects.js';
import { activeRules, type RuleChoice } from './active-rules.js';
import { belongings, familiesOf } from './causes.js';
import { canonicalJson } from './identity.js';
import { locate, placeOf } from './locate.js';
import { openFindings } from './open-findings.js';
import { type Bonds, bonds, type Finding, type NotCheckedEntry, type Summary, type WrittenFix } from './report.js';
import { type Fix, mostExamples, type Place, type RawFinding, type Rule } from './rule.js';
import { type Scope, weigh } from './scope.js';
import type { Severity } from './severity.js';
import {
  identified,
  keyOf,
  type Moment,
  type RuleCrash,
  type RunResult,
  type SightedCrash,
  type SightedGroup,
  type Sighting,
  type Sightings,
  settled,
} from './sightings.js';

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
  readonly wanted?: ReadonlySet<string> | 'all';
  /** Which unit of a shared work the subject belongs to that was given last; without, there is one. */
  readonly unit?: () => number;
}

/** Runs every rule that is not off over every subject of its kind. */
export function runRules(input: RunInput): RunResult {
  return settled(lookAt(input), input.rules);
}

/** What the rules see, before anything is made of it that wants to know all: so that several can look, each at a share of the subjects. */
export function lookAt(input: RunInput): Sightings {
  const findings = new Map<string, Sighting>();
  const groups = new Map<string, Group>();
  const notChecked = new Map<string, NotCheckedEntry>();
  const crashes: SightedCrash[] = [];
  let checks = 0;
  let count = 0;
  const kinds = new Set<AnySubject['kind']>();
  const seen = new Set<string>();
  let left: number = limits.findings.charactersOfAll;
  const rules = activeRules(input);
  for (const subject of input.subjects) {
    const unit = input.unit?.() ?? 0;
    const now = (): Moment => [unit, count++];
    kinds.add(subject.kind);
    if (input.wanted === 'all' || input.wanted?.has(subject.label)) seen.add(subject.label);
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
            gather(groups, now(), { rule, severity, said, raw, subject, ...raw.many }, input);
            continue;
          }
          const finding = toFinding(rule, severity, { ...raw, text: message }, subject, input);
          const key = keyOf(finding);
          if (findings.has(key)) continue;
          findings.set(key, { at: now(), finding });
          left -= size;
        }
      } catch (error) {
        const unreadable = input.unreadable?.(error);
        if (unreadable !== undefined) {
          leave(unreadable, true);
          continue;
        }
        crashes.push({ at: now(), ...crashOf(rule, subject, error, input) });
      }
    }
  }
  return {
    findings: [...findings.values()],
    groups: [...groups.values()].map((group) => sealed(group, input)),
    notChecked: [...notChecked.values()],
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
  readonly raw: RawFinding;
  readonly subject: AnySubject;
}

/** What is known of findings about many while they come one by one; the first is made a finding only when all are there. */
interface Group extends Omit<SightedGroup, 'examples' | 'count' | 'place' | 'first' | 'bonds'> {
  readonly one: One;
  readonly examples: SightedGroup['examples'][number][];
  count: number;
  place: string | undefined;
}

function gather(groups: Map<string, Group>, at: Moment, one: One, { nameFile }: RunInput): void {
  const { rule, raw, severity, said, subject, common, example } = one;
  const holder = holderOf(subject);
  const key = canonicalJson([rule.id, raw.messageId, severity, said, holder.path, common]);
  const place = raw.at === undefined ? undefined : canonicalJson(placed(raw.at));
  const known = groups.get(key);
  if (known === undefined) {
    const file = nameFile(holder.path);
    groups.set(key, {
      key,
      at,
      one,
      said,
      common,
      subject: holder.label,
      file,
      examples: [{ at, data: example }],
      count: 1,
      place,
    });
    return;
  }
  known.count += 1;
  if (known.examples.length < mostExamples) known.examples.push({ at, data: example });
  if (place !== known.place) known.place = undefined;
}

function placed(at: string | Place): unknown {
  return typeof at === 'object' ? { file: at.document.file, pointer: at.pointer } : at;
}

function sealed({ one, place, ...known }: Group, input: RunInput): SightedGroup {
  const { rule, severity, said, raw, subject } = one;
  return {
    ...known,
    ...(place === undefined ? {} : { place }),
    first: toFinding(rule, severity, { ...raw, text: said + raw.text }, subject, input),
    bonds: bondsOf(subject, raw, true),
  };
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

function toFinding(rule: Rule, severity: Severity, raw: RawFinding, subject: AnySubject, input: RunInput): Finding {
  const place = placeOf(raw.at, subject);
  const location = place === undefined ? undefined : locate(place, input.nameFile);
  const fix = raw.fix === undefined ? undefined : input.writeFix?.(raw.fix);
  return identified({
    rule: rule.id,
    messageId: raw.messageId,
    severity,
    message: raw.text,
    remedy: raw.remedy ?? rule.remedy,
    ...(fix === undefined ? {} : { fix }),
    subject: subject.label,
    data: raw.data,
    ...(location === undefined ? {} : { location }),
    related: raw.related.map((related) => ({ ...locate(related, input.nameFile), message: related.message })),
    ...(rule.destroysData ? { destroysData: true as const } : {}),
    [bonds]: bondsOf(subject, raw),
  });
}
