import type { Finding } from '../engine/report.js';
import type { Severity } from '../engine/severity.js';
import type { Appearance } from './format.js';
import { type Colour, type Paint, painter } from './paint.js';
import { sanitize } from './sanitize.js';
import { cutMiddle } from './width.js';
import { indented } from './wrap.js';

export const severityMarks: Readonly<Record<Severity, readonly [mark: string, colour: Colour]>> = {
  error: ['✗', 'red'],
  warning: ['!', 'yellow'],
  info: ['i', 'blue'],
};

/** Findings one below the other; of a rule that says the same many times the first few, and how many more. */
export function findingsText(findings: readonly Finding[], appearance: Appearance): readonly string[] {
  const paint = painter(appearance.colour);
  const lines: string[] = [];
  for (const group of grouped(findings)) {
    const shown = group.slice(0, appearance.findingsPerRule);
    for (const finding of shown) lines.push('', ...findingText(finding, appearance, paint));
    if (group.length > shown.length) lines.push('', ...moreText(group, shown.length, appearance, paint));
  }
  return lines;
}

/** The same rule saying the same thing, in the order in which the first of each comes. */
function grouped(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule} ${finding.messageId}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function findingText(finding: Finding, { columns }: Appearance, paint: Paint): string[] {
  const [mark, colour] = severityMarks[finding.severity];
  const room = columns - 3;
  const head = ` ${paint(`${mark} ${finding.severity}`, colour)} ${paint(finding.rule, 'bold')}`;
  const danger = finding.destroysData === true ? [`   ${paint('This destroys data.', 'red')}`] : [];
  const message = sanitize(finding.message);
  const remedy = sanitize(finding.remedy);
  return [
    head,
    `   ${paint(cutMiddle(placeText(finding), room), 'grey')}`,
    ...danger,
    ...indented(message, columns, '   '),
    ...indented(remedy, columns, '   → '),
  ];
}

function moreText(group: readonly Finding[], shown: number, { columns }: Appearance, paint: Paint): string[] {
  const others = [...new Set(group.slice(shown).map((finding) => sanitize(finding.subject)))];
  const named =
    others.length <= 3 ? others.join(', ') : `${others.slice(0, 2).join(', ')} and ${others.length - 2} others`;
  const rule = group[0]?.rule ?? '';
  const text = `and ${group.length - shown} more of the same, about ${named} (all of them: --rule ${rule})`;
  return indented(text, columns, '   ').map((line) => paint(line, 'grey'));
}

/** `file:41:17`, which editors and terminals make a link of. */
export function placeText({ location, subject }: Finding): string {
  if (location === undefined) return sanitize(subject);
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return sanitize(location.file) + position;
}
