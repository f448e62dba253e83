import { type Storage, StorageError } from '../io/storage.js';

/** A path that could not be looked at. */
export interface StorageFailure {
  readonly path: string;
  /** `there is no permission to read it` */
  readonly reason: string;
  readonly isForbidden: boolean;
}

/** In the words of a list of what was not looked at. */
export function failureOf({ fault, message }: StorageError, path: string): StorageFailure {
  const isForbidden = fault === 'forbidden';
  return { path, reason: isForbidden ? 'there is no permission to read it' : message, isForbidden };
}

/**
 * A storage that takes a folder without permission, or a broken disk, for nothing there, and keeps account of it: one folder that
 * cannot be listed must not hide a thousand others, nor be passed over in silence.
 */
export function tolerantStorage(storage: Storage): {
  readonly storage: Storage;
  readonly failures: Map<string, StorageFailure>;
} {
  const failures = new Map<string, StorageFailure>();
  const unlessFailing = <T>(path: string, call: () => T): T | undefined => {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      failures.set(path, failureOf(error, path));
      return undefined;
    }
  };
  return {
    storage: {
      list: (folder) => unlessFailing(folder, () => storage.list(folder)),
      forEachEntry: (folder, visit) => unlessFailing(folder, () => storage.forEachEntry(folder, visit)) ?? false,
      stat: (path) => unlessFailing(path, () => storage.stat(path)),
      linkTarget: (path) => unlessFailing(path, () => storage.linkTarget(path)),
      realPath: (path) => unlessFailing(path, () => storage.realPath(path)),
      // Whoever reads a file has words of its own for what is wrong with it.
      readBytes: (path, maximumBytes) => storage.readBytes(path, maximumBytes),
      readRange: (path, offset, length) => storage.readRange(path, offset, length),
      ...(storage.reader === undefined ? {} : { reader: storage.reader }),
    },
    failures,
  };
}
