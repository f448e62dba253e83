import { type StorageEntry, StorageError } from '../io/storage.js';
import { kindByName } from '../script/script-kind.js';
import { shown } from './identify.js';
import { linksWithin } from './links-within.js';
import { join } from './paths.js';
import type { Reach } from './reach.js';
import { Unresolved } from './unresolved.js';

/** Folders deeper than this, and more files than these, are no collection of scripts. */
const deepest = 12;
const mostFiles = 5000;

/** Where no one keeps scripts, and where there are very many files. */
const skipped = /^(\.|node_modules$|__pycache__$|venv$|env$|site-packages$|Dataset\d{3})/;

/**
 * The scripts that a path leads to: the file itself, or all in a folder that are called like one.
 * @param path as typed
 * @returns absolute paths, in the order of their names
 * @throws Unresolved when there is nothing
 */
export function findScripts(reach: Reach, path: string): readonly string[] {
  const absolute = reach.absolute(path);
  const stat = reach.storage.stat(absolute);
  if (stat === undefined) throw new Unresolved(`There is no file or folder ${path}.`);
  if (stat.kind === 'file') return [absolute];
  if (stat.kind !== 'folder') throw new Unresolved(`${path} is neither a file nor a folder.`);
  const isInside = linksWithin(reach, absolute, ({ kind, name }) =>
    kind === 'folder' ? !skipped.test(name) : kindByName(name) !== undefined,
  );
  const found = [...scriptsIn(reach, absolute, 0, new Set(), isInside)].slice(0, mostFiles);
  if (found.length > 0) return found;
  throw new Unresolved(`${shown(reach, absolute)} holds no script.`, [
    ...[...reach.failures.values()]
      .slice(0, 3)
      .map((left) => `Not looked into: ${shown(reach, left.path)}, because ${left.reason}.`),
    'Scripts are files such as *.sh, *.slurm, Makefile, *.mk and *.ipynb, and files that begin with #!/bin/bash.',
  ]);
}

function* scriptsIn(
  reach: Reach,
  folder: string,
  depth: number,
  seen: Set<string>,
  isInside: (folder: string, entry: StorageEntry) => boolean,
): Iterable<string> {
  const real = reach.storage.realPath(folder) ?? folder;
  if (depth > deepest || seen.has(real)) return;
  seen.add(real);
  for (const entry of reach.storage.list(folder) ?? []) {
    if (!isInside(folder, entry)) continue;
    const { name, kind } = entry;
    const path = join(folder, name);
    if (kind === 'folder' && !skipped.test(name)) yield* scriptsIn(reach, path, depth + 1, seen, isInside);
    else if (kind === 'file' && (kindByName(name) !== undefined || isShellByFirstLine(reach, path, name))) yield path;
  }
}

function isShellByFirstLine(reach: Reach, path: string, name: string): boolean {
  if (name.includes('.')) return false;
  try {
    const start = new TextDecoder('latin1').decode(reach.storage.readRange(path, 0, 64));
    return /^#!\s*\S*?[/ ](ba|z|da|k)?sh\b/.test(start);
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}
