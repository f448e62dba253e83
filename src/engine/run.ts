import type { Installation } from '../nnunet/installation/installation.js';
import type { AnySubject } from '../workspace/subjects.js';
import { type ActiveRule, activeRules } from './active-rules.js';
import { canonicalJson, identityText } from './identity.js';
import { locate, placeOf } from './locate.js';
import { openFindings } from './open-findings.js';
import type { Override } from './overrides.js';
import type { Finding, NotCheckedEntry, Report, Summary } from './report.js';
import type { Direction, RawFinding, Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';
import { type Scope, weigh } from './scope.js';
import type { Severity } from './severity.js';
import { sha256 } from './sha256.js';
import { sortFindings } from './sort.js';

export interface RunInput {
  readonly rules: readonly Rule[];
  /** May be a generator: a subject is let go once its rules have looked at it, so that 100,000 cases cost no memory. */
  readonly subjects: Iterable<AnySubject>;
  readonly settings?: ReadonlyMap<string, RuleSetting>;
  readonly overrides?: readonly Override[];
  readonly direction?: Direction;
  readonly knownClasses?: ReadonlySet<string>;
  readonly knownGlobals?: ReadonlySet<string>;
  readonly nnunet?: string | undefined;
  readonly installation?: Installation | undefined;
  /** What the job that was asked about meets; without, everything is asked about. */
  readonly scope?: Scope | undefined;
  /** How reports call a file. */
  readonly nameFile: (file: string) => string;
  /** Why the disk did not give what a rule asked for, where that is what it threw: a file can vanish while it is looked at. */
  readonly unreadable?: (error: unknown) => string | undefined;
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

/** Nobody mends so many one by one; a file of 300,000 wrong labels must not take the report along. */
const mostOfOneRule = 1000;

/** Runs every rule that is not off over every subject of its kind. */
export function runRules(input: RunInput): RunResult {
  const findings = new Map<string, Finding>();
  const notChecked = new Map<string, NotCheckedEntry>();
  const crashes: RuleCrash[] = [];
  let checks = 0;
  const kinds = new Set<AnySubject['kind']>();
  const seen = new Set<string>();
  const rules = activeRules(input);
  for (const subject of input.subjects) {
    kinds.add(subject.kind);
    if (input.wanted?.has(subject.label)) seen.add(subject.label);
    for (const active of rules.get(subject.kind) ?? []) {
      const { rule } = active;
      checks += 1;
      let own = 0;
      try {
        for (const raw of rule.check(subject, active.contextFor(subject))) {
          own += 1;
          if (own > mostOfOneRule) {
            const reason = `it had found ${mostOfOneRule} things there, and was not let go on`;
            const entry = { rule: rule.id, subject: subject.label, reason };
            notChecked.set(canonicalJson(entry), entry);
            break;
          }
          if ('notChecked' in raw) {
            if (active.isOffFor(subject)) continue;
            const entry = { rule: rule.id, subject: subject.label, reason: raw.notChecked };
            notChecked.set(canonicalJson(entry), entry);
            continue;
          }
          const finding = toFinding(active, raw, subject, input);
          if (finding === undefined) continue;
          // A mistake in a parent configuration shows in every child: one mistake, one finding.
          const key = canonicalJson([
            finding.rule,
            finding.messageId,
            finding.location ?? finding.subject,
            finding.data,
          ]);
          if (!findings.has(key)) findings.set(key, finding);
        }
      } catch (error) {
        const unreadable = input.unreadable?.(error);
        if (unreadable !== undefined) {
          const entry = { rule: rule.id, subject: subject.label, reason: unreadable };
          notChecked.set(canonicalJson(entry), entry);
          continue;
        }
        crashes.push(crashOf(rule, subject, error, input));
      }
    }
  }
  return {
    findings: sortFindings([...findings.values()]),
    notChecked: sortNotChecked([...notChecked.values()]),
    crashes,
    checks,
    seen,
    ran: new Set([...kinds].flatMap((kind) => (rules.get(kind) ?? []).map(({ rule }) => rule.id))),
  };
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
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  const hidden = (kind: 'config' | 'baseline') =>
    findings.filter((finding) => finding.suppressed?.kind === kind).length;
  return {
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    suppressed: hidden('config'),
    baselined: hidden('baseline'),
    notChecked: notChecked.length,
  };
}

/** `undefined` where the rule is off for the place that it names. */
function toFinding(
  { rule, severityAt }: ActiveRule,
  raw: RawFinding,
  subject: AnySubject,
  input: RunInput,
): Finding | undefined {
  const place = placeOf(raw.at, subject);
  const set = severityAt(raw.messageId, place);
  if (set === 'off') return undefined;
  const { severity, message } = weigh(input.scope, raw, subject, set, rule.destroysData);
  if (severity === undefined) return undefined;
  const location = place === undefined ? undefined : locate(place, input.nameFile);
  let identity: string | undefined;
  return {
    rule: rule.id,
    messageId: raw.messageId,
    severity,
    message,
    remedy: raw.remedy ?? rule.remedy,
    subject: subject.label,
    data: raw.data,
    ...(location === undefined ? {} : { location }),
    related: raw.related.map((related) => ({ ...locate(related, input.nameFile), message: related.message })),
    // Made when it is asked for: the table never does, and hashing is what takes longest here.
    get identity() {
      identity ??= sha256(
        identityText({
          rule: rule.id,
          messageId: raw.messageId,
          subject: subject.label,
          pointer: place?.pointer,
          data: raw.data,
        }),
      );
      return identity;
    },
    ...(rule.destroysData ? { destroysData: true as const } : {}),
  };
}

function sortNotChecked(entries: readonly NotCheckedEntry[]): NotCheckedEntry[] {
  const key = (entry: NotCheckedEntry) => `${entry.rule}\n${entry.subject}\n${entry.reason}`;
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
