import { type Family, familiesOf } from '../../engine/causes.js';
import type { Finding, Report } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import type { Severity } from '../../engine/severity.js';
import type { Appearance } from '../appearance.js';
import { type FindingGroup, findingGroups, plainGroups, statements, topicsText } from '../finding-groups.js';
import { sanitize } from '../sanitize.js';
import { type Colour, type Paint, painter } from './paint.js';
import { remedyText } from './remedy-text.js';
import { cut, cutStart } from './width.js';
import { indented } from './wrap.js';

export const severityMarks: Readonly<Record<Severity, readonly [mark: string, colour: Colour]>> = {
  error: ['✗', 'red'],
  warning: ['!', 'yellow'],
  info: ['i', 'blue'],
};

const margin = '   ';

/** Numbers for mistakes, which rows of the comparison refer to; what comes after the last has none. */
const numbers = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'];

/** By identity, of every finding whose mistake is told below under a number. Only rows of a comparison refer to them. */
export function numberedFindings(report: Report, families: readonly Family[]): ReadonlyMap<string, string> {
  const referred = new Set(
    (report.comparisons ?? []).flatMap(({ rows }) => rows.flatMap(({ finding }) => finding ?? [])),
  );
  if (referred.size === 0) return new Map();
  return new Map(
    findingGroups(families.filter(({ severity }) => severity !== 'info')).flatMap((group, i) =>
      [...group.findings, ...group.consequences].flatMap((finding) => {
        const number = numbers[i];
        return number === undefined ? [] : [[finding.identity, number] as const];
      }),
    ),
  );
}

/** Mistakes of one rule below each other, worst rules first; of a rule that says much, the beginning and how much more there is. */
export function findingsText(
  families: readonly Family[],
  numbered: ReadonlyMap<string, string>,
  appearance: Appearance,
  rules: readonly Rule[],
): readonly string[] {
  const paint = painter(appearance.colour);
  const groups = findingGroups(families);
  // Where nothing is wrong, notes are all there is to read.
  const areNotesBrief = !appearance.all && groups.some(({ severity }) => severity !== 'info');
  const isBrief = (group: FindingGroup) => areNotesBrief && group.severity === 'info';
  const notes = groups.filter(isBrief);
  return [
    ...groups
      .filter((group) => !isBrief(group))
      .flatMap((group) => ['', ...groupText(group, numbered, appearance, rules, paint)]),
    ...(notes.length === 0 ? [] : ['', ...notes.map((group) => noteText(group, appearance, paint))]),
  ];
}

function groupText(
  { rule, severity, destroysData, findings, consequences }: FindingGroup,
  numbered: ReadonlyMap<string, string>,
  appearance: Appearance,
  rules: readonly Rule[],
  paint: Paint,
): string[] {
  const [mark, colour] = severityMarks[severity];
  const [first] = findings;
  const number = numbered.size === 0 || first === undefined ? undefined : numbered.get(first.identity);
  const danger = destroysData ? ` ${paint('destroys data', 'red')}` : '';
  return [
    ` ${number === undefined ? '' : `${number} `}${paint(`${mark} ${severity}`, colour)} ${paint(rule, 'bold')}${danger}`,
    ...bodyText(rule, findings, appearance, paint, margin, consequencesText(consequences, appearance, rules, paint)),
  ];
}

/** @param following what follows from all of them: it stands before the last remedy, which cures it */
function bodyText(
  rule: string,
  findings: readonly Finding[],
  appearance: Appearance,
  paint: Paint,
  indent: string,
  following: readonly string[],
): readonly string[] {
  const { columns, findingsPerRule } = appearance;
  const shown = findings.slice(0, findingsPerRule);
  const told = statements(shown);
  const parts = told.map((statement, i) => [
    ...statement.places.map((place) => indent + paint(cutStart(place, columns - indent.length), 'grey')),
    ...indented(statement.message, columns, indent),
    ...(i === told.length - 1 ? following : []),
    ...(statement.remedy === undefined ? [] : remedyText(statement.remedy, columns, indent)),
  ]);
  return [
    ...parts.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])),
    ...(findings.length > shown.length ? ['', ...moreText(findings.slice(shown.length), rule, appearance, paint)] : []),
  ];
}

/** One line, or all of them in full but for their remedies: the one of the cause cures them. */
function consequencesText(
  consequences: readonly Finding[],
  appearance: Appearance,
  rules: readonly Rule[],
  paint: Paint,
): readonly string[] {
  const { columns, all } = appearance;
  if (consequences.length === 0) return [];
  if (!all) {
    const line = `Follows from it: ${topicsText(consequences, rules)}. In full: --all`;
    return indented(line, columns, margin);
  }
  const indent = `${margin}  `;
  return [
    `${margin}Follows from it:`,
    ...plainGroups(consequences).flatMap(({ rule, severity, findings }) => {
      const [mark, colour] = severityMarks[severity];
      return [
        `${margin}${paint(`${mark} ${severity}`, colour)} ${paint(rule, 'bold')}`,
        ...statements(findings).flatMap(({ places, message }) => [
          ...places.map((place) => indent + paint(cutStart(place, columns - indent.length), 'grey')),
          ...indented(message, columns, indent),
        ]),
      ];
    }),
  ];
}

/** One line a rule. */
function noteText({ rule, findings }: FindingGroup, { columns }: Appearance, paint: Paint): string {
  const [mark, colour] = severityMarks.info;
  const times = findings.length > 1 ? ` (${findings.length} times)` : '';
  const message = sanitize(findings[0]?.message ?? '');
  const line = cut(`${rule}${times}: ${message}`, columns - 4);
  return ` ${paint(mark, colour)} ${line}`;
}

function moreText(rest: readonly Finding[], rule: string, { columns }: Appearance, paint: Paint): readonly string[] {
  const subjects = [...new Set(rest.map((finding) => sanitize(finding.subject)))];
  const named =
    subjects.length <= 3 ? subjects.join(', ') : `${subjects.slice(0, 2).join(', ')} and ${subjects.length - 2} others`;
  const text = `and ${rest.length} more of the same, about ${named} (all of them: --rule ${rule})`;
  return indented(text, columns, margin).map((line) => paint(line, 'grey'));
}

/** Those of errors, where only errors are wanted. */
export function shownFamilies(report: Report, { quiet }: Pick<Appearance, 'quiet'>): readonly Family[] {
  const families = familiesOf(report.findings);
  return quiet ? families.filter(({ severity }) => severity === 'error') : families;
}
