import { cut, padded, widthOf } from './width.js';
import { wrapped } from './wrap.js';

export interface GridColumn {
  readonly head: string;
  /** Columns of the terminal that the widest cell may take. */
  readonly most: number;
  /** Whether a longer cell goes on in the next line; otherwise it is cut. */
  readonly wraps?: true;
}

/** Columns of the terminal between two columns of the grid. */
const gap = 2;

/**
 * Rows below a head, without borders.
 * @param rows cells, already sanitized; they may be coloured where they fit
 * @param indent columns left free before the first cell
 */
export function grid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  indent = 1,
): readonly string[] {
  const widths = columns.map(({ head, most }, i) =>
    Math.min(
      most,
      rows.reduce((widest, row) => Math.max(widest, widthOf(row[i] ?? '')), widthOf(head)),
    ),
  );
  const fitted = (row: readonly string[]) =>
    row.map((cell, i) => {
      const width = widths[i] ?? 0;
      return columns[i]?.wraps === true && widthOf(cell) > width ? wrapped(cell, width).join('\n') : cut(cell, width);
    });
  const heads = columns.map(({ head }) => head);
  const rules = widths.map((width) => '─'.repeat(width));
  const all = [fitted(heads), rules, ...rows.map(fitted)];
  return all.flatMap((row) => linesOf(row, widths)).map((line) => ' '.repeat(indent) + line.trimEnd());
}

/** A row is as high as its highest cell. */
function linesOf(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell) => cell.split('\n'));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    cells.map((lines, i) => padded(lines[at] ?? '', widths[i] ?? 0)).join(' '.repeat(gap)),
  );
}
