import type { Guide, GuidePart } from '../guide.js';
import { sanitize } from '../sanitize.js';
import { grid } from './grid.js';
import { numberedCommands } from './numbered-commands.js';
import { indented } from './wrap.js';

/** A guide on a terminal; names of datasets stand in it. */
export function guideText({ title, paragraphs, parts }: Guide, columns: number): string {
  const prose = (texts: readonly string[]) => texts.flatMap((one) => ['', ...indented(sanitize(one), columns, ' ')]);
  const lines = [
    ` ${sanitize(title)}`,
    ...prose(paragraphs),
    ...parts.flatMap((part) => partText(part, columns, prose)),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function partText(
  { title, paragraphs, steps = [], table, afterwards = [] }: GuidePart,
  columns: number,
  prose: (texts: readonly string[]) => readonly string[],
): readonly string[] {
  return [
    '',
    ...indented(sanitize(title), columns, ' ── ', ' '),
    ...prose(paragraphs),
    ...(steps.length > 0 ? [''] : []),
    ...numberedCommands(steps, columns),
    ...(table === undefined ? [] : ['', ...tableText(table, columns)]),
    ...prose(afterwards),
  ];
}

/** The last column gets what the others leave. */
function tableText({ heads, rows }: NonNullable<GuidePart['table']>, columns: number): readonly string[] {
  const most = Math.floor((columns - 2 * heads.length) / heads.length);
  const cells = rows.map((row) => row.map(sanitize));
  const widths = heads.map((head, i) =>
    Math.min(
      most,
      cells.reduce((longest, row) => Math.max(longest, row[i]?.length ?? 0), head.length),
    ),
  );
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 1);
  return grid(
    heads.map((head, i) => ({ head, most: i < heads.length - 1 ? most : columns - others, wraps: true as const })),
    cells,
  );
}
