import { placed } from '../app/placed.js';
import type { GivenBaseline } from '../app/setting.js';
import { Trouble, UsageError } from '../app/trouble.js';
import { baselineText, type KnownFinding } from '../engine/baseline.js';
import type { ConfigProblem } from '../engine/config-problem.js';
import { readBaseline } from '../engine/read-baseline.js';
import type { JsonDocument } from '../io/json/document.js';
import { readJsonDocument } from '../io/json/read.js';
import { counted } from '../report/counted.js';
import { sanitize } from '../report/sanitize.js';
import { absolutePath, folderOf, relativeTo } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';
import { writeFile } from './write-file.js';

/** @throws Trouble when there is none, or it cannot be read */
export function baselineOf(given: Arguments, { storage, cwd }: Terminal): GivenBaseline | undefined {
  const typed = given.text('baseline');
  const isUpdated = given.flag('update-baseline');
  if (typed === undefined) {
    if (!isUpdated) return undefined;
    throw new UsageError('--update-baseline needs the file: --baseline FILE.');
  }
  const path = absolutePath(cwd, typed);
  const found = { file: relativeTo(cwd, path), folder: folderOf(path), isUpdated };
  if (storage.stat(path) === undefined) {
    if (isUpdated) return { ...found, entries: [] };
    throw new Trouble(`There is no baseline ${typed}.`, ['The same command with --update-baseline writes one.']);
  }
  return { ...found, entries: entriesOf(readJsonDocument(storage, path), found.file) };
}

function entriesOf(document: JsonDocument, name: string): readonly KnownFinding[] {
  const problems: ConfigProblem[] = document.problems
    .filter(({ kind }) => kind !== 'byte-order-mark')
    .map(({ pointer = '', message }) => ({ pointer, message: `${message}.` }));
  const entries =
    document.value === undefined || problems.length > 0
      ? []
      : readBaseline(document.value, (pointer, message) => problems.push({ pointer, message }));
  if (problems.length === 0) return entries;
  const shown = problems
    .slice(0, mostProblems)
    .map(({ pointer, message }) => `${placed(name, document.position(pointer))}: ${message}`);
  throw new Trouble(`The baseline ${name} cannot be used.`, [
    ...shown,
    'Take it from an earlier commit, or delete it and write it again with --update-baseline.',
  ]);
}

const mostProblems = 5;

/** Writes the entries where they differ from what is there, and says what has changed. */
export function saveBaseline(entries: readonly KnownFinding[], given: Arguments, terminal: Terminal): void {
  const baseline = baselineOf(given, terminal);
  if (baseline === undefined) return;
  const [before, after] = [baseline.entries, entries].map(baselineText);
  const isThere = terminal.storage.stat(absolutePath(terminal.cwd, baseline.file)) !== undefined;
  if (before !== after || !isThere) writeFile(terminal, baseline.file, after ?? '');
  const [added, removed] = [linesMissing(after, before), linesMissing(before, after)];
  terminal.stderr.write(
    sanitize(
      `nnplans: ${baseline.file} knows ${counted(entries.length, 'finding')} now (${added} added, ${removed} removed).`,
    ).concat('\n'),
  );
}

/** How many findings of one text are not in another, each line as often as it stands there. */
function linesMissing(text = '', other = ''): number {
  const counts = new Map<string, number>();
  const lines = (whole: string) =>
    whole
      .split('\n')
      .filter((line) => line.startsWith('    {'))
      .map((line) => line.replace(/,$/, ''));
  for (const line of lines(other)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines(text).filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  }).length;
}
