import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveFile } from '../../../src/cli/node-save-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nnplans-save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('a new file, with nothing else left behind', () => {
  expect(saveFile(join(folder, 'A.json'), '{}é', false)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['A.json']);
  expect(read('A.json')).toBe('{}é');
});

test('a file that appeared in the meantime is not replaced', () => {
  writeFileSync(join(folder, 'A.json'), 'theirs');
  expect(() => saveFile(join(folder, 'A.json'), 'ours', false)).toThrow('somebody else');
  expect(readdirSync(folder)).toEqual(['A.json']);
  expect(read('A.json')).toBe('theirs');
});

test('what is replaced is kept, and no copy is ever replaced', () => {
  const path = join(folder, 'A.json');
  writeFileSync(path, 'first');
  chmodSync(path, 0o640);
  expect(saveFile(path, 'second', true)).toBe(`${path}.backup`);
  expect(saveFile(path, 'third', true)).toBe(`${path}.backup2`);
  expect(readdirSync(folder).sort()).toEqual(['A.json', 'A.json.backup', 'A.json.backup2']);
  expect([read('A.json'), read('A.json.backup'), read('A.json.backup2')]).toEqual(['third', 'first', 'second']);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test('a folder that is not there is trouble, not a crash', () => {
  expect(() => saveFile(join(folder, 'none', 'A.json'), 'x', false)).toThrow('cannot be written');
});

describe('behind links', () => {
  test('the file is written, and the link stays', () => {
    const [file, link] = [join(folder, 'real.json'), join(folder, 'link.json')];
    writeFileSync(file, 'old');
    symlinkSync('real.json', link);
    saveFile(link, 'new', true);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readlinkSync(link)).toBe('real.json');
  });

  test('one that leads nowhere is told of', () => {
    const link = join(folder, 'dangling.json');
    symlinkSync('gone.json', link);
    expect(() => saveFile(link, 'new', false)).toThrow(/is a link to gone\.json, where there is nothing/);
  });
});
