import type { PlansDiff } from '../../diff/change.js';
import { type DiffGroup, overviewOf } from '../../diff/overview.js';
import type { DiffRow } from '../../diff/rows.js';
import { markdownCode, markdownText } from './markdown-escape.js';
import { MarkdownPage, mostCharacters } from './markdown-page.js';

/** A diff as a comment for a pull request: the verdict, and folded below it what differs, grouped by what follows from it. */
export function diffMarkdown(diff: PlansDiff): string {
  const overview = overviewOf(diff);
  const head = [
    '<!-- nnplans diff -->',
    `### nnplans diff: ${markdownCode(diff.a)} → ${markdownCode(diff.b)}`,
    '',
    ...overview.verdicts.map((verdict) => `- ${markdownText(verdict)}`),
    ...overview.configurations.map((sentence) => `- ${markdownText(sentence)}`),
    ...(diff.changes.length === 0 ? ['', 'No difference.'] : []),
  ];
  const page = new MarkdownPage(mostCharacters, head);
  for (const group of overview.groups) page.addFold(`${group.title}: ${group.rows.length}`, groupTable(group), 'open');
  addNames(page, 'no effect', overview.harmless);
  addNames(page, 'negligible', overview.negligible);
  for (const note of overview.notes) page.addLines(['', markdownText(note)]);
  return `${[...head, ...page.lines].join('\n')}\n`;
}

function groupTable({ rows }: DiffGroup): readonly string[] {
  return ['| | A | B |', '| --- | --- | --- |', ...rows.flatMap((row) => rowLines(row, ''))];
}

function rowLines({ name, before, after, details, remarks }: DiffRow, indent: string): readonly string[] {
  const remark = remarks.map((text) => `<br>${markdownText(text)}`).join('');
  return [
    `| ${indent}${markdownText(name)}${remark} | ${markdownText(before)} | ${markdownText(after)} |`,
    ...details.flatMap((detail) => rowLines(detail, `${indent}&nbsp;&nbsp;`)),
  ];
}

function addNames(page: MarkdownPage, title: string, names: readonly string[]): void {
  if (names.length > 0)
    page.addFold(
      `${title}: ${names.length}`,
      names.map((name) => `- ${markdownText(name)}`),
    );
}
