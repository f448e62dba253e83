import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  opendirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { type EntryKind, type Storage, type StorageEntry, StorageError, type StorageFault } from './storage.js';
import { tooLarge } from './tree-storage.js';

/**
 * The local file system. Pipes, sockets and devices are told by `stat` and never opened; should one take a file's
 * place in between, `O_NONBLOCK` keeps the opening from waiting and `fstat` refuses it.
 */
export function nodeStorage(): Storage {
  let held: { readonly descriptor: number; readonly size: number } | undefined;
  const release = () => {
    if (held !== undefined) closeSync(held.descriptor);
    held = undefined;
  };
  return {
    list(folder) {
      release();
      const entries = unlessMissing(folder, () => readdirSync(folder, { withFileTypes: true }));
      if (entries === undefined) return undefined;
      return entries
        .map((entry) => ({ name: entry.name, kind: entryKind(folder, entry), isLink: entry.isSymbolicLink() }))
        .sort(byName);
    },

    forEachEntry(folder, visit) {
      release();
      const visitEntry = (entry: Dirent) =>
        visit({ name: entry.name, kind: entryKind(folder, entry), isLink: entry.isSymbolicLink() });
      const stats = unlessMissing(folder, () => statSync(folder, { throwIfNoEntry: false }));
      if (stats === undefined) return false;
      if (stats.size > largestReadAtOnce) return visitOneByOne(folder, visitEntry);
      const entries = unlessMissing(folder, () => readdirSync(folder, { withFileTypes: true }));
      entries?.forEach(visitEntry);
      return entries !== undefined;
    },

    stat(path) {
      const stats = unlessMissing(path, () => statSync(path, { throwIfNoEntry: false }));
      return stats === undefined ? undefined : { kind: kind(stats), size: stats.size, modified: stats.mtimeMs };
    },

    readBytes(path, maximumBytes) {
      release();
      return withRegularFile(path, (descriptor, size) => {
        if (size > maximumBytes) throw tooLarge(path, size, maximumBytes);
        return readFully(descriptor, 0, size);
      });
    },

    readRange(path, offset, length) {
      return withRegularFile(path, (descriptor, size) =>
        readFully(descriptor, offset, Math.max(0, Math.min(length, size - offset))),
      );
    },

    reader(path) {
      let own: typeof held;
      return (offset, length) => {
        // Another file may have been read in between.
        if (own === undefined || own !== held) {
          release();
          own = openRegular(path);
          held = own;
        }
        const { descriptor, size } = own;
        return asStorageErrors(path, () => readFully(descriptor, offset, Math.max(0, Math.min(length, size - offset))));
      };
    },

    linkTarget(path) {
      try {
        return unlessMissing(path, () => readlinkSync(path));
      } catch (error) {
        if (error instanceof StorageError && codeOf(error.cause) === 'EINVAL') return undefined;
        throw error;
      }
    },

    realPath(path) {
      return unlessMissing(path, () => realpathSync.native(path));
    },
  };
}

/**
 * Bytes, or entries, that a folder itself takes, as file systems count them: about 1,500 entries on ext4. Below, it is read at once, which takes a
 * fifth of the time and loads less of Node; above, memory matters more. Where folders tell no size, all of them are read at once.
 */
const largestReadAtOnce = 2 ** 16;

/** Each reading of a folder costs a call; its entries are kept until the next. */
const entriesAtOnce = 1024;

function visitOneByOne(folder: string, visit: (entry: Dirent) => void): boolean {
  const opened = unlessMissing(folder, () => opendirSync(folder, { bufferSize: entriesAtOnce }));
  if (opened === undefined) return false;
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) visit(entry);
    return true;
  } catch (error) {
    throw error instanceof StorageError ? error : storageError(folder, error);
  } finally {
    opened.closeSync();
  }
}

function byName(a: StorageEntry, b: StorageEntry): number {
  return a.name < b.name ? -1 : 1;
}

function kind(stats: Stats): EntryKind {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** Only a link costs a call of its own. One whose target may not be looked at is `other`: one entry must not hide the rest. */
function entryKind(folder: string, entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  try {
    const path = `${folder}/${entry.name}`;
    const target = unlessMissing(path, () => statSync(path, { throwIfNoEntry: false }));
    return target === undefined ? 'dangling' : kind(target);
  } catch {
    return 'other';
  }
}

function withRegularFile<T>(path: string, use: (descriptor: number, size: number) => T): T {
  const before = unlessMissing(path, () => statSync(path, { throwIfNoEntry: false }));
  if (before === undefined) throw missing(path);
  refuseUnlessFile(path, before);
  const { descriptor, size } = openRegular(path);
  try {
    return asStorageErrors(path, () => use(descriptor, size));
  } finally {
    closeSync(descriptor);
  }
}

function openRegular(path: string): { readonly descriptor: number; readonly size: number } {
  const descriptor = unlessMissing(path, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  if (descriptor === undefined) throw missing(path);
  try {
    const opened = asStorageErrors(path, () => fstatSync(descriptor));
    refuseUnlessFile(path, opened);
    return { descriptor, size: opened.size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function asStorageErrors<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof StorageError ? error : storageError(path, error);
  }
}

/** Fewer bytes only where the file has been cut meanwhile. */
function readFully(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(descriptor, bytes, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function refuseUnlessFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? 'a folder' : 'a pipe, socket or device';
  throw new StorageError('not-a-regular-file', path, `${path}: ${what}, not a file`);
}

/** Codes that say that nothing can be under this path, a circle of links and a name with a zero byte included. */
const nothingThere = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
const forbidden = new Set(['EACCES', 'EPERM']);

function unlessMissing<T>(path: string, call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (nothingThere.has(codeOf(error))) return undefined;
    throw storageError(path, error);
  }
}

function missing(path: string): StorageError {
  return new StorageError('missing', path, `${path}: there is no such file`);
}

function storageError(path: string, error: unknown): StorageError {
  const code = codeOf(error);
  const fault: StorageFault = forbidden.has(code) ? 'forbidden' : 'failed';
  const message = fault === 'forbidden' ? 'no permission to read it' : `reading failed (${code || String(error)})`;
  return Object.assign(new StorageError(fault, path, `${path}: ${message}`), { cause: error });
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
