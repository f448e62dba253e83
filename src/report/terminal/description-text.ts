import type { Description, Fact, FactGroup } from '../description.js';
import { fileSize } from '../file-size.js';
import { sanitize } from '../sanitize.js';
import { grid } from './grid.js';
import { type Paint, painter } from './paint.js';
import { remedyText } from './remedy-text.js';
import { cutStart, padded, widthOf } from './width.js';
import { indented } from './wrap.js';

export interface DescriptionAppearance {
  readonly columns: number;
  readonly colour: boolean;
}

/** So wide is the column of names. */
const nameWidth = 15;
/** A value needs so many columns to be readable. */
const leastValue = 16;
/** A list that is longer is cut: one screen. */
const mostRows = 40;
const gap = 2;

const doNotOpen = 'Do not load it. What each of these means: nnplans explain model/unexpected-global';

/** What it is, its facts below each other, then what it holds in tables: one screen. */
/** @param nnunet the nnU-Net in use, where something is known of it */
export function descriptionText(
  description: Description,
  { columns, colour }: DescriptionAppearance,
  nnunet?: string,
): string {
  const paint = painter(colour);
  const { what, file, size, facts, groups, remarks, alarms = [] } = description;
  const title = size === undefined ? what : `${what}, ${fileSize(size)}`;
  const lines = [
    ` ${paint(cutStart(sanitize(file), columns - 1), 'bold')}`,
    ...indented(sanitize(title), columns, ' '),
    ...(alarms.length === 0 ? [] : ['']),
    ...alarms.flatMap((alarm) => indented(sanitize(alarm), columns, ' ✗ ').map((line) => paint(line, 'red'))),
    ...(alarms.length === 0 ? [] : indented(doNotOpen, columns, ' → ')),
    ...(facts.length === 0 ? [] : ['']),
    ...listText(facts, columns),
    ...groups.flatMap((group) => groupText(group, columns, paint)),
    ...(remarks.length === 0 ? [] : ['']),
    ...remarks.flatMap((remark) => remarkText(sanitize(remark), columns)),
    ...(nnunet === undefined ? [] : ['', ...indented(sanitize(nnunet), columns, ' ', '   ')]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** What to type next stands behind an arrow, ready to be copied. */
function remarkText(remark: string, columns: number): readonly string[] {
  return remark.includes(': nnplans ') ? remedyText(remark, columns, ' ') : indented(remark, columns, ' ', '   ');
}

function groupText(group: FactGroup, columns: number, paint: Paint): readonly string[] {
  if (group.items.length === 0) return [];
  if (group.layout === 'columns') return columnsText(group, columns);
  if (group.layout === 'rows') return rowsText(group, columns, paint);
  return ['', ` ${paint(group.name, 'bold')}`, ...group.items.flatMap((facts) => listText(facts, columns))];
}

/** Facts below each other. */
function listText(facts: readonly Fact[], columns: number): readonly string[] {
  return facts
    .filter(({ name }) => name !== '')
    .flatMap(({ name, text }) => indented(sanitize(text), columns, ` ${padded(name, nameWidth)}  `));
}

/** One thing a row. */
function rowsText({ name, items }: FactGroup, columns: number, paint: Paint): readonly string[] {
  const heads = headsOf(items);
  const shown = items.slice(0, mostRows);
  const cells = shown.map((item) => heads.map((head) => textOf(item, head)));
  const widest = heads.map((head, i) => Math.max(widthOf(head), ...cells.map((row) => widthOf(row[i] ?? ''))));
  const room = columns - 1 - gap * (heads.length - 1);
  const most = fitted(widest, room);
  const more = items.length - shown.length;
  return [
    '',
    ...(name === '' ? [] : [` ${paint(name, 'bold')}`]),
    ...grid(
      heads.map((head, i) => ({ head, most: most[i] ?? leastValue, wraps: true as const })),
      cells,
    ),
    ...(more > 0 ? [` and ${more} more (--format json has all of them)`] : []),
  ];
}

/** The widest column gives way until all fit. */
function fitted(widths: readonly number[], room: number): number[] {
  const fitting = [...widths];
  while (fitting.reduce((sum, width) => sum + width, 0) > room) {
    const widest = fitting.indexOf(fitting.reduce((most, width) => Math.max(most, width), 0));
    if ((fitting[widest] ?? 0) <= 4) break;
    fitting[widest] = (fitting[widest] ?? 0) - 1;
  }
  return fitting;
}

/** One thing a column, as many of them side by side as can be read. */
function columnsText({ name, items }: FactGroup, columns: number): readonly string[] {
  const room = columns - 1 - nameWidth;
  const perTable = Math.max(1, Math.min(items.length, Math.floor(room / (leastValue + gap))));
  const width = Math.floor(room / perTable) - gap;
  const lines: string[] = [];
  for (let start = 0; start < items.length; start += perTable) {
    const part = items.slice(start, start + perTable);
    const [, ...names] = headsOf(part);
    const heads = [
      { head: name, most: nameWidth, wraps: true as const },
      ...part.map((item) => ({ head: sanitize(item[0]?.text ?? ''), most: width, wraps: true as const })),
    ];
    const rows = names.map((head) => [head, ...part.map((item) => textOf(item, head))]);
    lines.push('');
    for (const line of grid(heads, rows)) lines.push(line);
  }
  return lines;
}

/** Names of all facts, in the order in which they first come. */
function headsOf(items: readonly (readonly Fact[])[]): readonly string[] {
  return [...new Set(items.flatMap((item) => item.map(({ name }) => name)).filter((name) => name !== ''))];
}

function textOf(item: readonly Fact[], head: string): string {
  const found = item.find(({ name }) => name === head);
  return found === undefined ? '–' : sanitize(found.text);
}
