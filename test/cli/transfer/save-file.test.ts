import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile, saveFile } from '../../../src/cli/node-save-file.js';

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

  test('one that leads out of the folder is not written through', () => {
    const own = join(folder, 'dataset');
    mkdirSync(own);
    writeFileSync(join(folder, 'secret'), 'old');
    symlinkSync('../secret', join(own, 'Plans.json'));
    expect(() => saveFile(join(own, 'Plans.json'), 'new', true)).toThrow(/outside of its folder/);
    expect(read('secret')).toBe('old');
    expect(readdirSync(own)).toEqual(['Plans.json']);
  });

  test('a report replaces the link', () => {
    writeFileSync(join(folder, 'secret'), 'old');
    symlinkSync('secret', join(folder, 'report.json'));
    replaceFile(join(folder, 'report.json'), 'new');
    expect([read('secret'), read('report.json')]).toEqual(['old', 'new']);
    expect(lstatSync(join(folder, 'report.json')).isFile()).toBe(true);
  });
});

test('a report keeps the permissions of the file that it replaces', () => {
  const path = join(folder, 'report.json');
  writeFileSync(path, 'old', { mode: 0o600 });
  replaceFile(path, 'new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

describe('what killed runs left', () => {
  const host = hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 40);
  // No system gives this number to a process.
  const dead = `.nnplans-${host}-99999999-0123456789abcdef.part`;

  test('is removed at the next write', () => {
    writeFileSync(join(folder, dead), 'half');
    const old = join(folder, '.nnplans-other-1-0123456789abcdef.part');
    writeFileSync(old, 'half');
    utimesSync(old, new Date('2020-01-01'), new Date('2020-01-01'));
    replaceFile(join(folder, 'report.json'), 'new');
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  test.each([
    ['of a run that is at work', `.nnplans-${host}-${process.pid}-0123456789abcdef.part`],
    ['of another machine, not yet old', '.nnplans-other-99999999-0123456789abcdef.part'],
    ['of another program', '.x.99999999.part'],
    ['of a like name', `my${dead}`],
  ])('%s it is left alone', (_whose, name) => {
    writeFileSync(join(folder, name), 'theirs');
    replaceFile(join(folder, 'report.json'), 'new');
    expect(readdirSync(folder).sort()).toEqual([name, 'report.json'].sort());
  });

  test('neither a folder nor a link of that name is touched', () => {
    writeFileSync(join(folder, 'secret'), 'old');
    symlinkSync('secret', join(folder, dead));
    mkdirSync(join(folder, dead.replace('0123', '4567')));
    saveFile(join(folder, 'A.json'), 'new', false);
    expect(readdirSync(folder)).toHaveLength(4);
    expect(read('secret')).toBe('old');
  });

  test('a copy that was kept for nothing is used again', () => {
    const path = join(folder, 'A.json');
    writeFileSync(path, 'first');
    linkSync(path, `${path}.backup`);
    expect(saveFile(path, 'second', true)).toBe(`${path}.backup`);
    expect(readdirSync(folder).sort()).toEqual(['A.json', 'A.json.backup']);
    expect([read('A.json'), read('A.json.backup')]).toEqual(['second', 'first']);
  });
});

describe('what is no file', () => {
  test('a pipe that nobody reads is not waited for', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(() => replaceFile(path, 'x')).toThrow('nobody reads from this pipe');
    expect(() => saveFile(path, 'x', true)).toThrow('is no file');
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test('a device is written into, not replaced', () => {
    replaceFile('/dev/null', 'x');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(() => saveFile('/dev/null', 'x', true)).toThrow('is no file');
  });

  test('a socket is neither', async () => {
    const path = join(folder, 'socket');
    const server = createServer().listen(path);
    await new Promise((done) => server.on('listening', done));
    try {
      expect(() => replaceFile(path, 'x')).toThrow('it is a socket');
      expect(() => saveFile(path, 'x', true)).toThrow('is no file');
    } finally {
      server.close();
    }
  });

  test('a folder is not replaced', () => {
    mkdirSync(join(folder, 'A.json'));
    expect(() => replaceFile(join(folder, 'A.json'), 'x')).toThrow('it is a folder');
    expect(() => saveFile(join(folder, 'A.json'), 'x', true)).toThrow('is no file');
    expect(readdirSync(folder)).toEqual(['A.json']);
  });

  test('a name that no disk takes', () => {
    const path = join(folder, `${'x'.repeat(300)}.json`);
    expect(() => replaceFile(path, 'x')).toThrow('its name is too long');
    expect(() => saveFile(path, 'x', false)).toThrow('its name is too long');
    expect(readdirSync(folder)).toEqual([]);
  });
});
