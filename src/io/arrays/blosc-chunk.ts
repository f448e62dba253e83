import { type ByteSource, memorySource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { decompressZstd } from '../zstd/zstd.js';
import { decompressBloscLz } from './blosclz.js';
import { decompressLz4 } from './lz4.js';

const headerLength = 32;
/** Blosc2 makes blocks of 8 kB and more. */
const mostBlocks = 65_536;

type Decompressor = (data: Uint8Array, length: number) => Uint8Array | undefined;

/** By the number in the flags of a chunk; LZ4HC writes what LZ4 reads. nnU-Net wrote zstd until 2.7, LZ4HC since; Blosc2 its index as BloscLZ. */
const decompressors: ReadonlyMap<number, Decompressor> = new Map<number, Decompressor>([
  [0, decompressBloscLz],
  [1, decompressLz4],
  [4, decompressZstd],
]);

/**
 * One Blosc2 chunk, of which each block is read and decompressed when it is asked for (c-blosc2: blosc2.c, `blosc_d`).
 * Integers are little-endian here, unlike in the frame.
 */
export class BloscChunk {
  /** bytes, decompressed */
  readonly length: number;
  /** bytes of a block; the last one may have fewer */
  readonly blockLength: number;
  readonly blockCount: number;
  readonly #source: ByteSource;
  readonly #header: DataView;
  readonly #compressedLength: number;
  readonly #filter: 'shuffle' | undefined;
  readonly #special: number;
  /** Where each block starts; empty where nothing is compressed. */
  readonly #starts: readonly number[];
  /** Where the block ends that starts there: several threads write blocks in any order. */
  readonly #ends = new Map<number, number>();

  /**
   * @param source starts with the chunk; more may follow
   * @throws FormatError
   */
  constructor(source: ByteSource) {
    const header = source.read(0, headerLength);
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    this.#source = source;
    this.#header = view;
    this.length = view.getInt32(4, true);
    this.blockLength = view.getInt32(8, true);
    this.#compressedLength = view.getInt32(12, true);
    const flags = view.getUint8(31);
    this.#special = (flags >>> 4) & 7;
    const filters = [...header.subarray(16, 22)].filter((filter) => filter !== 0);
    this.#filter = filters.length > 0 ? 'shuffle' : undefined;
    if (this.#compressedLength > source.size || this.#compressedLength < headerLength || this.length < 0)
      throw damaged();
    this.blockCount = this.blockLength > 0 ? Math.ceil(this.length / this.blockLength) : 0;
    if (this.#isPlain) {
      this.#starts = [];
      return;
    }
    if (filters.some((filter) => filter !== 1) || filters.length > 1 || (flags & 1) !== 0)
      throw new FormatError('unsupported', 'the chunks are compressed in an unusual way');
    if (this.blockCount > mostBlocks) throw new FormatError('limit', 'a chunk in too many blocks');
    if (view.getUint8(3) === 0 || this.blockLength <= 0) throw damaged();
    const starts = headerLength + 4 * this.blockCount;
    if (starts > this.#compressedLength) throw damaged();
    const bytes = source.read(headerLength, 4 * this.blockCount);
    const places = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#starts = Array.from({ length: this.blockCount }, (_, block) => places.getInt32(4 * block, true));
    if (this.#starts.some((start) => start < headerLength || start > this.#compressedLength - 4)) throw damaged();
    const inOrder = [...this.#starts].sort((a, b) => a - b);
    for (const [i, start] of inOrder.entries()) this.#ends.set(start, inOrder[i + 1] ?? this.#compressedLength);
  }

  get #isPlain(): boolean {
    return this.#special !== 0 || (this.#header.getUint8(2) & 2) !== 0;
  }

  /** @throws FormatError */
  block(index: number): Uint8Array {
    const from = index * this.blockLength;
    const size = Math.min(this.blockLength, this.length - from);
    if (this.#special !== 0) return this.#repeated(size);
    if (this.#isPlain) {
      if (this.#compressedLength !== headerLength + this.length) throw damaged();
      return this.#source.read(headerLength + from, size);
    }
    const start = this.#starts[index] ?? this.#compressedLength;
    const end = this.#ends.get(start) ?? this.#compressedLength;
    const typeSize = this.#header.getUint8(3);
    const isSplit = (this.#header.getUint8(2) & 0x10) === 0 && size === this.blockLength;
    const bytes = this.#decompressBlock(this.#source.read(start, end - start), size, isSplit ? typeSize : 1);
    return this.#filter === 'shuffle' ? unshuffled(bytes, typeSize) : bytes;
  }

  /** 1 zeros, 2 NaN, 3 one value, 4 not initialised, which reads as zeros. */
  #repeated(size: number): Uint8Array {
    const output = new Uint8Array(size);
    if (this.#special === 1 || this.#special === 4) return output;
    const value = this.#source.read(headerLength, this.#compressedLength - headerLength);
    if (this.#special !== 3 || value.length === 0) throw damaged();
    for (let index = 0; index < size; index++) output[index] = value[index % value.length] ?? 0;
    return output;
  }

  /** Streams, one after the other: a length, then so many bytes. Length 0 stands for zeros, a negative one for a run. */
  #decompressBlock(data: Uint8Array, size: number, streams: number): Uint8Array {
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const output = new Uint8Array(size);
    const streamSize = Math.floor(size / streams);
    if (streamSize * streams !== size) throw damaged();
    let position = 0;
    for (let stream = 0; stream < streams; stream++) {
      if (position + 4 > data.length) throw damaged();
      const length = view.getInt32(position, true);
      position += 4;
      const part = output.subarray(stream * streamSize, (stream + 1) * streamSize);
      if (length < 0) {
        if (length < -255 || ((data[position] ?? 0) & 1) === 0) throw damaged();
        part.fill(-length);
        position += 1;
      } else if (length > 0) {
        if (position + length > data.length) throw damaged();
        part.set(this.#decompressStream(data.subarray(position, position + length), streamSize));
        position += length;
      }
    }
    return output;
  }

  #decompressStream(data: Uint8Array, size: number): Uint8Array {
    if (data.length === size) return data;
    const decompress = decompressors.get(this.#header.getUint8(2) >>> 5);
    if (decompress === undefined) throw new FormatError('unsupported', 'the chunks are compressed in an unusual way');
    const bytes = decompress(data, size);
    if (bytes === undefined) throw damaged();
    return bytes;
  }
}

/**
 * Decompresses one whole chunk.
 * @param length bytes that must come out
 * @throws FormatError
 */
export function decompressChunk(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length < headerLength) throw damaged();
  const chunk = new BloscChunk(memorySource(bytes));
  if (chunk.length !== length) throw damaged();
  const output = new Uint8Array(length);
  for (let block = 0; block < chunk.blockCount; block++) output.set(chunk.block(block), block * chunk.blockLength);
  return output;
}

/** Shuffle puts all first bytes of the items first, then all second ones; what is left over stays behind. */
function unshuffled(bytes: Uint8Array, typeSize: number): Uint8Array {
  const items = Math.floor(bytes.length / typeSize);
  const output = bytes.slice();
  for (let byte = 0; byte < typeSize; byte++) {
    for (let item = 0, from = byte * items, to = byte; item < items; item++, from++, to += typeSize)
      output[to] = bytes[from] ?? 0;
  }
  return output;
}

function damaged(): FormatError {
  return new FormatError('corrupt', 'the chunks are damaged');
}
