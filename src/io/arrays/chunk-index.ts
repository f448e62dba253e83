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

/**
 * Reads where each chunk is stored; some hundred bytes for a case.
 * @throws FormatError, also when the header has a fatal problem
 */
export function readChunkIndex(source: ByteSource, header: B2ndHeader): ChunkIndex {
  if (header.chunkCount === 0) return { chunks: [], trailingUnwritten: 0 };
  if (header.chunkCount > mostChunks) throw new FormatError('limit', `${header.chunkCount} chunks`);
  if (header.trailerOffset === undefined) throw new FormatError('truncated', 'the index of chunks is cut off');
  const start = header.headerLength + header.compressedBytes;
  const length = header.trailerOffset - start;
  if (length <= 0) throw new FormatError('corrupt', 'the index of chunks is missing');
  if (length > largestIndex) throw new FormatError('limit', `an index of chunks of ${length} bytes`);
  const offsets = decompressChunk(source.read(start, length), offsetBytes * header.chunkCount);
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.length);
  const chunks: ChunkKind[] = [];
  for (let index = 0; index < header.chunkCount; index++) {
    chunks.push(kindOf(view.getBigInt64(offsetBytes * index, true), header.compressedBytes));
  }
  const lastWritten = chunks.lastIndexOf('data');
  return { chunks, trailingUnwritten: chunks.length - 1 - lastWritten };
}

const specialKinds: ReadonlyMap<number, ChunkKind> = new Map([
  [1, 'zeros'],
  [2, 'nan'],
  [4, 'uninitialised'],
]);

/** Negative offsets say in their highest byte which value a chunk repeats (frame.c, `frame_get_chunk`). */
function kindOf(offset: bigint, compressedBytes: number): ChunkKind {
  if (offset >= 0) {
    if (offset < BigInt(compressedBytes)) return 'data';
    throw new FormatError('corrupt', 'a chunk would lie beyond the end of the data');
  }
  const kind = specialKinds.get(Number((offset >> 56n) & 7n));
  if (kind === undefined) throw new FormatError('corrupt', 'the index of chunks names an unknown kind');
  return kind;
}
