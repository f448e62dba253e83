import type { PlannedTransfer, Report } from '../../engine/report.js';
import type { Appearance } from '../appearance.js';
import { filledFolders, meanings, moveFacts, outcomeText } from '../planned-transfer.js';
import { sanitize } from '../sanitize.js';
import { grid } from './grid.js';
import { numberedCommands } from './numbered-commands.js';
import { type Paint, painter } from './paint.js';
import { padded } from './width.js';
import { indented } from './wrap.js';

/** What the move writes, before the findings. */
export function transferText(planned: PlannedTransfer, appearance: Appearance): readonly string[] {
  const { columns } = appearance;
  const paint = painter(appearance.colour);
  return [
    '',
    ...moveFacts(planned).flatMap(([name, value]) => indented(sanitize(value), columns, ` ${padded(name, 12)} `)),
    '',
    ...changesText(planned, columns),
    ...meaningText(planned, columns),
    ...(planned.replaced ?? []).flatMap((line, i) =>
      i === 0 ? ['', ...replacedText(line, columns, paint)] : indented(sanitize(line), columns, '   '),
    ),
    ...foldersText(planned, columns),
    ...planned.notes.flatMap((note) => ['', ...indented(sanitize(note), columns, ' ')]),
  ];
}

/** What comes after the findings: whether the file was written, and the commands that follow. */
export function afterTransferText({ transfer }: Report, appearance: Appearance): readonly string[] {
  if (transfer === undefined) return [];
  const isAdvised = transfer.outcome !== 'refused';
  const { columns, colour } = appearance;
  const paint = painter(colour);
  return [
    '',
    ...indented(sanitize(outcomeText(transfer)), columns, ' ').map((line) => paint(line, 'bold')),
    ...(isAdvised ? ['', ' next'] : []),
    ...(isAdvised ? numberedCommands(transfer.steps, columns) : []),
  ];
}

function changesText({ changes }: PlannedTransfer, columns: number): readonly string[] {
  if (changes.length === 0) return [' The move rewrites nothing in the plans.'];
  const most = Math.floor((columns - 7) / 3);
  const heads = [
    { head: 'the move rewrites', most, wraps: true },
    { head: 'from', most, wraps: true },
    { head: 'to', most, wraps: true },
  ] as const;
  return grid(
    heads,
    changes.map(({ what, before, after }) => [what, before, after].map(sanitize)),
  );
}

function meaningText(planned: PlannedTransfer, columns: number): readonly string[] {
  return ['', ...meanings(planned).flatMap((line) => indented(sanitize(line), columns, ' '))];
}

function replacedText(first: string, columns: number, paint: Paint): readonly string[] {
  const title = ' the plans that are there now, against these';
  return [paint(title, 'bold'), ...indented(sanitize(first), columns, '   ')];
}

function foldersText(planned: PlannedTransfer, columns: number): readonly string[] {
  return filledFolders(planned).flatMap((line) => ['', ...indented(sanitize(line), columns, ' ')]);
}
