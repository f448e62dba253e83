import { memorySource } from '../../../src/io/byte-source.js';
import { readZipDirectory, zipLimits } from '../../../src/io/zip/directory.js';
import { zipEntrySource, zipEntryStart } from '../../../src/io/zip/entry-data.js';
import { type ZipEntryToWrite, type ZipToWrite, zipFile } from './zip-writer.js';

const text = (content: string) => new TextEncoder().encode(content);
const one: ZipEntryToWrite = { name: 'a/one', content: text('one') };
const deflated: ZipEntryToWrite = { name: 'a/two', content: text('two'.repeat(100)), deflated: true };

function open(entries: readonly ZipEntryToWrite[], options?: ZipToWrite) {
  const source = memorySource(zipFile(entries, options));
  return { source, directory: readZipDirectory(source) };
}

function content(entries: readonly ZipEntryToWrite[], name: string, most = 1000): string {
  const { source, directory } = open(entries);
  const entry = directory.byName.get(name);
  if (entry === undefined) throw new Error(`no entry ${name}`);
  const data = zipEntrySource(source, entry, most);
  return new TextDecoder().decode(data.read(0, data.size));
}

test.each<[string, ZipToWrite]>([
  ['as zip programs write', {}],
  ['with zip64 records, as torch writes', { zip64: true }],
  ['with a comment', { comment: text('hello') }],
  ['with the longest comment', { comment: new Uint8Array(0xffff), zip64: true }],
])('entries of a file %s', (_name, options) => {
  const { directory } = open([one, deflated], options);
  expect(directory.entries).toMatchObject([
    { name: 'a/one', method: 'stored', size: 3, compressedSize: 3, headerOffset: 0, encrypted: false },
    { name: 'a/two', method: 'deflated', size: 300 },
  ]);
  expect(directory.problems).toEqual([]);
});

test('contents, stored and deflated', () => {
  expect(content([one, deflated], 'a/one')).toBe('one');
  expect(content([one, deflated], 'a/two')).toBe('two'.repeat(100));
  expect(content([{ name: 'empty', content: text('') }], 'empty')).toBe('');
});

test('the start of a large entry costs little', () => {
  const zeros = { name: 'zeros', content: new Uint8Array(5_000_000), deflated: true };
  const { source, directory } = open([zeros]);
  const [entry] = directory.entries;
  const before = source.bytesRead;
  expect(entry && zipEntryStart(source, entry, 128)).toEqual(new Uint8Array(128));
  expect(source.bytesRead - before).toBeLessThan(1000);
});

test('the start of an entry that hardly compresses', () => {
  const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 31) >>> 3);
  const { source, directory } = open([{ name: 'noise', content: noise, deflated: true }]);
  const [entry] = directory.entries;
  expect(entry && zipEntryStart(source, entry, 2000)).toEqual(noise.subarray(0, 2000));
  expect(entry && zipEntryStart(source, entry, 9000)).toEqual(noise);
});

test('sizes above 4 GiB come from the zip64 field', () => {
  // The entry lies beyond the directory of this small file, so the reader refuses it by the size that it found.
  const claims = { size: 5 * 2 ** 30, compressedSize: 5 * 2 ** 30 };
  expect(() => open([{ ...one, claims }])).toThrow('beyond the zip directory');
  const size = { size: 5 * 2 ** 30 };
  expect(open([{ ...deflated, claims: size }]).directory.entries[0]?.size).toBe(5 * 2 ** 30);
});

describe('what no program writes', () => {
  test('two entries of one name: the last counts, as in Python', () => {
    const { directory } = open([one, { name: 'a/one', content: text('again') }]);
    expect(directory.problems).toEqual([{ kind: 'duplicate-name', entry: 'a/one' }]);
    expect(directory.byName.get('a/one')?.size).toBe(5);
  });

  test('entries that share bytes', () => {
    const { directory } = open([deflated, { ...deflated, name: 'a/copy', claims: { headerOffset: 0 } }]);
    expect(directory.problems).toEqual([{ kind: 'overlapping-entries', entry: 'a/copy' }]);
  });

  test('a stored entry of two sizes', () => {
    const entry = { ...one, claims: { size: 4 } };
    expect(open([entry]).directory.problems).toEqual([{ kind: 'wrong-size', entry: 'a/one' }]);
    expect(() => content([entry], 'a/one')).toThrow(expect.objectContaining({ fault: 'corrupt' }));
  });
});

describe('refused', () => {
  test.each<[string, ZipEntryToWrite, ZipToWrite | undefined, string]>([
    ['one part of several', one, { claims: { disk: 1 } }, 'unsupported'],
    ['more entries than there are', one, { claims: { count: 2 } }, 'corrupt'],
    ['more entries than any file has', one, { claims: { count: zipLimits.entries + 1 }, zip64: true }, 'limit'],
    ['a directory beyond its record', one, { claims: { directorySize: 10_000 } }, 'corrupt'],
    ['a directory beyond the file', one, { claims: { directoryOffset: 2 ** 40 }, zip64: true }, 'corrupt'],
    ['a directory in the wrong place', one, { claims: { directoryOffset: 5 } }, 'corrupt'],
    ['an entry beyond the directory', { ...one, claims: { headerOffset: 1000 } }, undefined, 'corrupt'],
  ])('%s', (_name, entry, options, fault) => {
    expect(() => open([entry], options)).toThrow(expect.objectContaining({ fault }));
  });

  test.each<[string, ZipEntryToWrite, string]>([
    ['encrypted content', { ...one, claims: { flags: 1 } }, 'unsupported'],
    ['rare compression', { ...one, claims: { method: 12 } }, 'unsupported'],
    ['content that is larger than asked for', { name: 'big', content: new Uint8Array(2000) }, 'limit'],
    [
      'a bomb that claims to be small',
      { name: 'bomb', content: new Uint8Array(2 ** 20), deflated: true, claims: { size: 100 } },
      'limit',
    ],
    ['a deflated entry that ends early', { ...deflated, claims: { size: 400 } }, 'corrupt'],
    ['an entry that does not start where it should', { ...one, claims: { headerOffset: 1 } }, 'corrupt'],
    ['content that was never deflated', { ...one, claims: { method: 8 } }, 'corrupt'],
  ])('%s', (_name, entry, fault) => {
    // Something behind the entry, so that it may be misplaced without lying beyond the directory.
    const padding = { name: 'padding', content: new Uint8Array(500) };
    expect(() => content([entry, padding], entry.name)).toThrow(expect.objectContaining({ fault }));
  });

  test('a file cut off anywhere', () => {
    const whole = zipFile([one, deflated], { zip64: true });
    for (let length = 4; length < whole.length; length++) {
      const cut = memorySource(whole.subarray(0, length));
      expect(() => readZipDirectory(cut)).toThrow(expect.objectContaining({ fault: 'truncated' }));
    }
  });

  test('no zip file', () => {
    expect(() => readZipDirectory(memorySource(text('hello')))).toThrow('not a zip file');
    expect(() => readZipDirectory(memorySource(text('')))).toThrow('empty');
  });
});
