import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeStorage } from '../../src/io/node-storage.js';
import { StorageError } from '../../src/io/storage.js';

const storage = nodeStorage();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nnplans-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refusal(call: () => unknown): StorageError {
  try {
    call();
  } catch (error) {
    if (error instanceof StorageError) return error;
    throw error;
  }
  throw new Error('it did not refuse');
}

test('a pipe is told and never opened: opening would wait for a writer', () => {
  const pipe = join(folder, 'pipe.json');
  execFileSync('mkfifo', [pipe]);
  symlinkSync(pipe, join(folder, 'link-to-pipe.json'));
  expect(storage.stat(pipe)?.kind).toBe('other');
  expect(storage.list(folder)).toEqual([
    { name: 'link-to-pipe.json', kind: 'other', isLink: true },
    { name: 'pipe.json', kind: 'other', isLink: false },
  ]);
  expect(refusal(() => storage.readBytes(pipe, 100)).fault).toBe('not-a-regular-file');
  expect(refusal(() => storage.readRange(join(folder, 'link-to-pipe.json'), 0, 1)).fault).toBe('not-a-regular-file');
});

test('a device and a socket are refused', async () => {
  expect(refusal(() => storage.readBytes('/dev/zero', 1e9)).message).toContain('a pipe, socket or device');
  const socket = join(folder, 'socket');
  const server = await new Promise<Server>((ready) => {
    const listening = createServer().listen(socket, () => ready(listening));
  });
  expect(refusal(() => storage.readBytes(socket, 100)).fault).toBe('not-a-regular-file');
  await new Promise((closed) => server.close(closed));
});

test('the size is known before anything is read', () => {
  const path = join(folder, 'large.bin');
  writeFileSync(path, Buffer.alloc(5000, 7));
  const error = refusal(() => storage.readBytes(path, 4999));
  expect(error.fault).toBe('too-large');
  expect(error.message).toBe(`${path}: 5000 bytes, more than the 4999 that are read`);
  expect(storage.readBytes(path, 5000)).toHaveLength(5000);
  expect(storage.readRange(path, 4990, 1e12)).toEqual(Buffer.alloc(10, 7));
});

const isSuperuser = process.getuid?.() === 0;
(isSuperuser ? test.skip : test)('a file and a folder without permission are told apart from missing ones', () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  writeFileSync(join(closed, 'x.json'), '{}');
  symlinkSync(join(closed, 'x.json'), join(folder, 'link-into-closed'));
  chmodSync(join(closed, 'x.json'), 0);
  expect(refusal(() => storage.readBytes(join(closed, 'x.json'), 100)).fault).toBe('forbidden');
  chmodSync(closed, 0);
  expect(refusal(() => storage.list(closed)).fault).toBe('forbidden');
  expect(refusal(() => storage.stat(join(closed, 'x.json'))).fault).toBe('forbidden');
  expect(storage.list(folder)).toContainEqual({ name: 'link-into-closed', kind: 'other', isLink: true });
  chmodSync(closed, 0o700);
});

test('a file that is read in pieces is opened once, and again after another one', () => {
  const [one, other] = ['one', 'other'].map((name) => {
    const path = join(folder, name);
    writeFileSync(path, name.repeat(3));
    return path;
  });

  const read = storage.reader?.(String(one));
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
  expect(text(read?.(0, 3))).toBe('one');
  // What stands under the name now is another file.
  writeFileSync(`${one}.new`, 'ONEONE');
  renameSync(`${one}.new`, String(one));
  expect(text(read?.(3, 1e6))).toBe('oneone');
  expect(text(storage.reader?.(String(other))(5, 5))).toBe('other');
  expect(text(read?.(3, 3))).toBe('ONE');
  expect(refusal(() => storage.reader?.(folder)(0, 1)).fault).toBe('not-a-regular-file');
  expect(refusal(() => storage.reader?.(`${one}.new`)(0, 1)).fault).toBe('missing');
});
