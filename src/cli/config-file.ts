import { type Config, emptyConfig, readConfig } from '../engine/config.js';
import type { ConfigProblem } from '../engine/config-problem.js';
import type { Rule } from '../engine/rule.js';
import type { JsonDocument } from '../io/json/document.js';
import { readJsonDocument } from '../io/json/read.js';
import type { Storage } from '../io/storage.js';
import { absolutePath, folderOf, join, relativeTo } from '../workspace/paths.js';
import { Trouble } from './trouble.js';

export const configFileName = 'nnplans.config.json';

export interface FoundConfig {
  readonly config: Config;
  /** Folder of the file, which its paths start from; the working folder where there is none. */
  readonly folder: string;
}

/**
 * The config that holds for a working folder.
 * @param named what `--config` says: a file, `none`, or nothing for the nearest
 * @throws Trouble when it cannot be read or does not hold; all its faults at once
 */
export function findConfig(
  storage: Storage,
  cwd: string,
  named: string | undefined,
  rules: readonly Rule[],
): FoundConfig {
  const file =
    named === undefined ? nearestConfig(storage, cwd) : named === 'none' ? undefined : absolutePath(cwd, named);
  if (file === undefined) return { config: emptyConfig, folder: cwd };
  const shown = relativeTo(cwd, file);
  const document = readJsonDocument(storage, file);
  // Python would refuse a byte order mark; here it does no harm.
  const [fatal] = document.problems.filter((problem) => problem.fatal && problem.kind !== 'byte-order-mark');
  if (fatal !== undefined || document.value === undefined) {
    const place = fatal?.position === undefined ? shown : `${shown}:${fatal.position.line}:${fatal.position.column}`;
    throw new Trouble(
      `${place}: ${fatal?.message ?? 'it cannot be read'}.`,
      fatal?.remedy === undefined ? [] : [fatal.remedy],
    );
  }
  const { config, problems } = readConfig(document.value, rules);
  const all = [...textProblems(document), ...problems];
  if (all.length > 0) {
    const lines = all.map(({ pointer, message }) => {
      const at = document.keyPosition(pointer);
      return `${shown}${at === undefined ? '' : `:${at.line}:${at.column}`}: ${message}`;
    });
    throw new Trouble('The config does not hold.', lines);
  }
  return { config, folder: folderOf(file) };
}

/** A key that stands twice, a NaN: read all the same, but of a config nobody should have to guess which half counts. */
function textProblems(document: JsonDocument): readonly ConfigProblem[] {
  return document.problems
    .filter((problem) => !problem.fatal)
    .map(({ pointer, message }) => ({ pointer: pointer ?? '', message: `${message}.` }));
}

/** From the working folder upward, to the root of the repository that it lies in. */
function nearestConfig(storage: Storage, cwd: string): string | undefined {
  for (let folder = cwd; ; folder = folderOf(folder)) {
    const file = join(folder, configFileName);
    if (storage.stat(file) !== undefined) return file;
    if (storage.stat(join(folder, '.git')) !== undefined || folder === folderOf(folder)) return undefined;
  }
}
