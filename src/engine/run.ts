import type { AnySubject } from '../workspace/subjects.js';
import { canonicalJson, identityText } from './identity.js';
import { locate, placeOf } from './locate.js';
import type { Finding, NotCheckedEntry, Report, Summary } from './report.js';
import type { Direction, OptionsSchema, RawFinding, Rule, RuleContext } from './rule.js';
import type { Severity } from './severity.js';
import { sha256 } from './sha256.js';
import { sortFindings } from './sort.js';

/** What a user may set for one rule. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface RunInput {
  readonly rules: readonly Rule[];
  /** May be a generator: a subject is let go once its rules have looked at it, so that 100,000 cases cost no memory. */
  readonly subjects: Iterable<AnySubject>;
  readonly settings?: ReadonlyMap<string, RuleSetting>;
  readonly direction?: Direction;
  readonly knownClasses?: ReadonlySet<string>;
  readonly nnunet?: string | undefined;
  /** How reports call a file. */
  readonly nameFile: (file: string) => string;
}

export interface RunResult extends Pick<Report, 'findings' | 'notChecked'> {
  /** Rules that threw: a fault of nnplans, exit code 3. */
  readonly crashes: readonly RuleCrash[];
  /** How many times a rule looked at a subject: nothing looked at is a failure, never a pass. */
  readonly checks: number;
  /** Names of the rules that looked at something. */
  readonly ran: ReadonlySet<string>;
}

export interface RuleCrash {
  readonly rule: string;
  readonly subject: string;
  readonly message: string;
}

/** Runs every rule that is not off over every subject of its kind. */
export function runRules(input: RunInput): RunResult {
  const findings = new Map<string, Finding>();
  const notChecked = new Map<string, NotCheckedEntry>();
  const crashes: RuleCrash[] = [];
  let checks = 0;
  const kinds = new Set<AnySubject['kind']>();
  const rules = activeRules(input);
  for (const subject of input.subjects) {
    kinds.add(subject.kind);
    for (const { rule, setting, context } of rules.get(subject.kind) ?? []) {
      checks += 1;
      try {
        for (const raw of rule.check(subject, context)) {
          if ('notChecked' in raw) {
            const entry = { rule: rule.id, subject: subject.label, reason: raw.notChecked };
            notChecked.set(canonicalJson(entry), entry);
            continue;
          }
          const finding = toFinding(rule, raw, subject, setting, input);
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
        crashes.push({
          rule: rule.id,
          subject: subject.label,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
  }
  return {
    findings: sortFindings([...findings.values()]),
    notChecked: sortNotChecked([...notChecked.values()]),
    crashes,
    checks,
    ran: new Set([...kinds].flatMap((kind) => (rules.get(kind) ?? []).map(({ rule }) => rule.id))),
  };
}

interface ActiveRule {
  readonly rule: Rule;
  readonly setting: RuleSetting | undefined;
  readonly context: RuleContext;
}

function activeRules(input: RunInput): ReadonlyMap<AnySubject['kind'], readonly ActiveRule[]> {
  const active = new Map<AnySubject['kind'], ActiveRule[]>();
  for (const rule of input.rules) {
    const setting = input.settings?.get(rule.id);
    if (setting?.severity === 'off') continue;
    const entry = { rule, setting, context: contextOf(rule, setting, input) };
    active.set(rule.subject, [...(active.get(rule.subject) ?? []), entry]);
  }
  return active;
}

export function summarise(findings: readonly Finding[], notChecked: readonly NotCheckedEntry[]): Summary {
  const open = findings.filter((finding) => finding.suppressed === undefined);
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

function contextOf(rule: Rule, setting: RuleSetting | undefined, input: RunInput): RuleContext<OptionsSchema> {
  const options = new Map<string, unknown>(
    Object.entries(rule.options).map(([name, schema]) => [name, schema.default]),
  );
  for (const [name, value] of Object.entries(setting?.options ?? {})) options.set(name, value);
  return {
    options: Object.fromEntries(options) as RuleContext<OptionsSchema>['options'],
    direction: input.direction ?? 'pretraining-to-finetuning',
    knownClasses: input.knownClasses ?? new Set(),
    nnunet: input.nnunet,
  };
}

function toFinding(
  rule: Rule,
  raw: RawFinding,
  subject: AnySubject,
  setting: RuleSetting | undefined,
  input: RunInput,
): Finding {
  const place = placeOf(raw.at, subject);
  const location = place === undefined ? undefined : locate(place, input.nameFile);
  // A severity from the config counts for the whole rule; without one, a message may weigh less than its rule.
  const configured = setting?.severity === 'off' ? undefined : setting?.severity;
  return {
    rule: rule.id,
    messageId: raw.messageId,
    severity: configured ?? rule.severities[raw.messageId] ?? rule.severity,
    message: raw.text,
    remedy: raw.remedy ?? rule.remedy,
    subject: subject.label,
    data: raw.data,
    ...(location === undefined ? {} : { location }),
    related: raw.related.map((related) => ({ ...locate(related, input.nameFile), message: related.message })),
    identity: sha256(
      identityText({
        rule: rule.id,
        messageId: raw.messageId,
        subject: subject.label,
        pointer: place?.pointer,
        data: raw.data,
      }),
    ),
    ...(rule.destroysData ? { destroysData: true as const } : {}),
  };
}

function sortNotChecked(entries: readonly NotCheckedEntry[]): NotCheckedEntry[] {
  const key = (entry: NotCheckedEntry) => `${entry.rule}\n${entry.subject}\n${entry.reason}`;
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
