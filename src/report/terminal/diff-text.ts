import type { PlansDiff } from '../../diff/change.js';
import { type DiffGroup, overviewOf } from '../../diff/overview.js';
import type { DiffRow } from '../../diff/rows.js';
import { sanitize } from '../sanitize.js';
import { type Paint, painter } from './paint.js';
import { padded, widthOf } from './width.js';
import { indented } from './wrap.js';

export interface DiffAppearance {
  readonly columns: number;
  readonly colour: boolean;
}

/** So many rows of one group, and so many names, are shown; the rest is counted. */
const mostShown = 40;

/** So wide are the names at least, to leave room for the title of a group. */
const leastName = 31;

/** The verdict first, then what differs: side by side, grouped by what follows from it, what has no effect by name only. */
export function diffText(diff: PlansDiff, { columns, colour }: DiffAppearance): string {
  const paint = painter(colour);
  const overview = overviewOf(diff);
  const groups = overview.groups.map(({ title, rows }) => ({ title, rows: rows.map(sanitized) }));
  const layout = layoutFor(
    groups.flatMap(({ rows }) => rows),
    columns,
  );
  const sentences = (texts: readonly string[]) => texts.flatMap((one) => indented(sanitize(one), columns, ' ', '   '));
  const lines = [
    ...indented(sanitize(diff.a), columns, ' A  '),
    ...indented(sanitize(diff.b), columns, ' B  '),
    '',
    ...sentences(overview.verdicts).map((line) => paint(line, 'bold')),
    ...(diff.changes.length === 0 ? ['', ' No difference.'] : []),
    ...(overview.configurations.length > 0 ? ['', ...sentences(overview.configurations)] : []),
    ...groups.flatMap((group) => groupText(group, layout, paint)),
    ...namedText('no effect', overview.harmless, columns, paint),
    ...namedText('negligible', overview.negligible, columns, paint),
    ...overview.notes.flatMap((note) => ['', ...indented(sanitize(note), columns, ' ')]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Names and values come from files. */
function sanitized(row: DiffRow): DiffRow {
  return {
    name: sanitize(row.name),
    before: sanitize(row.before),
    after: sanitize(row.after),
    details: row.details.map(sanitized),
    remarks: row.remarks.map(sanitize),
  };
}

interface Layout {
  readonly columns: number;
  readonly name: number;
  readonly value: number;
}

/** Widths with which most rows stand on one line; the names get no more than half of it. */
function layoutFor(rows: readonly DiffRow[], columns: number): Layout {
  const all = rows
    .slice(0, mostShown)
    .flatMap((row) => [row, ...row.details.map((detail) => ({ ...detail, name: `  ${detail.name}` }))]);
  const room = columns - 3;
  const widths = all.map((row) => widthOf(row.name)).filter((width) => width > leastName && width <= room / 2);
  const layouts = [leastName, ...new Set(widths)].map((name): Layout => {
    return { columns, name, value: Math.floor((room - name - 4) / 2) };
  });
  const fitting = ({ name, value }: Layout) => all.filter((row) => fits(row, name, value)).length;
  return layouts.reduce((best, next) => (fitting(next) > fitting(best) ? next : best));
}

function fits(row: DiffRow, name: number, value: number): boolean {
  return widthOf(row.name) <= name && widthOf(row.before) <= value && widthOf(row.after) <= value;
}

function groupText({ title, rows }: DiffGroup, layout: Layout, paint: Paint): string[] {
  const shown = rows.slice(0, rows.length > mostShown ? mostShown - 1 : mostShown);
  const gap = ' '.repeat(layout.name + 4 - widthOf(title));
  const sides = `${padded('A', layout.value + 2)}B`;
  const more = rows.length - shown.length;
  return [
    '',
    ` ${paint(title, 'bold')}${gap}${paint(sides, 'grey')}`,
    ...shown.flatMap((row) => rowText(row, layout, 3)),
    ...(more > 0 ? [`   and ${more} more (all of them: --format json)`] : []),
  ];
}

/** Side by side where there is room, otherwise one below the other and whole. */
function rowText(row: DiffRow, layout: Layout, indent: number): string[] {
  const start = ' '.repeat(indent);
  const room = layout.name - (indent - 3);
  const isOnlyName = row.before === '' && row.after === '';
  const lines = fits(row, room, layout.value)
    ? [`${start}${padded(row.name, room)}  ${padded(row.before, layout.value)}  ${row.after}`]
    : [
        ...indented(row.name, layout.columns, start),
        ...(isOnlyName ? [] : indented(row.before, layout.columns, `${start}  A  `)),
        ...(isOnlyName ? [] : indented(row.after, layout.columns, `${start}  B  `)),
      ];
  return [
    ...lines,
    ...row.details.flatMap((detail) => rowText(detail, layout, indent + 2)),
    ...row.remarks.flatMap((remark) => indented(remark, layout.columns, `${start}  `)),
  ];
}

function namedText(title: string, names: readonly string[], columns: number, paint: Paint): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostShown).map(sanitize).join(', ');
  const text = names.length > mostShown ? `${shown} and ${names.length - mostShown} more` : shown;
  return ['', ` ${paint(title, 'bold')}`, ...indented(text, columns, '   ')];
}
