import { ByteCursor } from '../../src/io/byte-cursor.js';
import { fileSource, memorySource, partOf } from '../../src/io/byte-source.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import type { Storage } from '../../src/io/storage.js';

const content = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
const truncated = expect.objectContaining({ name: 'FormatError', fault: 'truncated' });
const corrupt = expect.objectContaining({ name: 'FormatError', fault: 'corrupt' });

describe('a file', () => {
  const storage = memoryStorage(new Map([['/a/file', content]]));

  test('gives the bytes that are asked for, and counts them', () => {
    const source = fileSource(storage, '/a/file');
    expect(source.size).toBe(content.length);
    expect(source.read(10, 5)).toEqual(content.subarray(10, 15));
    expect(source.read(99_990, 10)).toEqual(content.subarray(99_990));
    expect(source.bytesRead).toBe(15);
  });

  test('ends where it ends', () => {
    const source = fileSource(storage, '/a/file');
    expect(() => source.read(99_990, 11)).toThrow(truncated);
    expect(() => source.read(2 ** 40, 1)).toThrow(truncated);
    expect(() => source.read(-1, 1)).toThrow(corrupt);
    expect(() => source.read(0, 2 ** 60)).toThrow(corrupt);
    expect(() => source.read(0, Number.NaN)).toThrow(corrupt);
  });

  test('that became shorter since', () => {
    const shrinking: Storage = { ...storage, stat: () => ({ kind: 'file', size: 200_000, modified: 0 }) };
    expect(() => fileSource(shrinking, '/a/file').read(150_000, 10)).toThrow(truncated);
  });

  test('must be there, and a file', () => {
    expect(() => fileSource(storage, '/a/other')).toThrow(
      expect.objectContaining({ name: 'StorageError', fault: 'missing' }),
    );
    expect(() => fileSource(storage, '/a')).toThrow(expect.objectContaining({ fault: 'not-a-regular-file' }));
  });
});

test('a part of a source has offsets of its own, and its reads count in both', () => {
  const whole = memorySource(content);
  const part = partOf(whole, 1000, 100);
  expect(part.read(5, 3)).toEqual(content.subarray(1005, 1008));
  expect(() => part.read(99, 2)).toThrow(truncated);
  expect([part.bytesRead, whole.bytesRead]).toEqual([3, 3]);
  expect(() => partOf(whole, 99_999, 2)).toThrow(truncated);
});

describe('a cursor', () => {
  test('reads front to back whatever the windows', () => {
    const cursor = new ByteCursor(memorySource(content));
    const found: number[] = [];
    while (cursor.remaining > 0) {
      const length = Math.min(cursor.remaining, (found.length % 977) + 1);
      found.push(...cursor.bytes(length));
    }
    expect(Uint8Array.from(found)).toEqual(content);
  });

  test('numbers, also where they span two windows', () => {
    const bytes = new Uint8Array(5000);
    const view = new DataView(bytes.buffer);
    view.setUint32(4094, 0x80000001, true);
    view.setFloat64(4098, -1.5);
    view.setBigUint64(4106, 2n ** 40n, true);
    view.setUint16(4114, 0xfffe, true);
    view.setInt32(4116, -7, true);
    const cursor = new ByteCursor(memorySource(bytes));
    cursor.bytes(4094);
    expect(cursor.uint32()).toBe(0x80000001);
    expect(cursor.float64BigEndian()).toBe(-1.5);
    expect(cursor.uint64()).toBe(2 ** 40);
    expect(cursor.uint16()).toBe(0xfffe);
    expect(cursor.int32()).toBe(-7);
    expect(cursor.position).toBe(4120);
  });

  test('passes over bytes without reading them', () => {
    const source = memorySource(content);
    const cursor = new ByteCursor(source);
    cursor.uint8();
    cursor.skip(90_000);
    expect(cursor.uint8()).toBe(content[90_001]);
    expect(source.bytesRead).toBeLessThanOrEqual(8192);
  });

  test('reads small again after a seek, and larger and larger without', () => {
    const lengths: number[] = [];
    const source = {
      size: 10 ** 9,
      bytesRead: 0,
      read(_offset: number, length: number) {
        lengths.push(length);
        return new Uint8Array(length);
      },
    };
    const cursor = new ByteCursor(source);
    for (let index = 0; index < 20_000; index++) cursor.uint8();
    cursor.skip(10 ** 8);
    cursor.uint8();
    expect(lengths).toEqual([4096, 8192, 16384, 4096]);
  });

  test('stops at its end', () => {
    const cursor = new ByteCursor(memorySource(content), 10, 14);
    expect(cursor.uint16()).toBe((content[10] ?? 0) + 256 * (content[11] ?? 0));
    expect(() => cursor.uint32()).toThrow(truncated);
    expect(() => cursor.skip(3)).toThrow(truncated);
    cursor.skip(2);
    expect(() => cursor.uint8()).toThrow(truncated);
  });

  test('lines', () => {
    const text = `short\n\n${'x'.repeat(20_000)}\nlast`;
    const cursor = new ByteCursor(memorySource(new TextEncoder().encode(text)));
    expect(cursor.line(100).length).toBe(5);
    expect(cursor.line(100).length).toBe(0);
    expect(cursor.line(20_000).length).toBe(20_000);
    expect(() => cursor.line(100)).toThrow(truncated);
    expect(() => new ByteCursor(memorySource(content)).line(5)).toThrow(expect.objectContaining({ fault: 'limit' }));
  });
});
