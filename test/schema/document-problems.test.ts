import { locate } from '../../src/engine/locate.js';
import { parseJsonDocument } from '../../src/io/json/parse.js';
import { readJsonDocument } from '../../src/io/json/read.js';
import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import { type Storage, StorageError } from '../../src/io/storage.js';
import { documentProblems } from '../../src/schema/document-problems.js';

const file = '/data/my plans/P.json';

function told(content: MemoryFile | undefined, storage?: Storage) {
  const files = content === undefined ? {} : { [file]: content };
  return documentProblems(readJsonDocument(storage ?? memoryStorage(files), file));
}

test.each([
  ['a missing comma', '{"a": 1 "b": 2}', 'Correct the text there, or copy the file from where it was written.'],
  ['a cut text', '{"a": ', 'Copy it again from where it came from.'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'Save it as UTF-8 without BOM.'],
  ['an image', new Uint8Array([0x1f, 0x8b, 8, 0]), 'Correct the text of the file, or copy the file'],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', /^git lfs pull$/],
  ['a pipe', { kind: 'other' as const }, 'Copy the file from'],
  ['no file', undefined, 'Copy the file from'],
])('what nnU-Net cannot read: %s', (_what, content, remedy) => {
  expect(told(content)).toMatchObject([
    { message: 'unreadable', fault: expect.any(String), remedy: expect.stringMatching(remedy) },
  ]);
});

test('what is not read here', () => {
  expect(told('['.repeat(500))).toMatchObject([
    { message: 'unread', remedy: 'Check whether another file was saved under this name.' },
  ]);
});

test('what is read all the same is told only where it may mean something else', () => {
  expect(told('{"a": 1, "a": 2}')).toMatchObject([
    { message: 'duplicate', remedy: 'Keep only the right one of them.', at: { pointer: '/a' } },
  ]);
  expect(told('{"a": NaN}')).toEqual([]);
});

test.each([
  ['forbidden', "Who that is: `ls -ld '/data/my plans' '/data/my plans/P.json'`"],
  ['failed', 'check the disk'],
] as const)('the disk does not give it: %s', (fault, remedy) => {
  const storage: Storage = {
    ...memoryStorage({}),
    readBytes: (path) => {
      throw new StorageError(fault, path, `${path}: ${fault}`);
    },
  };
  expect(told('', storage)).toMatchObject([{ message: 'unreadable', remedy: expect.stringContaining(remedy) }]);
});

test('a text that cannot be read has a line and a column all the same', () => {
  const places = (text: string) =>
    documentProblems(parseJsonDocument(text, 'P.json')).map(({ at }) => locate(at, (name) => name));
  expect(places('{\n  "a": 1\n  "b": 2\n}')).toEqual([{ file: 'P.json', line: 2, column: 9 }]);
  expect(places('')).toEqual([{ file: 'P.json' }]);
  expect(places('{"a": 1,\n "a": 2}')).toEqual([{ file: 'P.json', pointer: '/a', line: 2, column: 2 }]);
});
