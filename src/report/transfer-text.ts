import type { PlannedTransfer, Report } from '../engine/report.js';
import { counted } from './counted.js';
import type { Appearance } from './format.js';
import { grid } from './grid.js';
import { type Paint, painter } from './paint.js';
import { commandLines } from './remedy-text.js';
import { sanitize } from './sanitize.js';
import { padded } from './width.js';
import { indented } from './wrap.js';

/** What the move writes, before the findings. */
export function transferText(planned: PlannedTransfer, appearance: Appearance): readonly string[] {
  const { columns } = appearance;
  const paint = painter(appearance.colour);
  const head = [
    ['source', planned.source],
    ['target', planned.target],
    ['file', `${planned.file} ${existingText(planned)}`],
    ['as by', planned.release],
    ['all of', planned.configurations.join(', ')],
  ] as const;
  return [
    '',
    ...head.flatMap(([name, value]) => indented(sanitize(value), columns, ` ${padded(name, 12)} `)),
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
    ...(isAdvised ? transfer.steps : []).flatMap(({ purpose, command }, i) => [
      ...indented(sanitize(purpose), columns, ` ${i + 1} `),
      ...commandLines(sanitize(command), columns, '     '),
    ]),
  ];
}

function existingText({ existing }: PlannedTransfer): string {
  if (existing === 'nothing') return '(new)';
  return existing === 'the same' ? '(there already, the same)' : '(there already, other plans)';
}

function changesText({ changes }: PlannedTransfer, columns: number): readonly string[] {
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

/** What follows from the rewriting, for weights and data. */
function meaningText({ changes }: PlannedTransfer, columns: number): readonly string[] {
  const telling = changes.filter(({ consequence }) => consequence !== 'no effect');
  const names = 'Only names change. Everything else stays: weights of the source load, data are made in the same way.';
  const others = telling.map(({ what, reason }) => `${what}: ${reason} Everything else stays.`);
  return ['', ...(telling.length === 0 ? [names] : others).flatMap((line) => indented(sanitize(line), columns, ' '))];
}

function replacedText(first: string, columns: number, paint: Paint): readonly string[] {
  const title = ' the plans that are there now, against these';
  return [paint(title, 'bold'), ...indented(sanitize(first), columns, '   ')];
}

/** Only folders that are there: preprocessing fills the others without a loss. */
function foldersText({ dataFolders }: PlannedTransfer, columns: number): readonly string[] {
  const full = new Map(dataFolders.filter(({ cases }) => cases > 0).map((one) => [one.identifier, one.cases]));
  return [...full].flatMap(([identifier, cases]) => [
    '',
    ...indented(
      sanitize(
        `The data folder ${identifier} has ${counted(cases, 'case')} already: nnUNetv2_preprocess deletes them first.`,
      ),
      columns,
      ' ',
    ),
  ]);
}

function outcomeText({ outcome, refusal, file, existing, backup }: PlannedTransfer): string {
  const another = `Other plans stand at ${file}: choose another -tp, or replace them with --write --force, which keeps a copy beside them.`;
  switch (outcome) {
    case 'written':
      return backup === undefined ? `${file} was written.` : `${file} was written; what stood there is now ${backup}.`;
    case 'already there':
      return `${file} is there already, byte for byte.`;
    case 'refused':
      return refusal === 'other plans'
        ? `Nothing was written. ${another}`
        : `${file} was not written, because of what was found. --fail-on decides from which severity.`;
    case 'not asked for':
      return existing === 'other plans'
        ? `Nothing was written. ${another}`
        : 'Nothing was written, this is what would be. Add --write to do it.';
  }
}
