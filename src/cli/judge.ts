import { version } from '../../package.json';
import type { Comparison, Finding, NotCheckedEntry, Report, SubjectEntry } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import { type RuleCrash, runRules, summarise } from '../engine/run.js';
import { sortFindings } from '../engine/sort.js';
import { type Coverage, noCoverage } from '../engine/step.js';
import { relativeTo } from '../workspace/paths.js';
import type { AnySubject } from '../workspace/subjects.js';
import type { Setting } from './setting.js';

export interface Judgement {
  readonly report: Report;
  /** The rules that were to look at it. */
  readonly rules: readonly Rule[];
  readonly crashes: readonly RuleCrash[];
  /** How many times a rule looked at a subject. */
  readonly checks: number;
}

export interface Matter {
  readonly command: string;
  /** Working folder: how reports call files. */
  readonly cwd: string;
  readonly subjects: Iterable<AnySubject>;
  /** What could not even be looked into; asked when everything has been looked at. */
  readonly notChecked?: () => readonly NotCheckedEntry[];
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

/** Lets the rules look at every subject, takes their findings through the steps of the setting, and makes the report of it. */
export function judge(setting: Setting, matter: Matter): Judgement {
  const result = runRules({
    rules: setting.rules,
    settings: setting.settings,
    overrides: setting.overrides,
    knownClasses: setting.knownClasses,
    nnunet: setting.nnunet,
    subjects: matter.subjects,
    ...(setting.direction === undefined ? {} : { direction: setting.direction }),
    nameFile: (file) => relativeTo(matter.cwd, file),
  });
  const crashed = result.crashes.map(({ rule, subject, message, definedIn }) => ({
    rule,
    subject,
    reason: `the rule itself failed, which is a fault of ${definedIn ?? 'nnplans'} (${message})`,
    crashed: true as const,
  }));
  const notChecked = [...crashed, ...(matter.notChecked?.() ?? []), ...result.notChecked];
  const run = { ran: result.ran, notChecked, coverage: matter.coverage ?? noCoverage };
  const found = result.findings.filter((finding) => matter.isAside?.(finding) !== true);
  const judged = setting.steps.reduce<readonly Finding[]>((findings, step) => step(findings, run), found);
  const findings = setting.steps.length === 0 ? judged : sortFindings(judged);
  return {
    report: {
      schemaVersion: '1',
      tool: { name: 'nnplans', version },
      command: matter.command,
      summary: summarise(findings, notChecked),
      findings,
      notChecked,
      ...matter.overview(findings),
    },
    rules: setting.rules,
    crashes: result.crashes,
    checks: result.checks,
  };
}
