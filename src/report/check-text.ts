import type { Comparison, ComparisonRow, Report, SubjectEntry } from '../engine/report.js';
import { severityMarks } from './findings-text.js';
import type { Appearance } from './format.js';
import { grid } from './grid.js';
import { type Paint, painter } from './paint.js';
import { sanitize } from './sanitize.js';
import { padded } from './width.js';
import { indented } from './wrap.js';

/** What was compared, side by side, also where it agrees. */
export function checkText(report: Report, appearance: Appearance): readonly string[] {
  const paint = painter(appearance.colour);
  return [
    ...headText(report.subjects, appearance),
    ...(report.comparisons ?? []).flatMap((one) => comparisonText(one, appearance, paint)),
  ];
}

function headText(subjects: readonly SubjectEntry[], { columns }: Appearance): string[] {
  const lines = subjects.flatMap((entry): [string, string][] => {
    const facts = entry.facts ?? {};
    if (entry.kind === 'plans')
      return [[String(facts['role'] ?? ''), [facts['dataset'], facts['plans']].filter(Boolean).join('  ')]];
    if (entry.kind === 'checkpoint') return [['checkpoint', entry.file ?? entry.label]];
    return facts['origin'] === undefined ? [] : [['origin', String(facts['origin'])]];
  });
  return ['', ...lines.flatMap(([name, value]) => indented(sanitize(value), columns, ` ${padded(name, 12)} `))];
}

function comparisonText({ configuration, rows }: Comparison, { columns }: Appearance, paint: Paint): string[] {
  const verdictWidth = 12;
  const nameWidth = 16;
  const valueWidth = Math.floor((columns - 1 - nameWidth - verdictWidth - 6) / 2);
  const heads = [
    { head: sanitize(configuration), most: nameWidth },
    { head: 'pretraining', most: valueWidth },
    { head: 'finetuning', most: valueWidth },
    { head: '', most: verdictWidth },
  ];
  const lines = grid(heads, rows.map(cells));
  return ['', ...lines.map((line, i) => coloured(line, rows[i - 2], paint))];
}

function cells({ what, pretraining, finetuning, verdict }: ComparisonRow): string[] {
  const same = pretraining === finetuning && pretraining !== '–' ? 'same' : sanitize(finetuning);
  return [what, sanitize(pretraining), same, verdictText(verdict)];
}

function verdictText(verdict: ComparisonRow['verdict']): string {
  if (verdict === 'agrees') return '✓';
  if (verdict === 'differs' || verdict === 'not checked') return verdict;
  return `${severityMarks[verdict][0]} ${verdict}`;
}

function coloured(line: string, row: ComparisonRow | undefined, paint: Paint): string {
  if (row === undefined) return line;
  const text = verdictText(row.verdict);
  if (!line.endsWith(text) || row.verdict === 'differs' || row.verdict === 'not checked') return line;
  const colour = row.verdict === 'agrees' ? 'green' : severityMarks[row.verdict][1];
  return line.slice(0, -text.length) + paint(text, colour);
}
