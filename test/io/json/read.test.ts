import { readJsonDocument } from '../../../src/io/json/read.js';
import { type MemoryFile, memoryStorage } from '../../../src/io/memory-storage.js';
import { type Storage, StorageError, type StorageFault } from '../../../src/io/storage.js';

const problemsOf = (file: MemoryFile, name = 'plans.json') => {
  const { value, problems } = readJsonDocument(memoryStorage({ [name]: file }), name);
  expect(value).toBeUndefined();
  return problems;
};

test('a file is read under the name that was asked for', () => {
  const document = readJsonDocument(memoryStorage({ 'a/plans.json': '{"x": 1}' }), './a/plans.json');
  expect(document).toMatchObject({ file: './a/plans.json', value: { x: 1 }, problems: [] });
});

describe('what stands in the place of a file', () => {
  test('nothing', () => {
    const document = readJsonDocument(memoryStorage({}), 'plans.json');
    expect(document.problems).toEqual([{ kind: 'missing', fatal: true, message: 'there is no such file' }]);
  });

  test('a link to nothing', () => {
    expect(problemsOf({ linkTo: '../elsewhere.json' })).toEqual([
      { kind: 'missing', fatal: true, message: 'the link leads to ../elsewhere.json, where there is no file' },
    ]);
  });

  test('a folder, a pipe', () => {
    expect(problemsOf({ kind: 'folder' })).toEqual([
      { kind: 'not-a-regular-file', fatal: true, message: 'this is a folder, not a file' },
    ]);
    expect(problemsOf({ kind: 'other' })).toEqual([
      { kind: 'not-a-regular-file', fatal: true, message: 'this is a pipe, socket or device, not a file' },
    ]);
  });

  test('more than is read', () => {
    const storage = memoryStorage({ 'plans.json': '[1, 2, 3]' });
    expect(readJsonDocument(storage, 'plans.json', { maximumBytes: 8 }).problems).toEqual([
      { kind: 'too-large', fatal: true, message: 'the file has 9 bytes, more than the 8 that are read' },
    ]);
  });
});

function failingStorage(fault: StorageFault): Storage {
  const fail = (path: string): never => {
    throw new StorageError(fault, path, `${path}: reading failed (EIO)`);
  };
  return { ...memoryStorage({}), readBytes: fail, linkTarget: fail };
}

test('a file that the disk does not give is told', () => {
  expect(readJsonDocument(failingStorage('forbidden'), 'x.json').problems).toEqual([
    { kind: 'forbidden', fatal: true, message: 'there is no permission to read the file' },
  ]);
  expect(readJsonDocument(failingStorage('failed'), 'x.json').problems).toEqual([
    { kind: 'unreadable', fatal: true, message: 'x.json: reading failed (EIO)' },
  ]);
  expect(readJsonDocument(failingStorage('missing'), 'x.json').problems).toMatchObject([{ kind: 'missing' }]);
});

test('a fault of the program is not taken for one of the file', () => {
  const storage: Storage = {
    ...memoryStorage({}),
    readBytes: () => {
      throw new TypeError('a fault of the program');
    },
  };
  expect(() => readJsonDocument(storage, 'x.json')).toThrow('a fault of the program');
});

describe('git', () => {
  const oid = 'oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

  test.each([
    `version https://git-lfs.github.com/spec/v1\n${oid}`,
    `version https://git-lfs.github.com/spec/v1\r\next-0-foo sha256:1\r\n${oid}`,
    `version https://hawser.github.com/spec/v1\n${oid}`,
  ])('LFS pointer %#', (text) => {
    expect(problemsOf(text)).toEqual([
      {
        kind: 'git-lfs-pointer',
        fatal: true,
        message: 'this is a Git LFS pointer: the file itself has not been downloaded',
        command: ['git', 'lfs', 'pull'],
      },
    ]);
  });

  test.each<[string, MemoryFile]>([
    ['link', { linkTo: '../.git/annex/objects/Xk/9/SHA256E-s12--ab.json/SHA256E-s12--ab.json' }],
    ['link at the root of the repository', { linkTo: '.git/annex/objects/Xk/9/a.json/a.json' }],
    ['link of Windows', { linkTo: '..\\.git\\annex\\objects\\Xk\\9\\a.json' }],
    ['unlocked pointer', '/annex/objects/SHA256E-s12--ab.json\n'],
    ['link saved as text', '../../.git/annex/objects/Xk/9/a.json/a.json'],
  ])('annex: %s', (_name, file) => {
    expect(problemsOf(file, 'my data/plans.json')).toEqual([
      {
        kind: 'git-annex-link',
        fatal: true,
        message: 'the content of this file is in git-annex and has not been fetched',
        command: ['git', 'annex', 'get', 'my data/plans.json'],
      },
    ]);
  });

  test('annex: a link whose content is there is a file like every other', () => {
    const storage = memoryStorage({
      'a/plans.json': { linkTo: '../.git/annex/objects/x.json' },
      '.git/annex/objects/x.json': '{}',
    });
    expect(readJsonDocument(storage, 'a/plans.json')).toMatchObject({ value: {}, problems: [] });
  });

  test('a command to copy is safe, whatever the name of the file', () => {
    const pointer = '/annex/objects/SHA256E-s12--ab.json\n';
    expect(problemsOf(pointer, "$(rm -r x)'.json")[0]?.command).toEqual(['git', 'annex', 'get', "$(rm -r x)'.json"]);
    expect(problemsOf(pointer, '--force')[0]?.command).toEqual(['git', 'annex', 'get', './--force']);
    expect(problemsOf(pointer, '$&.json')[0]?.command).toEqual(['git', 'annex', 'get', '$&.json']);
  });

  test.each(['{"a": 1,\n<<<<<<< HEAD\n"b": 2\n=======\n"b": 3\n>>>>>>> other\n}', '{"a": 1,\r\n<<<<<<< HEAD\r\n'])(
    'merge conflict %#',
    (text) => {
      expect(problemsOf(text)).toMatchObject([
        {
          kind: 'merge-conflict',
          fatal: true,
          command: ['git', 'mergetool'],
          position: { line: 2, column: 1, length: 12 },
        },
      ]);
    },
  );

  test('a merge conflict of which one marker was left', () => {
    expect(problemsOf('{"a": 1\n>>>>>>> other\n}')).toMatchObject([{ kind: 'merge-conflict', position: { line: 2 } }]);
  });

  test('marks within a string are none', () => {
    const { problems } = readJsonDocument(memoryStorage({ x: '{"a": "<<<<<<< HEAD", "b": NaN}' }), 'x');
    expect(problems.map(({ kind }) => kind)).toEqual(['not-a-number']);
  });
});

describe('other contents', () => {
  test.each<[string, MemoryFile, string, string]>([
    ['nothing', '', 'empty', 'the file is empty'],
    ['blanks', ' \r\n\t\n', 'empty', 'the file holds only blanks'],
    ['zero bytes', new Uint8Array(4096), 'empty', 'the file holds only zero bytes, as after a crash or on a full disk'],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff{}', 'utf16le')), 'not-utf-8', 'the file is UTF-16 text'],
    [
      'UTF-16 unmarked',
      new Uint8Array(Buffer.from('{"a": 1}', 'utf16le')),
      'syntax',
      'a zero byte stands here: the file is damaged, or UTF-16 text',
    ],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 0xff]), 'not-utf-8', 'this is a gzip file, not JSON'],
    ['pickle', new Uint8Array([0x80, 0x04, 0x95, 0]), 'not-utf-8', 'this is a pickle, not JSON'],
    [
      'web page',
      '<!DOCTYPE html>\n<html>',
      'syntax',
      'this is a web page, not JSON: the page about the file was saved instead of the file',
    ],
    ['download', '404: Not Found', 'syntax', 'this is the error message of a download that failed'],
    [
      'link as text',
      '../Dataset001_A/nnUNetPlans.json\n',
      'syntax',
      'the file holds only a path: a symbolic link that was saved as text',
    ],
  ])('%s', (_name, file, kind, message) => {
    expect(problemsOf(file)).toMatchObject([{ kind, fatal: true, message }]);
  });

  test('a byte that is no UTF-8 is named with its place, characters U+FFFD before it not mistaken for it', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"é\ufffd": 1,\r\n "name": "M'),
      Buffer.from([0xfc]),
      Buffer.from('nchen"}'),
    ]);
    expect(problemsOf(new Uint8Array(bytes))).toEqual([
      {
        kind: 'not-utf-8',
        fatal: true,
        message: 'the byte 0xfc is no UTF-8',
        remedy: 'save it as UTF-8 without BOM',
        position: { line: 2, column: 12, length: 1 },
      },
    ]);
  });
});

test('the place of a byte that is no UTF-8 is found behind characters of every length', () => {
  const before = '["aé€\u{1f600}\ufffd", "';
  const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xe2, 0x82, 0x22, 0x5d])]);
  expect(problemsOf(new Uint8Array(bytes))).toMatchObject([
    { message: 'the byte 0xe2 is no UTF-8', position: { line: 1, column: before.length + 1 } },
  ]);
});
