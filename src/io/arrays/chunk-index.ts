import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import type { B2ndHeader } from './b2nd.js';
import { decompressChunk } from './blosc-chunk.js';

/** `data` are stored in the file; all others take no space there and read as one value. */
export type ChunkKind = 'data' | 'zeros' | 'nan' | 'uninitialised';

export interface ChunkIndex {
  /** One for each chunk, in the order of the array (last axis fastest). */
  readonly chunks: readonly ChunkKind[];
  /**
   * Chunks at the end that hold nothing. In image data a sign of a write that was killed, for nnU-Net writes chunks in
   * order; not a proof, since padding may be zero too. In segmentations it means nothing.
   */
  readonly trailingUnwritten: number;
}

const mostChunks = 1_000_000;
const largestIndex = 64 * 2 ** 20;
const offsetBytes = 8;

/** Offset behind the header of the frame, or the value that the chunk repeats. */
export type ChunkPlace = number | Exclude<ChunkKind, 'data'>;

/**
 * Reads which chunks are stored; some hundred bytes for a case.
 * @throws FormatError, also when the header has a fatal problem
 */
export function readChunkIndex(source: ByteSource, header: B2ndHeader): ChunkIndex {
  const chunks = readChunkPlaces(source, header).map((place) => (typeof place === 'number' ? 'data' : place));
  return { chunks, trailingUnwritten: chunks.length - 1 - chunks.lastIndexOf('data') };
}

/**
 * Where each chunk is stored, in the order of the array (last axis fastest).
 * @throws FormatError, also when the header has a fatal problem
 */
export function readChunkPlaces(source: ByteSource, header: B2ndHeader): readonly ChunkPlace[] {
  if (header.chunkCount === 0) return [];
  if (header.chunkCount > mostChunks) throw new FormatError('limit', `${header.chunkCount} chunks`);
  if (header.trailerOffset === undefined) throw new FormatError('truncated', 'the index of chunks is cut off');
  const start = header.headerLength + header.compressedBytes;
  const length = header.trailerOffset - start;
  if (length <= 0) throw new FormatError('corrupt', 'the index of chunks is missing');
  if (length > largestIndex) throw new FormatError('limit', `an index of chunks of ${length} bytes`);
  const offsets = decompressChunk(source.read(start, length), offsetBytes * header.chunkCount);
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.length);
  const places: ChunkPlace[] = [];
  for (let index = 0; index < header.chunkCount; index++) {
    places.push(placeOf(view.getBigInt64(offsetBytes * index, true), header.compressedBytes));
  }
  return places;
}

const specialKinds: ReadonlyMap<number, Exclude<ChunkKind, 'data'>> = new Map([
  [1, 'zeros'],
  [2, 'nan'],
  [4, 'uninitialised'],
]);

/** Negative offsets say in their highest byte which value a chunk repeats (frame.c, `frame_get_chunk`). */
function placeOf(offset: bigint, compressedBytes: number): ChunkPlace {
  if (offset >= 0) {
    if (offset < BigInt(compressedBytes)) return Number(offset);
    throw new FormatError('corrupt', 'a chunk would lie beyond the end of the data');
  }
  const kind = specialKinds.get(Number((offset >> 56n) & 7n));
  if (kind === undefined) throw new FormatError('corrupt', 'the index of chunks names an unknown kind');
  return kind;
}
