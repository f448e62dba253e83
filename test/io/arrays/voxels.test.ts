import { readFileSync } from 'node:fs';
import { readB2ndHeader } from '../../../src/io/arrays/b2nd.js';
import { readB2ndVoxels } from '../../../src/io/arrays/b2nd-voxels.js';
import { decompressLz4 } from '../../../src/io/arrays/lz4.js';
import { readNpyVoxels, readNpzVoxels } from '../../../src/io/arrays/numpy-voxels.js';
import type { VoxelLimits, Voxels } from '../../../src/io/arrays/voxels.js';
import { memorySource } from '../../../src/io/byte-source.js';
import { FormatError } from '../../../src/io/format-error.js';
import { decompressZstd } from '../../../src/io/zstd/zstd.js';

const everything: VoxelLimits = { items: 1_000_000, bytes: 10_000_000 };

function read(file: string, limits = everything, name = 'data'): Voxels {
  const source = memorySource(Uint8Array.from(readFileSync(`test/fixtures/binary/arrays/${file}`)));
  if (file.endsWith('.npz')) return readNpzVoxels(source, name, limits);
  return file.endsWith('.npy') ? readNpyVoxels(source, limits) : readB2ndVoxels(source, readB2ndHeader(source), limits);
}

function numbers({ channels }: Voxels): number[] {
  return channels.flatMap((channel) => [...channel]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('whole arrays', () => {
  test.each([
    ['codec-blosclz.b2nd', 'data', 2, 1980, 7865],
    ['codec-lz4.b2nd', 'data', 2, 1980, 7865],
    ['codec-zstd.b2nd', 'data', 2, 1980, 7865],
    ['metalayers.b2nd', 'data', 2, 1980, 7865],
    ['many-chunks.b2nd', 'data', 1, 163_840, 79],
    ['seg-2.6.0.b2nd', 'data', 1, 24_548, 3478],
    ['seg-2.8.1.b2nd', 'data', 1, 24_548, 3478],
    ['case.npz', 'data', 1, 14_352, -21248.13967189379],
    ['case.npz', 'seg', 1, 14_352, 3752],
    ['case-2.5.1.npz', 'seg', 1, 23_552, 446],
    ['c-order.npy', 'data', 1, 24, 276],
  ])('%s, %s: channels, count and sum are those that numpy and blosc2 read', (file, name, channels, count, total) => {
    const voxels = read(file, everything, name);
    expect(voxels.extent).toBe('whole');
    expect(voxels.channels).toHaveLength(channels);
    expect(numbers(voxels)).toHaveLength(count);
    expect(sum(numbers(voxels))).toBeCloseTo(total, 6);
  });

  test('whatever the codec, each number is in its place', () => {
    const [first, ...others] = ['codec-blosclz.b2nd', 'codec-lz4.b2nd', 'codec-zstd.b2nd'].map((file) =>
      numbers(read(file)),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  test("Fortran's order is turned into ours", () => {
    expect(numbers(read('fortran-order.npy'))).toEqual(numbers(read('c-order.npy')));
  });
});

describe('parts', () => {
  const few: VoxelLimits = { items: 6000, bytes: 1_000_000 };

  test('of a .b2nd: blocks from everywhere', () => {
    const voxels = read('many-chunks.b2nd', { items: 80_000, bytes: 1_000_000 });
    expect(voxels.extent).toBe('spread');
    expect(numbers(voxels).length).toBeGreaterThan(40_000);
    expect(numbers(voxels).length).toBeLessThanOrEqual(80_000);
    expect(sum(numbers(voxels))).toBeGreaterThan(20);
    expect(sum(numbers(voxels))).toBeLessThan(60);
  });

  test('of a .npz: the beginning', () => {
    const voxels = read('case.npz', few);
    expect(voxels.extent).toBe('start');
    expect(numbers(voxels)).toEqual(numbers(read('case.npz')).slice(0, numbers(voxels).length));
  });

  test('of a .npy: rows from everywhere', () => {
    const voxels = read('c-order.npy', { items: 12, bytes: 1000 });
    expect(voxels.extent).toBe('spread');
    const rows = numbers(voxels);
    expect(rows).toHaveLength(12);
    for (let i = 0; i < 12; i += 4) expect(rows.slice(i, i + 4)).toEqual([0, 1, 2, 3].map((n) => (rows[i] ?? 0) + n));
  });

  test('no more bytes than are allowed', () => {
    expect(() => read('seg-2.8.1.b2nd', { items: 100_000, bytes: 10 })).toThrow(FormatError);
  });
});

describe('what is refused', () => {
  test.each([
    ['codec-zlib.b2nd', 'unusual way'],
    ['no-channel-axis.b2nd', '3 axes'],
    ['cut-off.b2nd', 'cut off'],
    ['big-endian.npy', '2 axes'],
    ['zeros.npz', 'no array called data'],
  ])('%s: %s', (file, message) => {
    expect(() => read(file)).toThrow(message);
  });

  test('LZ4 that reaches in front of its beginning, or says another length', () => {
    expect(decompressLz4(Uint8Array.of(0x10, 7, 5, 0, 0x00), 9)).toBeUndefined();
    expect(decompressLz4(Uint8Array.of(0x20, 7, 8), 3)).toBeUndefined();
    expect(decompressLz4(Uint8Array.of(0x20, 7, 8), 2)).toEqual(Uint8Array.of(7, 8));
  });

  test('Zstandard: a block of more than was asked for, a dictionary, nothing at all', () => {
    const frame = (...bytes: number[]) => Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...bytes);
    const raw = frame(0x20, 3, 0x19, 0, 0, 1, 2, 3);
    expect(decompressZstd(raw, 3)).toEqual(Uint8Array.of(1, 2, 3));
    const run = frame(0x20, 5, 0x2b, 0, 0, 9);
    expect(decompressZstd(run, 5)).toEqual(new Uint8Array(5).fill(9));
    expect(() => decompressZstd(raw, 2)).toThrow(FormatError);
    expect(() => decompressZstd(frame(0x21, 0, 3, 0x19, 0, 0, 1, 2, 3), 3)).toThrow('dictionary');
    expect(() => decompressZstd(new Uint8Array(0), 1)).toThrow(FormatError);
  });

  test('Zstandard that asks for many long matches ends with the room for them', () => {
    // Literals of one byte, then 0xfeff sequences, each code of which is one symbol: matches of 131,074 bytes.
    const block = [0x09, 7, 0xfe, 0xff, 0x54, 1, 0, 52, 0xff, 0xff, 0xff];
    const header = (block.length << 3) | 5;
    const hostile = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 200, header & 255, header >> 8, 0, ...block);
    expect(() => decompressZstd(hostile, 200)).toThrow(FormatError);
  });
});
