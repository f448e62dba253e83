import type { Report, SubjectEntry } from '../../engine/report.js';
import type { Appearance } from '../appearance.js';
import { sanitize } from '../sanitize.js';
import { type SubjectFindings, subjectsByGravity } from '../subject-findings.js';
import { tally, tallyWidth } from '../tally.js';
import { type GridColumn, grid } from './grid.js';
import { painter } from './paint.js';
import { cutStart } from './width.js';

const mostScripts = 200;
const mostSteps = 60;

/** One script: what it does, step by step. Several: one line for each. */
export function workflowText(report: Report, appearance: Appearance): readonly string[] {
  const [only, second] = report.subjects;
  if (only !== undefined && second === undefined) return stepsText(only, appearance);
  return scriptsText(subjectsByGravity(report), appearance);
}

function stepsText(entry: SubjectEntry, { columns }: Appearance): readonly string[] {
  const steps = stepsOf(entry);
  if (steps.length === 0) return ['', ` ${sanitize(entry.label)}`];
  const rows = steps.slice(0, mostSteps).map((step) => step.map(sanitize));
  // Three gaps of two and the margin.
  const rest = columns - 7;
  const heads: readonly GridColumn[] = [
    { head: 'line', most: Math.floor(rest * 0.16), wraps: true },
    { head: 'does', most: Math.floor(rest * 0.28), wraps: true },
    { head: 'dataset', most: Math.floor(rest * 0.26), wraps: true },
    { head: 'plans', most: Math.floor(rest * 0.3), wraps: true },
  ];
  const more = steps.length > rows.length ? [` and ${steps.length - rows.length} more`] : [];
  return ['', ` ${sanitize(entry.label)}`, '', ...grid(heads, rows), ...more];
}

function scriptsText(subjects: readonly SubjectFindings[], { columns, colour }: Appearance): readonly string[] {
  const paint = painter(colour);
  const shown = subjects.slice(0, mostScripts);
  const names = columns - 5 - 8 - tallyWidth;
  const rows = shown.map(({ entry, findings }) => [
    cutStart(sanitize(entry.label), names),
    String(entry.facts?.['commands'] ?? ''),
    tally(findings, paint),
  ]);
  const heads = [
    { head: 'script', most: names },
    { head: 'commands', most: 8 },
    { head: 'findings', most: tallyWidth },
  ];
  const more =
    subjects.length > shown.length ? [` and ${subjects.length - shown.length} more, with nothing graver`] : [];
  return ['', ...grid(heads, rows), ...more];
}

function stepsOf({ facts }: SubjectEntry): readonly (readonly string[])[] {
  const steps = facts?.['steps'];
  return Array.isArray(steps) ? (steps as readonly string[]).map((step) => step.split('\t')) : [];
}
