import type { Finding, Report, SubjectEntry } from '../engine/report.js';
import { severities } from '../engine/severity.js';
import { counted } from './counted.js';
import { severityMarks } from './findings-text.js';
import type { Appearance } from './format.js';
import { grid } from './grid.js';
import { sanitize } from './sanitize.js';

/** So many lines fit a few screens; the rest is counted. */
const mostRows = 200;

/** One line for each dataset, model folder or lone plans file, those with findings first. */
export function auditText(report: Report, { columns }: Appearance): readonly string[] {
  const entries = report.subjects.map((entry) => ({ entry, findings: findingsAbout(entry, report.findings) }));
  const sorted = [...entries].sort((a, b) => gravity(a.findings) - gravity(b.findings));
  const shown = sorted.slice(0, mostRows);
  const rows = shown.map(({ entry, findings }) => [
    sanitize(entry.label),
    fact(entry, 'plans'),
    fact(entry, 'configurations'),
    fact(entry, 'cases'),
    worst(findings),
  ]);
  const rest = columns - 1 - 8;
  const heads = [
    { head: 'dataset', most: Math.floor(rest * 0.32) },
    { head: 'plans', most: Math.floor(rest * 0.26) },
    { head: 'configurations', most: Math.floor(rest * 0.2) },
    { head: 'cases', most: 7 },
    { head: 'findings', most: Math.floor(rest * 0.22) - 7 },
  ];
  const more =
    sorted.length > shown.length
      ? [` and ${counted(sorted.length - shown.length, 'more dataset')}, with nothing graver`]
      : [];
  return ['', ...grid(heads, rows), ...more];
}

/** Subjects are named from the outside in: `Dataset121_CT/nnUNetPlans#2d` belongs to `Dataset121_CT`. */
function findingsAbout({ label }: SubjectEntry, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    ({ subject, suppressed }) =>
      suppressed === undefined &&
      (subject === label || subject.startsWith(`${label}/`) || subject.startsWith(`${label}#`)),
  );
}

function gravity(findings: readonly Finding[]): number {
  const ranks = findings.map((finding) => severities.indexOf(finding.severity));
  return Math.min(severities.length, ...ranks);
}

function worst(findings: readonly Finding[]): string {
  const severity = severities[gravity(findings)];
  if (severity === undefined) return '✓';
  const count = findings.filter((finding) => finding.severity === severity).length;
  return `${severityMarks[severity][0]} ${counted(count, severity === 'info' ? 'note' : severity)}`;
}

function fact({ facts }: SubjectEntry, name: string): string {
  const value = facts?.[name];
  if (value === undefined) return '–';
  return sanitize(typeof value === 'string' || typeof value === 'number' ? String(value) : value.join(', '));
}
