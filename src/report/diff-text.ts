import type { Change, PlansDiff, Verdict } from '../diff/change.js';
import type { JsonValue } from '../io/json/value.js';
import { painter } from './paint.js';
import { sanitize } from './sanitize.js';
import { cut, padded } from './width.js';
import { indented } from './wrap.js';

export interface DiffAppearance {
  readonly columns: number;
  readonly colour: boolean;
}

/** So many lines of one group are shown; the rest is counted. */
const mostChanges = 40;

/** The verdict first, then what differs, grouped by what follows from it. */
export function diffText(diff: PlansDiff, { columns, colour }: DiffAppearance): string {
  const paint = painter(colour);
  const groups = new Map<string, Change[]>();
  for (const change of diff.changes) {
    const name = change.negligible ? 'negligible' : change.consequence;
    groups.set(name, [...(groups.get(name) ?? []), change]);
  }
  const heads = [
    ...indented(`Weights of A load into B: ${verdictText(diff.weights)}`, columns, ' ', '   '),
    ...indented(`Data of A serve B: ${verdictText(diff.data)}`, columns, ' ', '   '),
  ];
  const lines = [...groups].flatMap(([name, changes]) => [
    '',
    ` ${paint(name, 'bold')}`,
    ...groupText(changes, columns),
  ]);
  return `${[
    ...indented(sanitize(diff.a), columns, ' A  '),
    ...indented(sanitize(diff.b), columns, ' B  '),
    '',
    ...heads.map((line) => paint(line, 'bold')),
    ...(diff.changes.length === 0 ? ['', ' No difference.'] : lines),
    ...diff.notes.flatMap((note) => ['', ...indented(sanitize(note), columns, ' ')]),
  ]
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

function verdictText({ answer, reasons }: Verdict): string {
  return sanitize(reasons.length === 0 ? `${answer}.` : `${answer} (${reasons.slice(0, 3).join('; ')}).`);
}

function groupText(changes: readonly Change[], columns: number): string[] {
  const room = columns - 3;
  const nameWidth = Math.floor(room * 0.4);
  const valueWidth = Math.floor((room - nameWidth - 4) / 2);
  const shown = changes.slice(0, mostChanges).flatMap((change) => {
    const name = sanitize(
      change.followers.length === 0 ? change.path : `${change.path} (also ${change.followers.join(', ')})`,
    );
    const cells = [
      padded(cut(name, nameWidth), nameWidth),
      padded(cut(sanitize(valueText(change, change.before)), valueWidth), valueWidth),
      cut(sanitize(valueText(change, change.after)), valueWidth),
    ];
    return change.shape === 'members' && change.parts.length > 0
      ? partsText(change, columns)
      : [`   ${cells.join('  ')}`];
  });
  const more = changes.length - shown.length;
  return more > 0 ? [...shown, `   and ${more} more (--format json has them)`] : shown;
}

/** What differs inside of an object, and not the whole of it twice. */
function partsText({ path, parts }: Change, columns: number): string[] {
  const told = parts.map(
    ({ what, before, after }) =>
      `${what} ${before === undefined ? '–' : plain(before)} → ${after === undefined ? '–' : plain(after)}`,
  );
  return indented(sanitize(`${path}: ${told.join(', ')}`), columns, '   ', '     ').slice(0, mostChanges);
}

/** Axes as lengths, stages one after the other, everything else as short as it goes. */
function valueText({ shape, unit }: Change, value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  const text = shape === 'axes' && Array.isArray(value) ? value.map(plain).join(' × ') : plain(value);
  return unit === undefined || text === 'null' ? text : `${text} ${unit}`;
}

function plain(value: JsonValue): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return value.slice(value.lastIndexOf('.') + 1) || value;
  if (Array.isArray(value))
    return value.map((entry) => (Array.isArray(entry) ? `${entry.map(plain).join('×')}` : plain(entry))).join(', ');
  return JSON.stringify(value);
}
