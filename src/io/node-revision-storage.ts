import { resolve } from 'node:path';
import { git } from './node-git.js';
import { gitStorage } from './node-git-storage.js';
import { type Storage, type StorageEntry, StorageError } from './storage.js';

/** The disk as it was at a revision, as far as git keeps it. */
export interface RevisionStorage {
  readonly storage: Storage;
  /** Whether git would keep what lies at an absolute path: only there can a revision differ from today. */
  isVersioned(path: string): boolean;
}

/**
 * What git ignores and what lies outside of the repository (data, weights) is read from the disk, in both states the same.
 * @param disk the storage of today
 * @param folder any folder of the working tree, absolute
 * @throws StorageError when there is no repository around it, no such revision, or no git
 */
export function revisionStorage(disk: Storage, folder: string, revision: string): RevisionStorage {
  const committed = gitStorage(folder, revision);
  const [upwards = ''] = lines(git(folder, ['rev-parse', '--show-cdup']), '\n');
  const root = resolve(folder, upwards).replaceAll('\\', '/');
  const ignored = ignoredPaths(root);
  const isVersioned = (path: string) => {
    if (!isAtOrBelow(path, root)) return false;
    for (let above = path; above.length > root.length; above = above.slice(0, above.lastIndexOf('/'))) {
      if (ignored.has(above)) return false;
    }
    return true;
  };
  const at = (path: string) => (isVersioned(path) ? committed : disk);
  const storage: Storage = {
    list(listed) {
      if (!isVersioned(listed)) return disk.list(listed);
      const kept = committed.list(listed);
      const beside = (disk.list(listed) ?? []).filter((entry) => ignored.has(`${listed}/${entry.name}`));
      if (kept === undefined && beside.length === 0) return undefined;
      return merged(kept ?? [], beside);
    },
    forEachEntry(listed, visit) {
      if (!isVersioned(listed)) return disk.forEachEntry(listed, visit);
      const entries = storage.list(listed);
      for (const entry of entries ?? []) visit(entry);
      return entries !== undefined;
    },
    stat(path) {
      const found = at(path).stat(path);
      // A folder that holds nothing but what git ignores.
      if (found !== undefined || !isVersioned(path) || storage.list(path) === undefined) return found;
      return disk.stat(path);
    },
    readBytes: (path, maximumBytes) => at(path).readBytes(path, maximumBytes),
    readRange: (path, offset, length) => at(path).readRange(path, offset, length),
    linkTarget: (path) => at(path).linkTarget(path),
    realPath: (path) => at(path).realPath(path) ?? (storage.stat(path) === undefined ? undefined : path),
  };
  return { storage, isVersioned };
}

/** Whether this clone holds only the last commits, as those of most CI services do. */
export function isShallowClone(folder: string): boolean {
  try {
    return lines(git(folder, ['rev-parse', '--is-shallow-repository']), '\n')[0] === 'true';
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}

/** Files and whole folders that git ignores, by their absolute paths. */
function ignoredPaths(root: string): ReadonlySet<string> {
  const words = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  return new Set(lines(git(root, words), '\0').map((path) => `${root}/${path.replace(/\/$/, '')}`));
}

function lines(output: Uint8Array, end: string): readonly string[] {
  return Buffer.from(output).toString('utf8').split(end).slice(0, -1);
}

function merged(kept: readonly StorageEntry[], beside: readonly StorageEntry[]): readonly StorageEntry[] {
  const entries = new Map([...beside, ...kept].map((entry) => [entry.name, entry]));
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
