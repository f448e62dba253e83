import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { type B2ndShape, parseB2ndShape } from './b2nd-shape.js';
import { type FrameHeader, readFrameHeader } from './frame-header.js';
import { itemSize } from './numpy-types.js';

/** Header of a `.b2nd` file: an array in chunks and blocks, as nnU-Net stores cases since 2.6. */
export interface B2ndHeader extends B2ndShape {
  /** Bytes an item. */
  readonly typeSize: number;
  readonly codec: string;
  readonly compressionLevel: number;
  readonly filters: readonly string[];
  readonly frameVersion: number;
  /** Bytes in front of the chunks, of the chunks, and of the whole frame as the header has it. */
  readonly headerLength: number;
  readonly compressedBytes: number;
  readonly frameLength: number;
  /** Offset of the trailer behind the index of chunks; `undefined` when it is damaged or not there. */
  readonly trailerOffset: number | undefined;
  /** Chunks of the array, padding included. */
  readonly chunkCount: number;
  /** Names: `b2nd` alone, as nnU-Net writes. */
  readonly metalayers: readonly string[];
  readonly problems: readonly B2ndProblem[];
}

export interface B2ndProblem {
  /**
   * `truncated`: the file is shorter than its header says; `trailing-bytes`: longer;
   * `trailer`: what should end the frame is not there; `inconsistent`: sizes contradict each other.
   */
  readonly kind: 'truncated' | 'trailing-bytes' | 'trailer' | 'inconsistent';
  /** Whether `blosc2.open` fails. */
  readonly fatal: boolean;
  readonly message: string;
}

const trailerBytes = 25;
const trailerLengthOffset = 22;

/**
 * Reads header and trailer, 1 kB of a file of any size. A write that was killed is not visible in either: the array then
 * has its full shape and unwritten chunks read as zeros, see {@link readChunkIndex}.
 * @throws FormatError when the shape cannot be read
 */
export function readB2ndHeader(source: ByteSource): B2ndHeader {
  const frame = readFrameHeader(source);
  const content = frame.metalayers.get('b2nd') ?? frame.metalayers.get('caterva');
  if (content === undefined) throw new FormatError('not-this-format', 'a Blosc2 frame that holds no array');
  const array = parseB2ndShape(content);
  const isComplete = frame.frameLength <= source.size;
  const trailerOffset = isComplete ? readTrailerOffset(source, frame) : undefined;
  return {
    typeSize: frame.typeSize,
    codec: frame.codec,
    compressionLevel: frame.compressionLevel,
    filters: frame.filters,
    frameVersion: frame.frameVersion,
    headerLength: frame.bytes.length,
    compressedBytes: frame.compressedBytes,
    frameLength: frame.frameLength,
    trailerOffset,
    chunkCount: frame.chunkBytes > 0 ? Math.ceil(frame.totalBytes / frame.chunkBytes) : 0,
    metalayers: [...frame.metalayers.keys()],
    problems: [
      ...lengthProblems(frame, source.size),
      ...(isComplete && trailerOffset === undefined ? [trailerProblem] : []),
      ...sizeProblems(frame, array),
    ],
    // Last: properties behind a spread cost V8 a hidden class for each object, fifty times the time and memory until the next full collection.
    ...array,
  };
}

const trailerProblem: B2ndProblem = {
  kind: 'trailer',
  fatal: true,
  message: 'the end of the frame is damaged, as after an interrupted copy',
};

/** The last bytes hold the length of the trailer (frame.c, `frame_from_file_offset`). */
function readTrailerOffset(source: ByteSource, { frameLength, bytes }: FrameHeader): number | undefined {
  if (frameLength < bytes.length + trailerBytes) return undefined;
  const end = source.read(frameLength - trailerBytes, trailerBytes);
  const view = new DataView(end.buffer, end.byteOffset, end.length);
  const length = view.getUint32(trailerBytes - trailerLengthOffset);
  if (view.getUint8(trailerBytes - trailerLengthOffset - 1) !== 0xce || length < trailerBytes) return undefined;
  return length <= frameLength - bytes.length ? frameLength - length : undefined;
}

function* lengthProblems({ frameLength }: FrameHeader, size: number): Iterable<B2ndProblem> {
  if (frameLength > size) {
    yield { kind: 'truncated', fatal: true, message: `cut off: ${size} of ${frameLength} bytes are there` };
  } else if (frameLength < size) {
    const message = `${size - frameLength} bytes follow behind the end of the frame`;
    yield { kind: 'trailing-bytes', fatal: false, message };
  }
}

/** Blocks tile chunks and chunks tile the array, both with padding (b2nd.c, `array_without_schunk`). */
function* sizeProblems(frame: FrameHeader, { shape, chunks, blocks, dtype }: B2ndShape): Iterable<B2ndProblem> {
  const { typeSize, blockBytes, chunkBytes, totalBytes } = frame;
  if (shape.some((length, axis) => length > 0 && (chunks[axis] === 0 || blocks[axis] === 0))) {
    yield inconsistent('an axis of the array has items, but no chunks', true);
    return;
  }
  const bytesPerItem = dtype === undefined ? undefined : itemSize(dtype);
  if (dtype !== undefined && bytesPerItem === undefined && !isStructured(dtype)) {
    yield inconsistent(`${dtype} is no type of numpy`, true);
  }
  // Programs in C that name no dtype leave the default `|u1` whatever the size of their items.
  if (bytesPerItem !== undefined && bytesPerItem !== typeSize && dtype !== '|u1') {
    yield inconsistent(`items of ${dtype} cannot have ${typeSize} bytes`);
  }
  if (product(blocks) * typeSize !== blockBytes)
    yield inconsistent(`blocks of ${blocks.join(' × ')} do not have ${blockBytes} bytes`);
  if (chunkBytes === 0) return;
  const paddedChunks = chunks.map((length, axis) => tiles(length, blocks[axis]) * (blocks[axis] ?? 0));
  if (product(paddedChunks) * typeSize !== chunkBytes) {
    yield inconsistent(`chunks of ${chunks.join(' × ')} do not have ${chunkBytes} bytes`);
  }
  const count = product(shape.map((length, axis) => tiles(length, chunks[axis])));
  if (count * chunkBytes !== totalBytes) {
    yield inconsistent(`an array of ${shape.join(' × ')} does not have ${totalBytes} bytes`);
  }
}

/** A list of fields: nnU-Net has no use for such arrays, yet they are valid. */
function isStructured(dtype: string): boolean {
  return /^[[{]/.test(dtype);
}

function inconsistent(message: string, fatal = false): B2ndProblem {
  return { kind: 'inconsistent', fatal, message };
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}

/** Tiles of a size that cover a length. */
function tiles(length: number, size: number | undefined): number {
  return size === undefined || size === 0 ? 0 : Math.ceil(length / size);
}
