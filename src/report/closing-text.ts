import type { NotCheckedEntry, Report } from '../engine/report.js';
import { counted } from './counted.js';
import type { Appearance } from './format.js';
import { painter } from './paint.js';
import { sanitize } from './sanitize.js';
import { indented } from './wrap.js';

const mostReasons = 6;

/** The last lines: how many findings, what was not checked and why, and what to do next. */
export function closingText(report: Report, appearance: Appearance): readonly string[] {
  const { columns } = appearance;
  const paint = painter(appearance.colour);
  const { error, warning, info, suppressed, baselined } = report.summary;
  const counts = [
    counted(error, 'error'),
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(info > 0 ? [`${info} info`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ].join(', ');
  const first = report.findings.find((finding) => finding.suppressed === undefined);
  return [
    '',
    ` ${paint(counts, error > 0 ? 'red' : warning > 0 ? 'yellow' : 'green')}`,
    ...notCheckedText(report.notChecked, columns),
    ...(first === undefined ? [] : [` More about a finding: nnplans explain ${first.rule}`]),
  ];
}

function notCheckedText(entries: readonly NotCheckedEntry[], columns: number): readonly string[] {
  const rules = new Map<string, Set<string>>();
  for (const { rule, reason } of entries) rules.set(reason, (rules.get(reason) ?? new Set()).add(rule));
  const reasons = [...rules].map(([reason, names]) => {
    const [only] = names;
    return sanitize(names.size === 1 ? `${only ?? ''}: ${reason}` : `${names.size} rules: ${reason}`);
  });
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, mostReasons);
  const more =
    reasons.length > shown.length
      ? [`and ${counted(reasons.length - shown.length, 'other reason')} (--format json has them)`]
      : [];
  return [' not checked', ...[...shown, ...more].flatMap((reason) => indented(reason, columns, '   '))];
}
