import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';

/** Where the central directory stands, from the record at the end of the file. */
export interface EndRecord {
  readonly entryCount: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
  /** Offset of the first record behind the directory. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const locatorSignature = 0x07064b50;
const zip64Signature = 0x06064b50;

const endLength = 22;
const locatorLength = 20;
const zip64Length = 56;
/** torch's reader (miniz) looks back in pieces, the last of which may begin before the longest comment. */
const lastPiece = 4096;
/** A file without comment ends in the records alone; a comment has up to 65535 bytes. */
const tailLengths = [1024, endLength + 0xffff + lastPiece + locatorLength + zip64Length];

const firstEntry = [0x50, 0x4b, 0x03, 0x04];

/**
 * Finds the end record, and the zip64 records in front of it, which torch always writes.
 * @throws FormatError
 */
export function readEndRecord(source: ByteSource): EndRecord {
  for (const length of tailLengths) {
    const start = Math.max(0, source.size - length);
    const tail = source.read(start, source.size - start);
    const index = lastIndexOfSignature(tail);
    if (index !== undefined) return endRecordAt(source, tail, start, index);
    if (start === 0) break;
  }
  throw withoutEndRecord(source);
}

function lastIndexOfSignature(tail: Uint8Array): number | undefined {
  const view = viewOf(tail);
  for (let index = tail.length - endLength; index >= 0; index--) {
    if (view.getUint32(index, true) === endSignature) return index;
  }
  return undefined;
}

function withoutEndRecord(source: ByteSource): FormatError {
  const start = source.read(0, Math.min(firstEntry.length, source.size));
  if (start.length < firstEntry.length || firstEntry.some((byte, index) => start[index] !== byte)) {
    return notThisFormat(source, 'a zip file');
  }
  return new FormatError(
    'truncated',
    `cut off: the zip directory at the end is missing (${source.size} bytes are there)`,
  );
}

function endRecordAt(source: ByteSource, tail: Uint8Array, tailStart: number, index: number): EndRecord {
  const view = viewOf(tail.subarray(index, index + endLength));
  const offset = tailStart + index;
  const record =
    zip64Record(source, tail, tailStart, index) ??
    checkedRecord({
      disk: view.getUint16(4, true),
      entryCount: view.getUint16(10, true),
      directorySize: view.getUint32(12, true),
      directoryOffset: view.getUint32(16, true),
      offset,
    });
  if (record.directoryOffset + record.directorySize > record.offset) {
    throw new FormatError('corrupt', 'the zip directory would lie beyond the record that names it');
  }
  return record;
}

/** The locator stands right before the end record and names the zip64 end record. */
function zip64Record(source: ByteSource, tail: Uint8Array, tailStart: number, index: number): EndRecord | undefined {
  const locatorOffset = tailStart + index - locatorLength;
  if (locatorOffset < 0) return undefined;
  const locator = viewOf(
    index >= locatorLength ? tail.subarray(index - locatorLength, index) : source.read(locatorOffset, locatorLength),
  );
  if (locator.getUint32(0, true) !== locatorSignature) return undefined;
  const offset = safeNumber(locator.getBigUint64(8, true));
  if (offset + zip64Length > locatorOffset) throw new FormatError('corrupt', 'the zip64 end record is out of place');
  const inTail = offset - tailStart;
  const view = viewOf(inTail >= 0 ? tail.subarray(inTail, inTail + zip64Length) : source.read(offset, zip64Length));
  if (view.getUint32(0, true) !== zip64Signature) throw new FormatError('corrupt', 'the zip64 end record is missing');
  return checkedRecord({
    disk: view.getUint32(16, true),
    entryCount: safeNumber(view.getBigUint64(32, true)),
    directorySize: safeNumber(view.getBigUint64(40, true)),
    directoryOffset: safeNumber(view.getBigUint64(48, true)),
    offset,
  });
}

function checkedRecord({ disk, ...record }: EndRecord & { readonly disk: number }): EndRecord {
  if (disk !== 0) throw new FormatError('unsupported', 'the zip file is one part of several');
  return record;
}

/** @throws FormatError `corrupt` above 2^53 */
export function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FormatError('corrupt', 'a size in the zip file is above 2^53');
  return Number(value);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
