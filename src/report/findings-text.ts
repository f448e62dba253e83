import type { Finding } from '../engine/report.js';
import type { Severity } from '../engine/severity.js';
import type { Appearance } from './format.js';
import { type Colour, type Paint, painter } from './paint.js';
import { remedyText } from './remedy-text.js';
import { sanitize } from './sanitize.js';
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
  return groupsOf(findings).flatMap((group) => ['', ...groupText(group, appearance, paint)]);
}

interface Group {
  readonly rule: string;
  readonly severity: Severity;
  readonly destroysData: boolean;
  readonly findings: readonly Finding[];
}

/** What destroys data comes on top; for the rest the findings stand in the right order already. */
function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const all = [...groups.values()].flatMap((group): Group[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, severity } = first;
    return [{ rule, severity, destroysData: group.some((one) => one.destroysData === true), findings: group }];
  });
  return [...all.filter((group) => group.destroysData), ...all.filter((group) => !group.destroysData)];
}

function groupText({ rule, severity, destroysData, findings }: Group, appearance: Appearance, paint: Paint): string[] {
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

interface Statement {
  readonly places: readonly string[];
  readonly message: string;
  /** Left out where the next statement gives the same advice. */
  readonly remedy: string | undefined;
}

/** The same words about several places are said once, and so is the same advice about several things. */
function statements(findings: readonly Finding[]): readonly Statement[] {
  const said = new Map<string, { places: string[]; message: string; remedy: string }>();
  for (const finding of findings) {
    const message = sanitize(finding.message);
    const remedy = sanitize(finding.remedy);
    const known = said.get(`${message}\n${remedy}`);
    if (known === undefined) said.set(`${message}\n${remedy}`, { places: [placeText(finding)], message, remedy });
    else if (!known.places.includes(placeText(finding))) known.places.push(placeText(finding));
  }
  const all = [...said.values()];
  return all.map((one, i) => ({ ...one, remedy: all[i + 1]?.remedy === one.remedy ? undefined : one.remedy }));
}

function moreText(rest: readonly Finding[], rule: string, { columns }: Appearance, paint: Paint): readonly string[] {
  const subjects = [...new Set(rest.map((finding) => sanitize(finding.subject)))];
  const named =
    subjects.length <= 3 ? subjects.join(', ') : `${subjects.slice(0, 2).join(', ')} and ${subjects.length - 2} others`;
  const text = `and ${rest.length} more of the same, about ${named} (all of them: --rule ${rule})`;
  return indented(text, columns, margin).map((line) => paint(line, 'grey'));
}

/** `file:41:17`, which editors and terminals make a link of. */
export function placeText({ location, subject }: Finding): string {
  if (location === undefined) return sanitize(subject);
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return sanitize(location.file) + position;
}
