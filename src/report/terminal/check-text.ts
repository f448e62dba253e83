import type { Comparison, ComparisonRow, Finding, Report, SubjectEntry } from '../../engine/report.js';
import type { Appearance } from '../appearance.js';
import { sanitize } from '../sanitize.js';
import { tally, tallyWidth } from '../tally.js';
import { severityMarks } from './findings-text.js';
import { grid } from './grid.js';
import { agrees, findingsAbout, type Job, jobsOf, sidesOf } from './jobs.js';
import { type Paint, painter } from './paint.js';
import { padded, widthOf } from './width.js';
import { indented } from './wrap.js';

/** What was compared, side by side, also where it agrees; of several transfers, one line each, and those that differ side by side. */
export function checkText(
  report: Report,
  appearance: Appearance,
  numbered: ReadonlyMap<string, string>,
): readonly string[] {
  const paint = painter(appearance.colour);
  const jobs = jobsOf(report);
  if (jobs.length < 2) return jobs.flatMap((job) => jobText(job, appearance, paint, numbered));
  const differing = jobs.filter(({ comparisons }) => !comparisons.every(agrees));
  return [
    ...overviewText(jobs, report.findings, appearance, paint),
    ...differing.flatMap((job) => jobText(job, appearance, paint, numbered)),
  ];
}

function overviewText(
  jobs: readonly Job[],
  findings: readonly Finding[],
  { columns }: Appearance,
  paint: Paint,
): readonly string[] {
  const most = Math.floor((columns - 1 - tallyWidth - 4) / 2);
  const heads = [
    { head: 'pretraining', most, wraps: true },
    { head: 'finetuning', most, wraps: true },
    { head: 'findings', most: tallyWidth },
  ] as const;
  const rows = jobs.map((job) => {
    const [pretraining, finetuning] = sidesOf(job).map(sanitize);
    return [pretraining ?? '', finetuning ?? '', tally(findingsAbout(job, findings), paint)];
  });
  return ['', ...grid(heads, rows)];
}

function jobText(
  { entries, comparisons }: Job,
  appearance: Appearance,
  paint: Paint,
  numbered: ReadonlyMap<string, string>,
): readonly string[] {
  const { full, brief } = divided(comparisons);
  return [
    ...headText(entries, appearance),
    ...full.flatMap((one) => comparisonText(one, appearance, paint, numbered)),
    ...(brief.length === 0 ? [] : ['', ...brief.flatMap((one) => agreementText(one, appearance))]),
  ];
}

/** A configuration that agrees in everything is shown in full only when no other is: plans may have five of them. */
function divided(comparisons: readonly Comparison[]) {
  const differing = comparisons.filter((one) => !agrees(one));
  const full = differing.length > 0 ? differing : comparisons.slice(0, 1);
  return { full, brief: comparisons.filter((one) => !full.includes(one)) };
}

/** The two sides and the origin of their plans, names below each other. */
function headText(subjects: readonly SubjectEntry[], { columns }: Appearance): string[] {
  const sides = subjects.filter((entry) => entry.kind === 'plans');
  const width = sides.reduce(
    (most, { facts }) => Math.max(most, widthOf(sanitize(String(facts?.['dataset'] ?? '')))),
    0,
  );
  const lines = subjects.flatMap((entry): [string, string][] => {
    const facts = entry.facts ?? {};
    if (entry.kind === 'plans') {
      const dataset = facts['dataset'] === undefined ? '' : sanitize(String(facts['dataset']));
      return [[String(facts['role'] ?? ''), `${padded(dataset, width)}  ${sanitize(String(facts['plans']))}`]];
    }
    if (entry.kind === 'checkpoint') return [['checkpoint', sanitize(entry.file ?? entry.label)]];
    return facts['origin'] === undefined ? [] : [['origin', sanitize(String(facts['origin']))]];
  });
  return ['', ...lines.flatMap(([name, value]) => indented(value, columns, ` ${padded(name, 12)} `))];
}

function comparisonText(
  { configuration, rows }: Comparison,
  { columns }: Appearance,
  paint: Paint,
  numbered: ReadonlyMap<string, string>,
): readonly string[] {
  const verdictWidth = 11;
  const nameWidth = 15;
  const valueWidth = Math.floor((columns - 1 - nameWidth - verdictWidth - 6) / 2);
  const heads = [
    { head: sanitize(configuration), most: nameWidth, wraps: true },
    { head: 'pretraining', most: valueWidth, wraps: true },
    { head: 'finetuning', most: valueWidth, wraps: true },
    { head: '', most: verdictWidth },
  ] as const;
  return [
    '',
    ...grid(
      heads,
      rows.map((row) => cells(row, paint, numbered)),
    ),
  ];
}

function cells(row: ComparisonRow, paint: Paint, numbered: ReadonlyMap<string, string>): string[] {
  const { what, pretraining, finetuning } = row;
  const same = pretraining === finetuning && pretraining !== '–' ? 'same' : sanitize(finetuning);
  return [what, sanitize(pretraining), same, verdictText(row, paint, numbered)];
}

/** `✗ ①`: how grave, and under which number it is told. */
function verdictText({ verdict, finding }: ComparisonRow, paint: Paint, numbered: ReadonlyMap<string, string>): string {
  if (verdict === 'agrees') return paint('✓', 'green');
  if (verdict === 'differs' || verdict === 'not checked') return verdict;
  const [mark, colour] = severityMarks[verdict];
  return paint(`${mark} ${numbered.get(finding ?? '') ?? verdict}`, colour);
}

function agreementText({ configuration, rows }: Comparison, { columns }: Appearance): readonly string[] {
  const agreeing = rows.filter(({ verdict }) => verdict === 'agrees').map(({ what }) => what);
  return indented(
    `the same on both sides: ${agreeing.join(', ')}`,
    columns,
    ` ${padded(sanitize(configuration), 15)}  `,
  );
}
