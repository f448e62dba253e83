import type { Guide, GuidePart } from '../guide.js';
import { sanitize } from '../sanitize.js';
import { markdownText } from './markdown-escape.js';

/** A guide as a page of a wiki or a repository. */
export function guideMarkdown({ title, paragraphs, parts }: Guide): string {
  return `${[`# ${markdownText(title)}`, ...paragraphs.map(markdownText), ...parts.flatMap(partMarkdown)].join('\n\n')}\n`;
}

function partMarkdown({ title, paragraphs, steps = [], table, afterwards = [] }: GuidePart): readonly string[] {
  const commands = steps.map(({ purpose, command }) => `# ${sanitize(purpose)}\n${sanitize(command)}`);
  return [
    `## ${markdownText(title)}`,
    ...paragraphs.map(markdownText),
    ...(commands.length === 0 ? [] : [`\`\`\`sh\n${commands.join('\n')}\n\`\`\``]),
    ...(table === undefined ? [] : [tableMarkdown(table)]),
    ...afterwards.map(markdownText),
  ];
}

function tableMarkdown({ heads, rows }: NonNullable<GuidePart['table']>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => markdownText(cell)).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
