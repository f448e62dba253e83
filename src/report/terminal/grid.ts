import Table from 'cli-table3';
import { cut, padded, widthOf } from './width.js';
import { wrapped } from './wrap.js';

export interface GridColumn {
  readonly head: string;
  /** Columns of the terminal that the widest cell may take. */
  readonly most: number;
  /** Whether a longer cell goes on in the next line; otherwise it is cut. */
  readonly wraps?: true;
}

/** cli-table3 grows worse than linearly: a longer table is several tables, one below the other, with the same widths. */
const rowsPerTable = 100;

/** A cell of more is cut: nobody reads on, and cli-table3 takes minutes over a cell of thousands of lines. */
const mostLines = 40;

/** Columns of the terminal between two columns of the grid. */
const gap = 2;

/**
 * Rows below a head, without borders, for up to a few hundred rows. The only user of cli-table3.
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
      return columns[i]?.wraps === true && widthOf(cell) > width
        ? wrapped(cut(cell, width * mostLines), width).join('\n')
        : cut(cell, width);
    });
  const heads = columns.map(({ head }) => head);
  const rules = widths.map((width) => '─'.repeat(width));
  const all = [fitted(heads), rules, ...rows.map(fitted)];
  const lines: string[] = [];
  for (let start = 0; start < all.length; start += rowsPerTable) {
    for (const line of plainTable(all.slice(start, start + rowsPerTable), widths)) lines.push(line);
  }
  return lines.map((line) => ' '.repeat(indent) + line.trimEnd());
}

function plainTable(rows: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const table = new Table({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': gap, head: [], border: [] },
  });
  // Brought to their widths here: told the widths, cli-table3 cuts what it takes for too wide, perhaps in the middle of a character.
  for (const row of rows) table.push(row.map((cell, i) => evenLines(cell, widths[i] ?? 0)));
  return table.toString().split('\n');
}

function evenLines(cell: string, width: number): string {
  return cell
    .split('\n')
    .map((line) => padded(line, width))
    .join('\n');
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
} as const;
