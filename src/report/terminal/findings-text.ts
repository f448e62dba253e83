import type { Finding } from '../../engine/report.js';
import type { Severity } from '../../engine/severity.js';
import { type FindingGroup, findingGroups, statements } from '../finding-groups.js';
import type { Appearance } from '../format.js';
import { sanitize } from '../sanitize.js';
import { type Colour, type Paint, painter } from './paint.js';
import { remedyText } from './remedy-text.js';
import { cutStart } from './width.js';
import { indented } from './wrap.js';

export const severityMarks: Readonly<Record<Severity, readonly [mark: string, colour: Colour]>> = {
  error: ['✗', 'red'],
  warning: ['!', 'yellow'],
  info: ['i', 'blue'],
};

const margin = '   ';

/** Findings of one rule below each other, worst rules first; of a rule that says much, the beginning and how much more there is. */
export function findingsText(findings: readonly Finding[], appearance: Appearance): readonly string[] {
  const paint = painter(appearance.colour);
  return findingGroups(findings).flatMap((group) => ['', ...groupText(group, appearance, paint)]);
}

function groupText(
  { rule, severity, destroysData, findings }: FindingGroup,
  appearance: Appearance,
  paint: Paint,
): string[] {
  const [mark, colour] = severityMarks[severity];
  const { columns, findingsPerRule } = appearance;
  const shown = findings.slice(0, findingsPerRule);
  const danger = destroysData ? ` ${paint('destroys data', 'red')}` : '';
  const parts = statements(shown).map((statement) => [
    ...statement.places.map((place) => margin + paint(cutStart(place, columns - margin.length), 'grey')),
    ...indented(statement.message, columns, margin),
    ...(statement.remedy === undefined ? [] : remedyText(statement.remedy, columns, margin)),
  ]);
  return [
    ` ${paint(`${mark} ${severity}`, colour)} ${paint(rule, 'bold')}${danger}`,
    ...parts.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])),
    ...(findings.length > shown.length ? ['', ...moreText(findings.slice(shown.length), rule, appearance, paint)] : []),
  ];
}

function moreText(rest: readonly Finding[], rule: string, { columns }: Appearance, paint: Paint): readonly string[] {
  const subjects = [...new Set(rest.map((finding) => sanitize(finding.subject)))];
  const named =
    subjects.length <= 3 ? subjects.join(', ') : `${subjects.slice(0, 2).join(', ')} and ${subjects.length - 2} others`;
  const text = `and ${rest.length} more of the same, about ${named} (all of them: --rule ${rule})`;
  return indented(text, columns, margin).map((line) => paint(line, 'grey'));
}
