import type { Comparison, NotCheckedEntry, Report } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import type { Appearance } from '../appearance.js';
import { counted } from '../counted.js';
import {
  type FindingGroup,
  findingGroups,
  plainGroups,
  type Statement,
  statements,
  topicsText,
} from '../finding-groups.js';
import { ruleHelp } from '../rule-help.js';
import { subjectCounts } from '../subject-counts.js';
import { missedTexts, verdictText } from '../terminal/closing-text.js';
import { severityMarks, shownFamilies } from '../terminal/findings-text.js';
import { remedyParts } from '../terminal/remedy-text.js';
import { countsText, verdictWords } from '../verdict-words.js';
import { markdownCode, markdownText } from './markdown-escape.js';
import { MarkdownPage, mostCharacters } from './markdown-page.js';

/** A row of the table tells so much of a finding, its folded details the rest. */
const mostInRow = 300;
const mostInDetails = 2000;
const mostStatements = 20;

/**
 * A comment for a pull request: the verdict, a table with a line for each rule that was broken, and folded below it what to do, what
 * was compared and what was not checked. What does not fit into a comment is counted. The first line lets scripts find the comment again.
 */
export function markdown(report: Report, { quiet, failing }: Appearance, rules: readonly Rule[]): string {
  const families = shownFamilies(report, { quiet });
  if (quiet && families.length === 0 && !report.notChecked.some(isCrash)) return '';
  const groups = findingGroups(families);
  const helps = new Map(rules.map((rule) => [rule.id, ruleHelp(rule)]));
  const failed = groups.some(({ severity }) => failing.has(severity)) || report.notChecked.some(isCrash);
  const head = [
    `<!-- nnplans ${report.command} -->`,
    `### ${failed ? '✗' : '✓'} nnplans ${report.command}: ${verdictText(report)}`,
    '',
    `**${verdictWords(report).sentence}** ${countsText(families)}`.trimEnd(),
    '',
    `Looked at ${lookedAt(report)}${report.notChecked.length > 0 ? `; not checked: ${report.notChecked.length}` : ''}.`,
  ];
  const foot = ['', `<sub>nnplans ${report.tool.version} · ${markdownText(report.nnunet.text)}</sub>`];
  const page = new MarkdownPage(mostCharacters, [...head, ...foot]);
  if (groups.length > 0) {
    page.addList(
      ['', '| severity | rule | where | what |', '| --- | --- | --- | --- |'],
      groups.map((group) => tableRow(group, helps.get(group.rule))),
      (rest) => ['', `and ${counted(rest, 'more rule')} (\`--format json\` has all findings)`],
    );
  }
  for (const group of groups) page.addFold(groupTitle(group), groupDetails(group, rules));
  for (const comparison of report.comparisons ?? []) {
    page.addFold(`Compared: ${markdownCode(comparison.configuration)}`, comparisonTable(comparison));
  }
  if (!quiet && report.notChecked.length > 0) {
    const items = missedTexts(report.notChecked).map((text) => `- ${markdownText(beginning(text, mostInRow))}`);
    page.addFold(`Not checked: ${report.notChecked.length}`, items);
  }
  return `${[...head, ...page.lines, ...foot].join('\n')}\n`;
}

function lookedAt({ subjects }: Report): string {
  const [only] = subjects;
  if (only !== undefined && subjects.length === 1) return markdownCode(only.label);
  const transfer = subjects.find(({ kind }) => kind === 'transfer');
  if (transfer !== undefined) return `the transfer ${markdownCode(transfer.label)}`;
  return subjectCounts(subjects);
}

function tableRow(
  { rule, severity, destroysData, findings, consequences }: FindingGroup,
  help: string | undefined,
): string {
  const [first] = statements(findings.slice(0, 1));
  const name = help === undefined ? markdownCode(rule) : `[${markdownCode(rule)}](${help})`;
  const mark = `${severityMarks[severity][0]} ${severity}${destroysData ? ', **destroys data**' : ''}`;
  const others = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
  const place = markdownCode(first?.places[0] ?? '');
  return `| ${mark} | ${name} | ${place}${others} | ${markdownText(beginning(first?.message ?? '', mostInRow))}${consequences.length === 0 ? '' : ` (${counted(consequences.length, 'consequence')})`} |`;
}

function groupTitle({ rule, severity, findings, consequences }: FindingGroup): string {
  const more = consequences.length === 0 ? '' : ` and ${counted(consequences.length, 'consequence')}`;
  return `${severityMarks[severity][0]} ${markdownCode(rule)}: ${counted(findings.length, 'finding')}${more}`;
}

function groupDetails({ findings, consequences }: FindingGroup, rules: readonly Rule[]): readonly string[] {
  const said = statements(findings);
  const shown = said.slice(0, mostStatements).map((one, i) => (i === 0 ? '' : '\n') + statementText(one));
  const rest = said.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [`\n… and ${rest} more, which \`--format json\` has`] : []),
    ...(consequences.length === 0 ? [] : [`\nFollows from it: ${markdownText(topicsText(consequences, rules))}`, '']),
    ...plainGroups(consequences).map((group) => consequenceItem(group)),
  ];
}

/** Without its remedy: the one of the cause cures it. */
function consequenceItem({ rule, severity, findings }: FindingGroup): string {
  const messages = statements(findings).map(({ message }) => markdownText(beginning(message, mostInRow)));
  return `- ${severityMarks[severity][0]} ${markdownCode(rule)}: ${messages.slice(0, 3).join(' ')}`;
}

function statementText({ places, message, remedy }: Statement): string {
  const more = places.length > mostStatements ? ` and ${places.length - mostStatements} more` : '';
  const paragraphs = [
    places.slice(0, mostStatements).map(markdownCode).join('<br>') + more,
    markdownText(beginning(message, mostInDetails)),
    ...(remedy === undefined ? [] : remedyParts(remedy).map(remedyPart)),
  ];
  return paragraphs.join('\n\n');
}

function remedyPart({ isCommand, text }: ReturnType<typeof remedyParts>[number]): string {
  return isCommand ? `\`\`\`sh\n${text}\n\`\`\`` : `→ ${markdownText(text)}`;
}

function comparisonTable({ pretraining, finetuning, rows }: Comparison): readonly string[] {
  return [
    `| | pretraining<br>${markdownCode(pretraining)} | finetuning<br>${markdownCode(finetuning)} | |`,
    '| --- | --- | --- | --- |',
    ...rows.map((row) => {
      const cells = [row.what, row.pretraining, row.finetuning].map(markdownText);
      return `| ${cells.join(' | ')} | ${verdictMark(row.verdict)} |`;
    }),
  ];
}

function verdictMark(verdict: Comparison['rows'][number]['verdict']): string {
  if (verdict === 'agrees') return '✓';
  if (verdict === 'differs' || verdict === 'not checked') return verdict;
  return `${severityMarks[verdict][0]} ${verdict}`;
}

function isCrash({ crashed }: NotCheckedEntry): boolean {
  return crashed === true;
}

function beginning(text: string, characters: number): string {
  const [...kept] = text.slice(0, 2 * characters);
  return text.length <= characters ? text : `${kept.slice(0, characters - 1).join('')}…`;
}
