import type { Change, PlansDiff } from '../diff/change.js';
import { consequences } from '../nnunet/consequences.js';
import { wordList } from '../nnunet/wording.js';
import { configurationNames, type DiffRow, namesOf, rowsOf } from './diff-rows.js';
import { valueTexts } from './diff-values.js';
import { verdictSentences } from './diff-verdict.js';
import { type Paint, painter } from './paint.js';
import { sanitize } from './sanitize.js';
import { padded, widthOf } from './width.js';
import { indented } from './wrap.js';

export interface DiffAppearance {
  readonly columns: number;
  readonly colour: boolean;
}

/** So many rows of one group are shown; the rest is counted. */
const mostRows = 40;

/** So wide are the names at least, to leave room for the title of a group. */
const least = 31;

/** The verdict first, then what differs: side by side, grouped by what follows from it, what has no effect by name only. */
export function diffText(diff: PlansDiff, { columns, colour }: DiffAppearance): string {
  const paint = painter(colour);
  const all = configurationNames(diff);
  const ofConfigurations = diff.changes.filter((change) => change.field === 'configurations');
  const others = diff.changes.filter((change) => change.field !== 'configurations');
  const groups = consequences.slice(0, -1).flatMap((consequence) => {
    const rows = rowsOf(
      others.filter((change) => !change.negligible && change.consequence === consequence),
      all,
    );
    return rows.length === 0 ? [] : [{ title: titleOf(consequence, diff), rows }];
  });
  const layout = layoutFor(
    groups.flatMap(({ rows }) => rows),
    columns,
  );
  const isKnown = diff.configurations.length > 0;
  const harmless = others.filter((change) => !change.negligible && change.consequence === 'no effect');
  const lines = [
    ...indented(sanitize(diff.a), columns, ' A  '),
    ...indented(sanitize(diff.b), columns, ' B  '),
    '',
    ...verdictSentences(diff).flatMap((one) => indented(one, columns, ' ', '   ').map((line) => paint(line, 'bold'))),
    ...(diff.changes.length === 0 ? ['', ' No difference.'] : []),
    ...came(ofConfigurations, columns),
    ...groups.flatMap(({ title, rows }) => groupText(title, rows, layout, paint)),
    ...(isKnown ? namedText('no effect', namesOf(harmless, all), columns, paint) : []),
    ...(isKnown ? [] : groupText('differs', rowsOf(harmless, all), layoutFor(rowsOf(harmless, all), columns), paint)),
    ...namedText('negligible', noiseText(others, all), columns, paint),
    ...notesOf(diff).flatMap((note) => ['', ...indented(sanitize(note), columns, ' ')]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Where it is not known whether weights load, nothing else may say so. */
function titleOf(consequence: string, { weights }: PlansDiff): string {
  const isUnknown = weights.answer === 'unknown' && consequence === 'weights no longer load';
  return isUnknown ? 'weights may no longer load' : consequence;
}

/** Configurations that one side alone has, or has under another name. */
function came(changes: readonly Change[], columns: number): string[] {
  const named = (kind: Change['kind']) =>
    changes.flatMap((change) => (change.kind === kind ? (change.configuration ?? []) : []));
  const sentences = [
    ['Only in A', named('removed')],
    ['Only in B', named('added')],
    ['Renamed', named('moved')],
  ] as const;
  const told = sentences.filter(([, names]) => names.length > 0);
  const lines = told.flatMap(([what, names]) =>
    indented(`${what}: ${sanitize(wordList(names))}.`, columns, ' ', '   '),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}

function noiseText(changes: readonly Change[], all: readonly string[]): string[] {
  return changes.flatMap((change) => {
    if (!change.negligible) return [];
    const [before, after] = valueTexts(change);
    const [name = ''] = namesOf([change], all);
    return change.shape === 'value' ? [`${name} ${before} → ${after}`] : [name];
  });
}

function namedText(title: string, names: readonly string[], columns: number, paint: Paint): string[] {
  return names.length === 0
    ? []
    : ['', ` ${paint(title, 'bold')}`, ...indented([...new Set(names)].join(', '), columns, '   ')];
}

function notesOf({ notes, weights, changes }: PlansDiff): readonly string[] {
  const isClear = weights.answer === 'unknown' || changes.every((change) => change.negligible);
  return isClear ? notes : [...notes, 'A trainer may build another network than the plans describe.'];
}

interface Layout {
  readonly columns: number;
  readonly name: number;
  readonly value: number;
}

/** Widths with which most rows stand on one line; the names get no more than half of it. */
function layoutFor(rows: readonly DiffRow[], columns: number): Layout {
  const all = rows.flatMap((row) => [row, ...row.details.map((detail) => ({ ...detail, name: `  ${detail.name}` }))]);
  const room = columns - 3;
  const widths = new Set([least, ...all.map((row) => widthOf(row.name)).filter((width) => width <= room / 2)]);
  const layouts = [...widths].map((width): Layout => {
    const name = Math.max(least, width);
    return { columns, name, value: Math.floor((room - name - 4) / 2) };
  });
  const fitting = (layout: Layout) => all.filter((row) => fits(row, layout.name, layout.value)).length;
  return layouts.reduce((best, next) => (fitting(next) > fitting(best) ? next : best));
}

function fits(row: DiffRow, name: number, value: number): boolean {
  return widthOf(row.name) <= name && widthOf(row.before) <= value && widthOf(row.after) <= value;
}

function groupText(title: string, rows: readonly DiffRow[], layout: Layout, paint: Paint): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, rows.length > mostRows ? mostRows - 1 : mostRows);
  const heads = `${padded('A', layout.value + 2)}B`;
  const room = layout.name + 4 - widthOf(title);
  const head =
    room < 1 ? ` ${paint(title, 'bold')}` : ` ${paint(title, 'bold')}${' '.repeat(room)}${paint(heads, 'grey')}`;
  const lines = shown.flatMap((row) => rowText(row, layout, 3));
  const more = rows.length - shown.length;
  return ['', head, ...lines, ...(more > 0 ? [`   and ${more} more (all of them: --format json)`] : [])];
}

function rowText(row: DiffRow, layout: Layout, indent: number): string[] {
  const room = layout.name - (indent - 3);
  const isOnlyName = row.before === '' && row.after === '';
  const start = ' '.repeat(indent);
  const lines = isOnlyName
    ? indented(row.name, layout.columns, start)
    : fits(row, room, layout.value)
      ? [`${start}${padded(row.name, room)}  ${padded(row.before, layout.value)}  ${row.after}`]
      : [
          ...indented(row.name, layout.columns, start),
          ...indented(row.before, layout.columns, `${start}  A  `),
          ...indented(row.after, layout.columns, `${start}  B  `),
        ];
  return [
    ...lines,
    ...row.details.flatMap((detail) => rowText(detail, layout, indent + 2)),
    ...(row.more > 0 ? [`${start}  and ${row.more} more`] : []),
    ...(row.followers.length > 0
      ? indented(`also ${wordList(row.followers)}, by inheritance`, layout.columns, `${start}  `)
      : []),
  ];
}
