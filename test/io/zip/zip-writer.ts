import { deflateRawSync } from 'node:zlib';

export interface ZipEntryToWrite {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflated?: boolean;
  /** What the directory says instead of the truth. */
  readonly claims?: Partial<Record<'size' | 'compressedSize' | 'headerOffset' | 'method' | 'flags', number>>;
}

export interface ZipToWrite {
  /** Zip64 end record and locator, as torch always writes them. */
  readonly zip64?: boolean;
  readonly comment?: Uint8Array;
  /** What the end record says instead of the truth. */
  readonly claims?: Partial<Record<'count' | 'directorySize' | 'directoryOffset' | 'disk', number>>;
}

/** A zip file of entries; as in torch's, headers of entries leave the sizes 0. */
export function zipFile(entries: readonly ZipEntryToWrite[], options: ZipToWrite = {}): Uint8Array {
  const parts: Buffer[] = [];
  let offset = 0;
  const add = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  const directory = entries.map((entry) => {
    const headerOffset = offset;
    const data = entry.deflated ? deflateRawSync(entry.content) : Buffer.from(entry.content);
    add(localHeader(entry));
    add(data);
    return centralEntry(entry, data, headerOffset);
  });
  const directoryOffset = offset;
  for (const entry of directory) add(entry);
  const end = {
    count: entries.length,
    directorySize: offset - directoryOffset,
    directoryOffset,
    disk: 0,
    ...options.claims,
  };
  const zip64Offset = offset;
  if (options.zip64) {
    add(zip64Record(end));
    add(zip64Locator(zip64Offset));
  }
  add(endRecord(end, options.comment ?? new Uint8Array(0)));
  return Uint8Array.from(Buffer.concat(parts));
}

function localHeader({ name, deflated }: ZipEntryToWrite): Buffer {
  const nameBytes = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(0x0808, 6);
  header.writeUInt16LE(deflated ? 8 : 0, 8);
  header.writeUInt16LE(nameBytes.length, 26);
  return Buffer.concat([header, nameBytes]);
}

function centralEntry(
  { name, content, deflated, claims = {} }: ZipEntryToWrite,
  data: Buffer,
  headerOffset: number,
): Buffer {
  const nameBytes = Buffer.from(name);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(claims.flags ?? 0x0808, 8);
  entry.writeUInt16LE(claims.method ?? (deflated ? 8 : 0), 10);
  const fields = [
    claims.compressedSize ?? data.length,
    claims.size ?? content.length,
    claims.headerOffset ?? headerOffset,
  ];
  const [compressedSize = 0, size = 0, header = 0] = fields.map((field) => Math.min(field, 0xffffffff));
  entry.writeUInt32LE(compressedSize, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt32LE(header, 42);
  entry.writeUInt16LE(nameBytes.length, 28);
  const [compressedField = 0, sizeField = 0, headerField = 0] = fields;
  const large = [sizeField, compressedField, headerField].filter((field) => field >= 0xffffffff);
  const extra = Buffer.alloc(large.length === 0 ? 0 : 4 + 8 * large.length);
  if (large.length > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8 * large.length, 2);
    for (const [index, field] of large.entries()) extra.writeBigUInt64LE(BigInt(field), 4 + 8 * index);
  }
  entry.writeUInt16LE(extra.length, 30);
  return Buffer.concat([entry, nameBytes, extra]);
}

type End = Record<'count' | 'directorySize' | 'directoryOffset' | 'disk', number>;

function endRecord({ count, directorySize, directoryOffset, disk }: End, comment: Uint8Array): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(disk, 4);
  record.writeUInt16LE(Math.min(count, 0xffff), 8);
  record.writeUInt16LE(Math.min(count, 0xffff), 10);
  record.writeUInt32LE(Math.min(directorySize, 0xffffffff), 12);
  record.writeUInt32LE(Math.min(directoryOffset, 0xffffffff), 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, comment]);
}

function zip64Record({ count, directorySize, directoryOffset, disk }: End): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt32LE(disk, 16);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directorySize), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  return record;
}

function zip64Locator(offset: number): Buffer {
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset), 8);
  locator.writeUInt32LE(1, 16);
  return locator;
}
