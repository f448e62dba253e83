import { FormatError } from './format-error.js';
import { type Storage, StorageError } from './storage.js';

/** Bytes that are read in pieces, at any place, without taking the whole file into memory. */
export interface ByteSource {
  /** bytes */
  readonly size: number;
  /** Bytes asked from the storage so far: what a reader costs, whatever the machine. */
  readonly bytesRead: number;
  /**
   * Exactly `length` bytes from `offset`.
   * @throws FormatError `truncated` when the source ends before
   */
  read(offset: number, length: number): Uint8Array;
}

/**
 * A file of the storage.
 * @throws StorageError when nothing is there, or something that is no regular file
 */
export function fileSource(storage: Storage, path: string): ByteSource {
  const stat = storage.stat(path);
  if (stat === undefined) throw new StorageError('missing', path, `${path} does not exist`);
  if (stat.kind !== 'file') throw new StorageError('not-a-regular-file', path, `${path} is not a regular file`);
  return new CountingSource(
    stat.size,
    storage.reader?.(path) ?? ((offset, length) => storage.readRange(path, offset, length)),
  );
}

/** Whatever can be read in pieces: a file that a browser holds. */
export function rangeSource(size: number, readRange: (offset: number, length: number) => Uint8Array): ByteSource {
  return new CountingSource(size, readRange);
}

/** Bytes already in memory, such as an inflated zip entry. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return new CountingSource(bytes.length, (offset, length) => bytes.subarray(offset, offset + length));
}

/** A part of another source; its offsets start at 0, and its reads count there. */
export function partOf(source: ByteSource, offset: number, length: number): ByteSource {
  checkRange(source.size, offset, length);
  return new CountingSource(length, (start, count) => source.read(offset + start, count));
}

class CountingSource implements ByteSource {
  bytesRead = 0;

  constructor(
    readonly size: number,
    private readonly readRange: (offset: number, length: number) => Uint8Array,
  ) {}

  read(offset: number, length: number): Uint8Array {
    checkRange(this.size, offset, length);
    const bytes = this.readRange(offset, length);
    this.bytesRead += bytes.length;
    if (bytes.length !== length) throw new FormatError('truncated', 'the file became shorter while it was read');
    return bytes;
  }
}

function checkRange(size: number, offset: number, length: number): void {
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0) {
    throw new FormatError('corrupt', 'a position or length in the file is negative or beyond 2^53');
  }
  if (length > size - offset) {
    throw new FormatError('truncated', `the file ends at byte ${size}, but its content goes on to ${offset + length}`);
  }
}
