import { isOpen } from '../../engine/open-findings.js';
import type { Finding, WrittenEdit } from '../../engine/report.js';
import { decodeText } from '../../io/json/decode.js';
import { Lines } from '../../io/json/lines.js';
import { withFile } from '../../io/overlay-storage.js';
import { type Storage, StorageError } from '../../io/storage.js';
import { absolutePath } from '../../workspace/paths.js';
import type { Judgement } from '../judge.js';

/** A file as it is and as it is to be. */
export interface FixedFile {
  /** Absolute. */
  readonly path: string;
  /** `undefined`: not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface Fixes {
  readonly files: readonly FixedFile[];
  /** Findings that are mended. */
  readonly fixed: readonly Finding[];
  /** Commands of nnU-Net that have to follow, each once. */
  readonly commands: readonly string[];
}

/** Mending one thing may bring another to light; mends that undo each other must not go on for ever. */
const mostRounds = 10;

/**
 * Applies remedies that are edits, as often as new ones are found, to a copy of the files: nothing is written.
 * @param judge judges what a storage holds
 */
export function fixesOf(
  judge: (storage: Storage) => Judgement,
  storage: Storage,
  cwd: string,
  withUnsafe: boolean,
): Fixes {
  const files = new Map<string, FixedFile>();
  const fixed: Finding[] = [];
  let state = storage;
  for (let round = 0; round < mostRounds; round += 1) {
    const { report, texts } = judge(state);
    const candidates = report.findings.filter(
      (finding) => isOpen(finding) && finding.fix !== undefined && (withUnsafe || finding.fix.isSafe),
    );
    const { chosen, edits } = withoutOverlaps(candidates, cwd);
    if (chosen.length === 0) break;
    fixed.push(...chosen);
    for (const [path, own] of edits) {
      const before = texts.get(path);
      const after = edited(before ?? '', own);
      state = withFile(state, path, new TextEncoder().encode(after));
      files.set(path, { path, before: files.has(path) ? files.get(path)?.before : before, after });
    }
  }
  return {
    files: [...files.values()].filter(({ before, after }) => before !== after),
    fixed,
    commands: [...new Set(fixed.flatMap(({ fix }) => fix?.commands ?? []))],
  };
}

/** The first of those that want to change the same place; the others come with the next round, if they are still wanted. */
function withoutOverlaps(findings: readonly Finding[], cwd: string) {
  const edits = new Map<string, WrittenEdit[]>();
  const chosen = findings.filter(({ fix }) => {
    const own = (fix?.edits ?? []).map((edit) => ({ edit, path: absolutePath(cwd, edit.file) }));
    if (own.some(({ edit, path }) => (edits.get(path) ?? []).some((other) => overlap(edit, other)))) return false;
    for (const { edit, path } of own) edits.set(path, [...(edits.get(path) ?? []), edit]);
    return true;
  });
  return { chosen, edits };
}

/** Two that touch overlap, too: which text comes first would be a matter of chance. */
function overlap(a: WrittenEdit, b: WrittenEdit): boolean {
  const isBefore = (one: WrittenEdit, other: WrittenEdit) =>
    one.endLine < other.startLine || (one.endLine === other.startLine && one.endColumn < other.startColumn);
  return !isBefore(a, b) && !isBefore(b, a);
}

export function edited(text: string, edits: readonly WrittenEdit[]): string {
  const lines = new Lines(text);
  const offset = (line: number, column: number) => lines.start(line) + column - 1;
  return edits
    .map((edit) => ({
      start: offset(edit.startLine, edit.startColumn),
      end: offset(edit.endLine, edit.endColumn),
      by: edit.text,
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);
}

/** Whether a file on the disk is still what the fixes were made for. */
export function isUnchanged(storage: Storage, { path, before }: FixedFile): boolean {
  try {
    const size = storage.stat(path)?.size;
    if (size === undefined || before === undefined) return size === before;
    return decodeText(storage.readBytes(path, size)).text === before;
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}
