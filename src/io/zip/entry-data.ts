import { constants, inflateRawSync } from 'node:zlib';
import { type ByteSource, memorySource, partOf } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import type { ZipEntry } from './directory.js';
import { viewOf } from './end-record.js';

const headerSignature = 0x04034b50;
const headerLength = 30;
/** Compressed bytes to start with when only the beginning is wanted: zeros expand a thousandfold. */
const firstPiece = 512;

/**
 * The content of an entry: read in place when stored, inflated when deflated.
 * @throws FormatError `limit` when it is larger than `maximumBytes`
 */
export function zipEntrySource(source: ByteSource, entry: ZipEntry, maximumBytes: number): ByteSource {
  // Deflate never makes data much larger than they are.
  const largest = Math.max(entry.size, entry.compressedSize / 1.01 - 1024);
  if (largest > maximumBytes) throw new FormatError('limit', `zip entry ${entry.name} has ${entry.size} bytes`);
  const data = entryData(source, entry);
  if (entry.method === 'stored') return data;
  const content = inflate(entry, data.read(0, data.size), { maxOutputLength: Math.max(1, entry.size) });
  if (content.length !== entry.size) {
    throw new FormatError(
      'corrupt',
      `zip entry ${entry.name} inflates to ${content.length} bytes, not to ${entry.size}`,
    );
  }
  return memorySource(content);
}

/**
 * The first `length` bytes of an entry, or all of a shorter one, without inflating the rest.
 * @throws FormatError
 */
export function zipEntryStart(source: ByteSource, entry: ZipEntry, length: number): Uint8Array {
  const data = entryData(source, entry);
  if (entry.method === 'stored') return data.read(0, Math.min(length, data.size));
  for (let piece = firstPiece; ; piece *= 2) {
    const compressed = data.read(0, Math.min(piece, data.size));
    const content = inflate(entry, compressed, { finishFlush: constants.Z_SYNC_FLUSH });
    if (content.length >= length || compressed.length === data.size) return content.subarray(0, length);
  }
}

/** The bytes of an entry as they are in the file. Where they start, only the header in front of them says. */
function entryData(source: ByteSource, entry: ZipEntry): ByteSource {
  if (entry.encrypted) throw new FormatError('unsupported', `zip entry ${entry.name} is encrypted`);
  if (entry.method === 'other') throw new FormatError('unsupported', `zip entry ${entry.name} uses a rare compression`);
  if (entry.method === 'stored' && entry.size !== entry.compressedSize) {
    throw new FormatError('corrupt', `zip entry ${entry.name} is not compressed, yet has two sizes`);
  }
  const header = viewOf(source.read(entry.headerOffset, headerLength));
  if (header.getUint32(0, true) !== headerSignature) {
    throw new FormatError('corrupt', `zip entry ${entry.name} does not start where the directory says`);
  }
  const start = entry.headerOffset + headerLength + header.getUint16(26, true) + header.getUint16(28, true);
  return partOf(source, start, entry.compressedSize);
}

function inflate(
  entry: ZipEntry,
  compressed: Uint8Array,
  options: { maxOutputLength?: number; finishFlush?: number },
): Uint8Array {
  try {
    return inflateRawSync(compressed, options);
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) {
      throw new FormatError('limit', `zip entry ${entry.name} inflates to more than it says`);
    }
    throw new FormatError('corrupt', `zip entry ${entry.name} cannot be inflated`);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
