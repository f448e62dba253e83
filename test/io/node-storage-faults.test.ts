import * as fs from 'node:fs';
import { nodeStorage } from '../../src/io/node-storage.js';
import { StorageError } from '../../src/io/storage.js';

jest.mock('node:fs', () => {
  const real = jest.requireActual<typeof fs>('node:fs');
  const { closeSync, openSync, readSync, readdirSync, readlinkSync, statSync } = real;
  const watched = Object.entries({ closeSync, openSync, readSync, readdirSync, readlinkSync, statSync });
  return { ...real, ...Object.fromEntries(watched.map(([name, call]) => [name, jest.fn(call as () => unknown)])) };
});

const mocked = jest.mocked(fs);
const storage = nodeStorage();

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: it failed`), { code });
  };
}

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

afterEach(() => jest.clearAllMocks());

test.each([
  ['EACCES', 'forbidden', 'no permission to read it'],
  ['EPERM', 'forbidden', 'no permission to read it'],
  ['EIO', 'failed', 'reading failed (EIO)'],
  ['ESTALE', 'failed', 'reading failed (ESTALE)'],
])('%s is %s, and closes what was opened', (code, fault, message) => {
  const calls: [string, () => void, () => unknown][] = [
    ['open', () => mocked.openSync.mockImplementationOnce(failing(code)), () => storage.readBytes(__filename, 1e6)],
    ['read', () => mocked.readSync.mockImplementationOnce(failing(code)), () => storage.readBytes(__filename, 1e6)],
    ['stat', () => mocked.statSync.mockImplementationOnce(failing(code)), () => storage.stat(__filename)],
    ['list', () => mocked.readdirSync.mockImplementationOnce(failing(code)), () => storage.list(__dirname)],
    ['link', () => mocked.readlinkSync.mockImplementationOnce(failing(code)), () => storage.linkTarget(__filename)],
  ];
  for (const [, prepare, call] of calls) {
    prepare();
    const error = errorOf(call);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ fault, message: expect.stringContaining(message) });
  }
  const opened = mocked.openSync.mock.results.filter(({ type }) => type === 'return').length;
  expect(mocked.closeSync).toHaveBeenCalledTimes(opened);
});

test('a file that disappears between two calls is missing', () => {
  mocked.openSync.mockImplementationOnce(failing('ENOENT'));
  expect(errorOf(() => storage.readBytes(__filename, 1e6))).toMatchObject({ fault: 'missing' });
});

test('a file that is cut while it is read gives what is left', () => {
  mocked.readSync.mockImplementationOnce(() => 3).mockImplementationOnce(() => 0);
  expect(storage.readBytes(__filename, 1e6)).toHaveLength(3);
});

test('a pipe that takes the place of a file between two calls is refused, without waiting for a writer', () => {
  const asIfFile = fs.statSync(__filename);
  mocked.statSync.mockImplementationOnce(() => asIfFile);
  expect(errorOf(() => storage.readBytes('/dev/null', 100))).toMatchObject({ fault: 'not-a-regular-file' });
  expect(Number(mocked.openSync.mock.calls[0]?.[1]) & fs.constants.O_NONBLOCK).toBe(fs.constants.O_NONBLOCK);
});

test('what is no fault of the disk is not hidden', () => {
  mocked.readdirSync.mockImplementationOnce(() => {
    throw new TypeError('a fault of the program');
  });
  expect(errorOf(() => storage.list(__dirname))).toMatchObject({
    fault: 'failed',
    message: expect.stringContaining('a fault of the program'),
  });
});
