import { type ByteSource, partOf } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import type { B2ndHeader } from './b2nd.js';
import { BloscChunk } from './blosc-chunk.js';
import { type ChunkPlace, readChunkPlaces } from './chunk-index.js';
import { type Numbers, numberTypeOf, spread, type VoxelLimits, VoxelSink, type Voxels } from './voxels.js';

/** A case of 4 GB in blocks of 8 kB, the smallest that Blosc2 makes, has half as many. */
const mostBlocks = 1_000_000;

/**
 * Numbers of a `.b2nd`: all of them, or blocks from everywhere in it.
 * @throws FormatError
 */
export function readB2ndVoxels(source: ByteSource, header: B2ndHeader, limits: VoxelLimits): Voxels {
  const { shape, chunks, blocks } = header;
  const fatal = header.problems.find((problem) => problem.fatal || problem.kind === 'inconsistent');
  if (fatal !== undefined) throw new FormatError('corrupt', fatal.message);
  if (shape.length !== 4) throw new FormatError('unsupported', `an array of ${shape.length} axes`);
  const type = numberTypeOf(header.dtype);
  const [channels = 0, ...axes] = shape;
  const ofChannel = product(axes);
  const isWhole = channels * ofChannel <= limits.items;
  const sink = new VoxelSink(channels, isWhole ? ofChannel : Math.floor(limits.items / channels), isWhole, type);
  const perChunk = chunks.map((length, axis) => Math.ceil(length / (blocks[axis] ?? 0)));
  const chunkGrid = shape.map((length, axis) => Math.ceil(length / (chunks[axis] ?? 0)));
  const blocksOfChunk = product(perChunk);
  const places = readChunkPlaces(source, header);
  const all = places.length * blocksOfChunk;
  const room = Math.floor(limits.items / product(blocks));
  if (room === 0) throw new FormatError('limit', 'a block of more voxels than are read');
  if (all > mostBlocks) throw new FormatError('limit', `${all} blocks`);
  const wanted = isWhole ? range(all) : spread(Math.min(room, all), all);
  const first = source.bytesRead;
  let open: { readonly index: number; readonly chunk: BloscChunk | undefined } | undefined;
  for (const one of wanted) {
    const index = Math.floor(one / blocksOfChunk);
    if (open?.index !== index) open = { index, chunk: chunkAt(source, header, places[index]) };
    const { chunk } = open;
    if (chunk === undefined) {
      if (places[index] === 'nan') throw new FormatError('corrupt', 'chunks of NaN');
      // The sink is made of zeros.
      if (isWhole) continue;
    } else if (chunk.blockCount !== blocksOfChunk || chunk.blockLength !== product(blocks) * type.bytes)
      throw new FormatError('corrupt', 'a chunk has other blocks than the array');
    const block = one % blocksOfChunk;
    const numbers = chunk === undefined ? type.make(product(blocks)) : type.view(chunk.block(block));
    if (source.bytesRead - first > limits.bytes) throw new FormatError('limit', 'more bytes than are read of one file');
    const chunkPlace = coordinates(index, chunkGrid);
    const inChunk = coordinates(block, perChunk);
    const start = inChunk.map((place, axis) => place * (blocks[axis] ?? 0));
    // Blocks and chunks at the edge are padded.
    const sizes = blocks.map((length, axis) => {
      const behind = Math.min(chunks[axis] ?? 0, (shape[axis] ?? 0) - (chunkPlace[axis] ?? 0) * (chunks[axis] ?? 0));
      return Math.max(0, Math.min(length, behind - (start[axis] ?? 0)));
    });
    const origin = start.map((place, axis) => (chunkPlace[axis] ?? 0) * (chunks[axis] ?? 0) + place);
    putBlock(sink, numbers, { blocks, sizes, origin, shape });
  }
  return sink.voxels;
}

function chunkAt(source: ByteSource, header: B2ndHeader, place: ChunkPlace | undefined): BloscChunk | undefined {
  if (typeof place !== 'number') return undefined;
  return new BloscChunk(partOf(source, header.headerLength + place, header.compressedBytes - place));
}

interface BlockPlace {
  readonly blocks: readonly number[];
  /** Numbers along each axis that belong to the array. */
  readonly sizes: readonly number[];
  /** Place of the first one in the array. */
  readonly origin: readonly number[];
  readonly shape: readonly number[];
}

/** Row by row, channels first. */
function putBlock(sink: VoxelSink, numbers: Numbers, { blocks, sizes, origin, shape }: BlockPlace): void {
  const [, blockZ = 0, blockY = 0, blockX = 0] = blocks;
  const [sizeC = 0, sizeZ = 0, sizeY = 0, sizeX = 0] = sizes;
  const [atC = 0, atZ = 0, atY = 0, atX = 0] = origin;
  const [, , lengthY = 0, lengthX = 0] = shape;
  for (let c = 0; c < sizeC; c++) {
    for (let z = 0; z < sizeZ; z++) {
      for (let y = 0; y < sizeY; y++) {
        const from = ((c * blockZ + z) * blockY + y) * blockX;
        const to = ((atZ + z) * lengthY + atY + y) * lengthX + atX;
        sink.put(atC + c, to, numbers.subarray(from, from + sizeX));
      }
    }
  }
}

function coordinates(index: number, grid: readonly number[]): readonly number[] {
  const found: number[] = [];
  let rest = index;
  for (const length of [...grid].reverse()) {
    found.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return found;
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}

function* range(count: number): Iterable<number> {
  for (let i = 0; i < count; i++) yield i;
}
