import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';

/** The fixed part of a Blosc2 frame, and where its metalayers stand (c-blosc2: frame.h, `new_header_frame`). */
export interface FrameHeader {
  /** All bytes in front of the chunks. */
  readonly bytes: Uint8Array;
  readonly frameLength: number;
  readonly frameVersion: number;
  readonly codec: string;
  readonly compressionLevel: number;
  /** Names of the filters in use, in the order of their slots. */
  readonly filters: readonly string[];
  /** Bytes of all chunks when decompressed; parts of a chunk beyond the array are padding. */
  readonly totalBytes: number;
  readonly compressedBytes: number;
  readonly typeSize: number;
  readonly blockBytes: number;
  /** 0 when chunks differ in size. */
  readonly chunkBytes: number;
  /** Contents by name. */
  readonly metalayers: ReadonlyMap<string, Uint8Array>;
}

const magic = [0x9e, 0xa8, 0x62, 0x32, 0x66, 0x72, 0x61, 0x6d, 0x65, 0x00];
const smallestHeader = 87;
const usualHeader = 1024;
const largestHeader = 2 ** 20;
const newestVersion = 3;
const metalayerIndex = 94;
const mostMetalayers = 16;

/** As numbered in blosc2.h; the format's own document numbers the last two differently, and wrongly. */
const codecs: ReadonlyMap<number, string> = new Map([
  [0, 'blosclz'],
  [1, 'lz4'],
  [2, 'lz4hc'],
  [4, 'zlib'],
  [5, 'zstd'],
]);

const filterSlots = 6;
const filterNames = ['none', 'shuffle', 'bitshuffle', 'delta', 'trunc'];

/** MessagePack types in front of the fields: a file in which they differ is no frame of Blosc2. */
const fieldTypes: readonly (readonly [offset: number, type: number])[] = [
  [10, 0xd2],
  [15, 0xcf],
  [24, 0xa4],
  [29, 0xd3],
  [38, 0xd3],
  [47, 0xd2],
  [52, 0xd2],
  [57, 0xd2],
];

/** @throws FormatError */
export function readFrameHeader(source: ByteSource): FrameHeader {
  const start = source.read(0, Math.min(usualHeader, source.size));
  if (!magic.every((byte, index) => start[index] === byte)) throw notThisFormat(source, 'a Blosc2 frame');
  if (start.length < smallestHeader) throw new FormatError('truncated', 'the Blosc2 header is cut off');
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  if (fieldTypes.some(([offset, type]) => view.getUint8(offset) !== type)) {
    throw new FormatError('corrupt', 'the Blosc2 header is damaged');
  }
  const frameVersion = view.getUint8(25) & 0x0f;
  if (frameVersion > newestVersion)
    throw new FormatError('unsupported', `version ${frameVersion} of the Blosc2 frame format`);
  if (view.getUint8(26) !== 0)
    throw new FormatError('unsupported', 'a Blosc2 frame whose chunks are files of their own');
  const headerLength = view.getInt32(11);
  if (headerLength < smallestHeader) throw new FormatError('corrupt', 'the Blosc2 header is damaged');
  if (headerLength > largestHeader) throw new FormatError('limit', `a Blosc2 header of ${headerLength} bytes`);
  if (headerLength > source.size) throw new FormatError('truncated', 'the Blosc2 header is cut off');
  const bytes = headerLength <= start.length ? start.subarray(0, headerLength) : source.read(0, headerLength);
  return {
    bytes,
    frameLength: length(view.getBigInt64(16)),
    frameVersion,
    codec: codecs.get(view.getUint8(27) & 0x0f) ?? 'other',
    compressionLevel: view.getUint8(27) >>> 4,
    filters: filtersIn(bytes.subarray(70, 79)),
    totalBytes: length(view.getBigInt64(30)),
    compressedBytes: length(view.getBigInt64(39)),
    typeSize: view.getInt32(48),
    blockBytes: view.getInt32(53),
    chunkBytes: view.getInt32(58),
    metalayers: metalayersIn(bytes),
  };
}

function length(value: bigint): number {
  const number = Number(value);
  if (number < 0 || !Number.isSafeInteger(number))
    throw new FormatError('corrupt', 'the Blosc2 header names an impossible size');
  return number;
}

/** Count of slots, then a number a slot. */
function filtersIn(slots: Uint8Array): string[] {
  const [count = 0, ...numbers] = slots;
  if (count > filterSlots) throw new FormatError('corrupt', `the Blosc2 header names ${count} filters`);
  return numbers
    .slice(0, count)
    .filter((number) => number !== 0)
    .map((number) => filterNames[number] ?? `filter ${number}`);
}

/** An index of names and offsets, then the contents, each behind its type and length (frame.c, `get_meta_from_header`). */
function metalayersIn(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const demand = (holds: boolean) => {
    if (!holds) throw new FormatError('corrupt', 'the metalayers of the Blosc2 frame are damaged');
  };
  demand(bytes.length >= metalayerIndex && view.getUint8(91) === 0xde);
  const count = view.getUint16(92);
  demand(count <= mostMetalayers);
  const metalayers = new Map<string, Uint8Array>();
  let position = metalayerIndex;
  for (let index = 0; index < count; index++) {
    demand(position < bytes.length);
    const nameEnd = position + 1 + (view.getUint8(position) & 0x1f);
    demand(nameEnd + 5 <= bytes.length);
    const offset = view.getUint32(nameEnd + 1);
    demand(offset + 5 <= bytes.length && view.getUint8(offset) === 0xc6);
    const end = offset + 5 + view.getUint32(offset + 1);
    demand(end <= bytes.length);
    metalayers.set(String.fromCharCode(...bytes.subarray(position + 1, nameEnd)), bytes.subarray(offset + 5, end));
    position = nameEnd + 5;
  }
  return metalayers;
}
