import { memorySource } from '../../../src/io/byte-source.js';
import { readPickleFile } from '../../../src/io/pickle/pickle-file.js';
import { bytes, type Piece, pickled } from './pickle-writer.js';

test('bytes behind the end are counted', () => {
  expect(readPickleFile(memorySource(bytes(pickled(1), 'junk')))).toMatchObject({ value: 1, trailingBytes: 4 });
});

test('a pickle of protocol 0 has no magic', () => {
  expect(readPickleFile(memorySource(bytes('I7\n.'))).value).toBe(7);
});

test.each<[string, Piece, string, string]>([
  ['nothing', [], 'truncated', 'empty'],
  ['zeros', new Uint8Array(1000), 'truncated', 'zeros'],
  [
    'a git-lfs pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
    'not-this-format',
    'git lfs pull',
  ],
  ['a git-annex pointer', '/annex/objects/SHA256E-s100--abc.pkl\n', 'not-this-format', 'git annex get'],
  ['a web page', '<!DOCTYPE html><html>', 'not-this-format', 'web page'],
  ['JSON', '{"spacing": [1, 1, 1]}', 'not-this-format', 'JSON'],
  ['a zip file', ['PK', 3, 4, new Uint8Array(100)], 'not-this-format', 'zip file'],
  ['a numpy array', [0x93, 'NUMPY', 1, 0], 'not-this-format', 'numpy'],
  ['a gzip file', [0x1f, 0x8b, 8, 0], 'not-this-format', 'gzip'],
])('%s is named', (_name, content, fault, word) => {
  const read = () => readPickleFile(memorySource(bytes(content)));
  expect(read).toThrow(expect.objectContaining({ fault }));
  expect(read).toThrow(word);
});
