/**
 * All reading goes through this one small synchronous interface, given to the workspace from outside.
 * Synchronous calls are the fastest on a local disk, and let the same engine run in a worker over dropped files.
 *
 * Paths are opaque strings with `/` between names. A missing path is `undefined`, never an exception;
 * anything else that goes wrong (no permission, device error) throws {@link StorageError}.
 */
export interface Storage {
  /** Entries of a folder, links resolved, in name order (by code unit); `undefined` where there is no folder. */
  list(folder: string): readonly StorageEntry[] | undefined;

  /**
   * Calls back for each entry of a folder, links resolved, in the order of the disk; what is visited is not kept, so that a folder of
   * 100,000 cases costs no memory.
   * @returns whether there is such a folder
   */
  forEachEntry(folder: string, visit: (entry: StorageEntry) => void): boolean;

  /** What a path is after following links; `undefined` where nothing is (a dangling link is nothing). */
  stat(path: string): StorageStat | undefined;

  /** The whole file as bytes. Regular files only; refuses more than `maximumBytes` before reading. */
  readBytes(path: string, maximumBytes: number): Uint8Array;

  /** Up to `length` bytes from `offset`; fewer only at the end of the file. */
  readRange(path: string, offset: number, length: number): Uint8Array;

  /**
   * Reads in pieces what {@link stat} has just told to be a regular file, as {@link readRange} does, and opens it once for as long as no other is read: on shared file systems
   * opening is what takes long. A storage without it opens nothing.
   */
  reader?(path: string): (offset: number, length: number) => Uint8Array;

  /** The target text of a symbolic link, unresolved; `undefined` when the path is no link. */
  linkTarget(path: string): string | undefined;

  /** One name for a file or folder that several links lead to: tells cycles and duplicates. */
  realPath(path: string): string | undefined;
}

/** `other`: pipes, sockets and devices, which are never opened; `dangling`: a link to nothing. */
export type EntryKind = 'file' | 'folder' | 'other' | 'dangling';

export interface StorageEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly isLink: boolean;
}

export interface StorageStat {
  readonly kind: EntryKind;
  /** bytes */
  readonly size: number;
  /** milliseconds since 1970 */
  readonly modified: number;
}

export type StorageFault = 'missing' | 'not-a-regular-file' | 'too-large' | 'forbidden' | 'failed';

/** The one exception that a {@link Storage} throws. */
export class StorageError extends Error {
  constructor(
    readonly fault: StorageFault,
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'StorageError';
  }
}
