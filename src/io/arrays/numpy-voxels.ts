import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { readZipDirectory } from '../zip/directory.js';
import { zipEntrySource, zipEntryStart } from '../zip/entry-data.js';
import { type NpyHeader, parseNpyHeader, readNpyHeader } from './npy.js';
import { type Numbers, numberTypeOf, spread, type VoxelLimits, VoxelSink, type Voxels } from './voxels.js';

/**
 * Numbers of a `.npy`: all of them, or rows from everywhere in it.
 * @throws FormatError
 */
export function readNpyVoxels(source: ByteSource, limits: VoxelLimits): Voxels {
  const header = readNpyHeader(source);
  return numbersOf(header, limits, (offset, length) => source.read(offset, length));
}

/**
 * Numbers of one array of a `.npz`: all of them or, since what is deflated can only be read from its beginning, the first ones.
 * @param name of the array: `data` or `seg`
 * @throws FormatError
 */
export function readNpzVoxels(source: ByteSource, name: string, limits: VoxelLimits): Voxels {
  const entry = readZipDirectory(source).byName.get(`${name}.npy`);
  if (entry === undefined) throw new FormatError('corrupt', `the archive holds no array called ${name}`);
  const header = parseNpyHeader((length) => zipEntryStart(source, entry, length), entry.size);
  const bytes = numberTypeOf(header.descr).bytes * limits.items + header.dataOffset;
  if (entry.size <= bytes && entry.compressedSize <= limits.bytes) {
    const content = zipEntrySource(source, entry, entry.size);
    return numbersOf(header, limits, (offset, length) => content.read(offset, length));
  }
  const start = zipEntryStart(source, entry, Math.min(bytes, limits.bytes));
  return firstNumbers(header, start.subarray(header.dataOffset));
}

function numbersOf(
  header: NpyHeader,
  limits: VoxelLimits,
  read: (offset: number, length: number) => Uint8Array,
): Voxels {
  const { channels, ofChannel, axes } = shapeOf(header);
  const type = numberTypeOf(header.descr);
  const isWhole = channels * ofChannel <= limits.items && channels * ofChannel * type.bytes <= limits.bytes;
  if (isWhole) {
    const sink = new VoxelSink(channels, ofChannel, true, type);
    const all = type.view(read(header.dataOffset, channels * ofChannel * type.bytes));
    if (!header.fortranOrder)
      for (let c = 0; c < channels; c++) sink.put(c, 0, all.subarray(c * ofChannel, (c + 1) * ofChannel));
    else for (const [c, numbers] of inOrder(all, channels, axes).entries()) sink.put(c, 0, numbers);
    return sink.voxels;
  }
  const run = axes[2] ?? 0;
  const runs = ofChannel / run;
  const each = Math.min(runs, Math.floor(Math.min(limits.items, limits.bytes / type.bytes) / channels / run));
  if (header.fortranOrder || !(each >= 1)) throw new FormatError('unsupported', 'a large array in Fortran order');
  const sink = new VoxelSink(channels, each * run, false, type);
  for (let c = 0; c < channels; c++) {
    for (const one of spread(each, runs)) {
      const offset = header.dataOffset + (c * ofChannel + one * run) * type.bytes;
      sink.put(c, 0, type.view(read(offset, run * type.bytes)));
    }
  }
  return sink.voxels;
}

function firstNumbers(header: NpyHeader, bytes: Uint8Array): Voxels {
  const { channels, ofChannel } = shapeOf(header);
  const { view } = numberTypeOf(header.descr);
  if (header.fortranOrder) throw new FormatError('unsupported', 'a large array in Fortran order');
  const found = view(bytes);
  const begun = Math.min(channels, ofChannel === 0 ? 0 : Math.ceil(found.length / ofChannel));
  return {
    channels: Array.from({ length: begun }, (_, c) => found.subarray(c * ofChannel, (c + 1) * ofChannel)),
    extent: 'start',
  };
}

/** The first axis is the fastest in Fortran's order, and the slowest in ours. */
function inOrder(all: Numbers, channels: number, axes: readonly number[]): readonly Numbers[] {
  const [lengthZ = 0, lengthY = 0, lengthX = 0] = axes;
  return Array.from({ length: channels }, (_, c) => {
    const numbers = all.slice(0, lengthZ * lengthY * lengthX);
    let place = 0;
    for (let z = 0; z < lengthZ; z++)
      for (let y = 0; y < lengthY; y++)
        for (let x = 0; x < lengthX; x++) numbers[place++] = all[c + channels * (z + lengthZ * (y + lengthY * x))] ?? 0;
    return numbers;
  });
}

function shapeOf({ shape, problems }: NpyHeader) {
  const fatal = problems.find((problem) => problem.fatal);
  if (fatal !== undefined) throw new FormatError('corrupt', fatal.message);
  if (shape.length !== 4) throw new FormatError('unsupported', `an array of ${shape.length} axes`);
  const [channels = 0, ...axes] = shape;
  return { channels, axes, ofChannel: axes.reduce((product, length) => product * length, 1) };
}
