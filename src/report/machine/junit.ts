import { grouped } from '../../engine/grouped.js';
import { openFindings } from '../../engine/open-findings.js';
import type { Finding, NotCheckedEntry, Report } from '../../engine/report.js';
import { compareText } from '../../engine/sort.js';
import type { Appearance } from '../appearance.js';
import { placeText } from '../finding-groups.js';
import { ownerOf } from '../owner.js';
import { sanitize } from '../sanitize.js';
import { xmlAttribute, xmlText } from './xml.js';

/**
 * Test results as Jenkins and GitLab read them: a suite for each dataset, model folder or plans file, in it a case for each rule and
 * the subject that it speaks of. A case fails where the exit code says so too; lesser findings are its output, what is suppressed
 * or could not be checked is skipped, a rule that broke down is an error. Times are left out: equal input gives equal bytes.
 */
export function junit(report: Report, { failing }: Pick<Appearance, 'failing'>): string {
  const suites = suitesOf(report, failing);
  const all = [...suites.values()].flat();
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: `nnplans ${report.command}`, tests: all.length, ...tally(all) })}>`,
    ...[...suites].sort(([a], [b]) => compareText(a, b)).flatMap(([name, cases]) => suiteLines(name, cases)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

interface Case {
  /** A rule, or what was looked at as a whole. */
  readonly name: string;
  readonly subject: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** One sentence for lists. */
  readonly headline: string;
  readonly details: string;
}

function suitesOf(report: Report, failing: Appearance['failing']): ReadonlyMap<string, readonly Case[]> {
  const suites = grouped(
    [
      ...byTest(report.findings).map((findings) => findingsCase(findings, failing)),
      ...byTest(report.notChecked).map(notCheckedCase),
    ],
    ({ subject }) => suiteOf(subject),
  );
  // The sides of a transfer are not judged by themselves.
  const transfers = report.subjects.filter(({ kind }) => kind === 'transfer');
  for (const { label, kind } of transfers.length > 0 ? transfers : report.subjects) {
    const subject = sanitize(label);
    const suite = suiteOf(subject);
    if (!suites.has(suite)) suites.set(suite, [{ name: kind, subject, outcome: 'passed', headline: '', details: '' }]);
  }
  return suites;
}

/** A transfer belongs to neither of its datasets. */
function suiteOf(subject: string): string {
  return subject.includes(' → ') ? subject.replace(/#[^#]*$/, '') : ownerOf(subject);
}

/** By rule and subject: a test is known by these names from one run to the next. */
function byTest<Entry extends { readonly rule: string; readonly subject: string }>(
  entries: readonly Entry[],
): readonly (readonly Entry[])[] {
  return [...grouped(entries, ({ rule, subject }) => `${rule}\n${subject}`).values()];
}

/** Jenkins and GitLab show one message of a case, so the findings of a case share it. */
function findingsCase(findings: readonly Finding[], failing: Appearance['failing']): Case {
  const open = openFindings({ findings });
  const shown = open.length > 0 ? open : findings;
  const [first] = shown;
  const outcome = open.length === 0 ? 'skipped' : open.some((one) => failing.has(one.severity)) ? 'failure' : 'passed';
  const headline = first === undefined ? '' : sanitize(outcome === 'skipped' ? reasonOf(first) : first.message);
  return {
    name: first?.rule ?? '',
    subject: sanitize(first?.subject ?? ''),
    outcome,
    headline: shown.length > 1 ? `${headline} (and ${shown.length - 1} more)` : headline,
    details: shown.map(detailsOf).join('\n\n'),
  };
}

function reasonOf({ suppressed }: Finding): string {
  return suppressed === undefined ? '' : `suppressed by the ${suppressed.kind}: ${suppressed.reason}`;
}

function detailsOf(finding: Finding): string {
  return [
    `${finding.severity}: ${placeText(finding)}`,
    sanitize(finding.message),
    `→ ${sanitize(finding.remedy)}`,
    ...(finding.causedBy === undefined ? [] : [`caused by: ${finding.causedBy}`]),
    ...(finding.suppressed === undefined ? [] : [sanitize(reasonOf(finding))]),
  ].join('\n');
}

function notCheckedCase(entries: readonly NotCheckedEntry[]): Case {
  const [first] = entries;
  const reasons = entries.map(({ reason }) => sanitize(reason));
  return {
    name: `${first?.rule ?? ''} (not checked)`,
    subject: sanitize(first?.subject ?? ''),
    outcome: entries.some(({ crashed }) => crashed === true) ? 'error' : 'skipped',
    headline: reasons.join('; '),
    details: '',
  };
}

function suiteLines(name: string, cases: readonly Case[]): readonly string[] {
  const sorted = [...cases].sort((a, b) => compareText(a.subject, b.subject) || compareText(a.name, b.name));
  return [
    `  <testsuite ${attributes({ name, tests: cases.length, ...tally(cases), skipped: count(cases, 'skipped') })}>`,
    ...sorted.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ name, subject, outcome, headline, details }: Case): readonly string[] {
  const start = `    <testcase ${attributes({ name, classname: subject })}`;
  if (outcome === 'passed' && details === '') return [`${start}/>`];
  const tag = outcome === 'passed' ? 'system-out' : outcome;
  const message = outcome === 'passed' ? '' : ` ${attributes({ message: headline })}`;
  const body = details === '' ? '/>' : `>${xmlText(details)}</${tag}>`;
  return [`${start}>`, `      <${tag}${message}${body}`, '    </testcase>'];
}

function tally(cases: readonly Case[]) {
  return { failures: count(cases, 'failure'), errors: count(cases, 'error') };
}

function count(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlAttribute(String(value))}"`)
    .join(' ');
}
