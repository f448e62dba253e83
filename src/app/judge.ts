import { version } from '../../package.json';
import { applyBaseline, type BaselineFacts, type KnownFinding, knownIn, staleEntry } from '../engine/baseline.js';
import { withCauses } from '../engine/causes.js';
import { isOpen } from '../engine/open-findings.js';
import type { Comparison, Finding, NotCheckedEntry, Report, SubjectEntry } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import { lookAt, summarise } from '../engine/run.js';
import type { Scope } from '../engine/scope.js';
import type { RuleCrash } from '../engine/sightings.js';
import { type Sightings, settled } from '../engine/sightings.js';
import { sortFindings } from '../engine/sort.js';
import { type Coverage, noCoverage } from '../engine/step.js';
import { verdictOf } from '../engine/verdict.js';
import { type Storage, StorageError } from '../io/storage.js';
import { absolutePath, relativeTo } from '../workspace/paths.js';
import { withPickles } from '../workspace/pickled-file.js';
import type { AnySubject } from '../workspace/subjects.js';
import { guarded, guardedRules, isFromWithin, rulesOff, speaksOfGuarded } from './config-trust.js';
import { writtenFix } from './fix/written-edit.js';
import type { Setting } from './setting.js';
import { Trouble } from './trouble.js';

export interface Judgement {
  readonly report: Report;
  /** The rules that were to look at it. */
  readonly rules: readonly Rule[];
  readonly crashes: readonly RuleCrash[];
  /** How many times a rule looked at a subject. */
  readonly checks: number;
  /** Texts of the files that findings have edits for, by absolute path; `undefined` for a file that is not there. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** With `--update-baseline`: what is to be written. */
  readonly updatedBaseline?: readonly KnownFinding[];
}

/** What is looked at. */
export interface Field {
  /** Working folder: how reports call files. */
  readonly cwd: string;
  readonly subjects: Iterable<AnySubject>;
  /** Absolute paths of what is judged: a config that lies in there has no say about what it names to be opened. */
  readonly judged: readonly string[];
  readonly storage: Storage;
  /** What could not even be looked into; asked when everything has been looked at. */
  readonly notChecked?: () => readonly NotCheckedEntry[];
  /** What the job reads that was asked about; without, everything is asked about. */
  readonly scope?: Scope;
  /** Which unit of a shared work the subject belongs to that was given last. */
  readonly unit?: () => number;
  /** Whether it is to be known of every subject that it was looked at, and not only of those that matter to a baseline. */
  readonly wanted?: 'all' | undefined;
}

/** What was seen of it, before anything is made of that. */
export interface Look {
  readonly sightings: Sightings;
  readonly notChecked: readonly NotCheckedEntry[];
  /** Whether the config lies in what was looked at. */
  readonly isWithin: boolean;
}

/** What is to become of it. */
export interface Matter {
  readonly command: string;
  readonly cwd: string;
  /** Findings that do not belong here, although a rule made them. */
  readonly isAside?: (finding: Finding) => boolean;
  /** Where nothing can have been missed; nowhere where left out. */
  readonly coverage?: Coverage;
  /** Made after the rules have run, when it is known what they found. */
  readonly overview: (findings: Report['findings']) => {
    readonly subjects: readonly SubjectEntry[];
    readonly comparisons?: readonly Comparison[];
  };
}

/** Thrown where no rule looked at anything: silence must not pass for a clean result. */
export function nothingChecked(): Trouble {
  const hint = 'See what each rule is about: nnplans rules';
  return new Trouble(
    'Nothing was checked: none of the chosen rules looks at what there is.',
    [hint],
    'nothing-checked',
  );
}

/** Lets the rules look at every subject, takes their findings through the steps of the setting, and makes the report of it. */
export function judge(setting: Setting, matter: Matter & Field): Judgement {
  const texts = new Map<string, string | undefined>();
  return { ...judged(setting, matter, look(setting, matter, texts)), texts };
}

/** @param texts takes those of the files that findings have edits for */
export function look(given: Setting, field: Field, texts = new Map<string, string | undefined>()): Look {
  const isWithin = speaksOfGuarded(given) && isFromWithin(given, field.judged, field.storage);
  const setting = isWithin ? guarded(given) : given;
  const nameFile = (file: string) => relativeTo(field.cwd, file);
  const sightings = lookAt({
    rules: setting.rules,
    known: setting.known,
    settings: setting.settings,
    overrides: setting.overrides,
    knownClasses: setting.knownClasses,
    nnunet: setting.nnunet.versions,
    installation: setting.nnunet.installation,
    knownGlobals: setting.knownGlobals,
    subjects: withPickles(field.subjects),
    ...(setting.direction === undefined ? {} : { direction: setting.direction }),
    scope: field.scope,
    unreadable: (error) => (error instanceof StorageError ? `it could not be read: ${error.message}` : undefined),
    nameFile,
    writeFix: (fix) => {
      const written = writtenFix(fix, nameFile);
      if (written !== undefined)
        for (const { document } of fix.edits) texts.set(absolutePath(field.cwd, document.file), document.text);
      return written;
    },
    wanted: field.wanted ?? wantedBy(setting),
    ...(field.unit === undefined ? {} : { unit: field.unit }),
  });
  return { sightings, notChecked: field.notChecked?.() ?? [], isWithin };
}

function wantedBy({ baseline, earlier }: Setting): ReadonlySet<string> {
  return new Set([baseline, earlier].flatMap((known) => known?.entries ?? []).map(({ subject }) => subject));
}

/** Takes what was seen through the steps of the setting, and makes the report of it. */
export function judged(given: Setting, matter: Matter, { sightings, notChecked: missed, isWithin }: Look): Judgement {
  const setting = isWithin ? guarded(given) : given;
  const result = settled(sightings, setting.rules);
  const crashed = result.crashes.map(({ rule, subject, message, definedIn }) => ({
    rule,
    subject,
    reason: `the rule itself failed, which is a fault of ${definedIn ?? 'nnplans'} (${message})`,
    crashed: true as const,
  }));
  const notChecked = [...crashed, ...missed, ...result.notChecked];
  const failed = new Set(result.crashes.map(({ rule }) => rule));
  const run = { ran: result.ran, notChecked, coverage: matter.coverage ?? noCoverage };
  const found = result.findings.filter((finding) => matter.isAside?.(finding) !== true);
  const stepped = setting.steps.reduce<readonly Finding[]>((findings, step) => step(findings, run), found);
  const facts = {
    ...run,
    ran: new Set([...run.ran].filter((rule) => !failed.has(rule))),
    found: result.findings,
    seen: result.seen,
  };
  const baselined = withBaseline(stepped, setting, facts);
  const recent = withoutEarlier(baselined.findings, setting, facts);
  const sorted = setting.steps.length === 0 ? recent.findings : sortFindings(recent.findings);
  const findings = withCauses(sorted, setting.rules);
  const summary = summarise(findings, notChecked);
  return {
    report: {
      schemaVersion: '1',
      tool: { name: 'nnplans', version },
      command: matter.command,
      verdict: verdictOf(summary, notChecked, result.checks),
      summary,
      findings,
      notChecked,
      ...(baselined.report === undefined ? {} : { baseline: baselined.report }),
      ...(recent.report === undefined ? {} : { since: recent.report }),
      ...configNote(setting, isWithin, matter.cwd),
      ...matter.overview(findings),
      nnunet: setting.nnunet.entry,
    },
    ...(baselined.updated === undefined ? {} : { updatedBaseline: baselined.updated }),
    rules: setting.rules,
    crashes: result.crashes,
    checks: result.checks,
    texts: new Map(),
  };
}

function configNote(setting: Setting, isWithin: boolean, cwd: string): Pick<Report, 'config'> {
  const off = rulesOff(setting);
  if (setting.configFile === undefined || (off.length === 0 && !isWithin)) return {};
  return { config: { file: relativeTo(cwd, setting.configFile), off, ignored: isWithin ? [...guardedRules] : [] } };
}

interface Baselined {
  readonly findings: readonly Finding[];
  readonly report?: Report['baseline'];
  readonly updated?: readonly KnownFinding[];
}

function withBaseline(findings: readonly Finding[], { baseline }: Setting, facts: BaselineFacts): Baselined {
  if (baseline === undefined) return { findings };
  const { file, isUpdated } = baseline;
  const result = applyBaseline(findings, baseline, facts);
  if (!isUpdated) return { findings: result.findings, report: { file, stale: result.stale.map(staleEntry) } };
  return {
    // From now on all of them are known.
    findings: findings.map((finding) => (isOpen(finding) ? knownIn(file, finding) : finding)),
    report: { file, stale: [] },
    updated: result.updated,
  };
}

/** Leaves out what was found in an earlier state. */
function withoutEarlier(
  findings: readonly Finding[],
  { earlier }: Setting,
  facts: BaselineFacts,
): { readonly findings: readonly Finding[]; readonly report?: Report['since'] } {
  if (earlier === undefined) return { findings };
  const { revision, entries } = earlier;
  const known = applyBaseline(findings, { file: revision, entries }, facts);
  const recent = findings.filter((finding, i) => known.findings[i] === finding);
  return { findings: recent, report: { revision, known: findings.length - recent.length } };
}
