import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJsonDocument } from '../../src/io/json/read.js';
import { gitStorage, revisionFile, splitRevisionName } from '../../src/io/node-git-storage.js';
import { StorageError } from '../../src/io/storage.js';

let outside: string;
let folder: string;

function git(...args: string[]): string {
  const named = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...args];
  return execFileSync('git', named, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
}

function commit(message: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', message);
  return git('rev-parse', 'HEAD');
}

beforeAll(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'nnplans-')));
  folder = join(outside, 'repository');
  mkdirSync(join(folder, 'data/sub'), { recursive: true });
  git('init', '--quiet');
  const names = Array.from({ length: 30 }, (_, index) => [`data/sub/plans-${index}.json`, `{"n": ${index}}`]);
  commit('fix: spacing', {
    'data/plans.json': '{"spacing": 3}',
    'data/name with é.json': '1',
    ...Object.fromEntries(names),
  });
  git('tag', '--annotate', '--message', 'a tag', 'v1');
  git('tag', '--annotate', '--message', 'a tag of a tag', 'v1-again', 'v1');
  commit('edit', { 'data/plans.json': '{"spacing": 2}' });
  writeFileSync(join(folder, 'data/plans.json'), '{"spacing": 1}');
  git('add', 'data/plans.json');
  writeFileSync(join(folder, 'data/plans.json'), '{"spacing": 0}');
});

afterAll(() => rmSync(outside, { recursive: true, force: true }));

function read(name: string, from = folder, most = 1000): string {
  const { storage, path } = revisionFile(from, name);
  return Buffer.from(storage.readBytes(path, most)).toString();
}

function refusal(call: () => unknown): { fault: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof StorageError) return { fault: error.fault, message: error.message };
    throw error;
  }
  throw new Error('it did not refuse');
}

test('REV:path is read as git reads it, the checked-out file left alone', () => {
  expect(read('HEAD:data/plans.json')).toBe('{"spacing": 2}');
  expect(read('HEAD~1:data/plans.json')).toBe('{"spacing": 3}');
  expect(read('v1:data/plans.json')).toBe('{"spacing": 3}');
  expect(read('v1-again:data/plans.json')).toBe('{"spacing": 3}');
  expect(read('HEAD^{/fix: spacing}:data/plans.json')).toBe('{"spacing": 3}');
  expect(read('HEAD^{tree}:data/plans.json')).toBe('{"spacing": 2}');
  expect(read(`${git('rev-parse', '--short', 'v1^{commit}')}:data/plans.json`)).toBe('{"spacing": 3}');
  expect(read(':data/plans.json')).toBe('{"spacing": 1}');
  expect(read(':0:data/plans.json')).toBe('{"spacing": 1}');
  expect(read('HEAD:data/name with é.json')).toBe('1');
});

test('./ and ../ start from the working folder, everything else from the root', () => {
  const data = join(folder, 'data');
  expect(read('HEAD:./plans.json', data)).toBe('{"spacing": 2}');
  expect(read('HEAD:../data/plans.json', data)).toBe('{"spacing": 2}');
  expect(read('HEAD:data/plans.json', data)).toBe('{"spacing": 2}');
  expect(read(':./plans.json', data)).toBe('{"spacing": 1}');
  expect(refusal(() => read('HEAD:plans.json', data)).fault).toBe('missing');
});

test('names are split at the first colon outside braces', () => {
  expect(splitRevisionName('HEAD:a:b.json')).toEqual({ revision: 'HEAD', path: 'a:b.json' });
  expect(splitRevisionName('HEAD^{/a: b}:c')).toEqual({ revision: 'HEAD^{/a: b}', path: 'c' });
  expect(splitRevisionName('main@{1 day ago}:c')).toEqual({ revision: 'main@{1 day ago}', path: 'c' });
  expect(splitRevisionName(':c')).toEqual({ revision: '', path: 'c' });
  for (const none of ['HEAD', 'HEAD:', '', ':', 'plans.json', 'HEAD{']) expect(splitRevisionName(none)).toBeUndefined();
});

test('what cannot be read is told in a sentence', () => {
  expect(refusal(() => read('HEAD:data/none.json')).fault).toBe('missing');
  expect(refusal(() => read('nowhere:data/plans.json'))).toEqual({
    fault: 'missing',
    message: `git knows no revision nowhere in ${folder}`,
  });
  expect(refusal(() => read('HEAD:data')).fault).toBe('not-a-regular-file');
  expect(refusal(() => read('plans.json')).message).toBe('plans.json is not of the form REVISION:PATH');
  expect(refusal(() => gitStorage(outside, 'HEAD'))).toEqual({
    fault: 'missing',
    message: `${outside} is not in a git repository`,
  });
  expect(refusal(() => gitStorage(join(outside, 'none'), 'HEAD')).message).toContain('there is no such folder');
  expect(refusal(() => gitStorage(folder, 'HEAD:data/plans.json')).message).toContain('names a file');
  expect(refusal(() => read('HEAD:data/plans.json', folder, 5)).fault).toBe('too-large');
});

test('a revision is never taken for an option, nor for a second question', () => {
  const written = join(outside, 'written');
  for (const revision of ['--help', '-p', `--output=${written}`, '--batch-all-objects', 'HEAD\nHEAD', 'HEAD\0', ' ']) {
    expect(refusal(() => gitStorage(folder, revision)).message).toContain('git knows no revision');
  }
  expect(refusal(() => read('--textconv:data/plans.json')).fault).toBe('missing');
});

test('git missing from the PATH is told', () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(refusal(() => gitStorage(folder, 'HEAD')).message).toBe('git is not installed, or not in the PATH');
  } finally {
    process.env['PATH'] = path;
  }
});

test('answers absolute paths, paths from the folder given, and paths through a link to it', () => {
  const link = join(outside, 'link');
  symlinkSync(join(folder, 'data'), link);
  const storage = gitStorage(link, 'v1');
  const text = (path: string) => Buffer.from(storage.readBytes(path, 100)).toString();
  expect(text('plans.json')).toBe('{"spacing": 3}');
  expect(text('../data/plans.json')).toBe('{"spacing": 3}');
  expect(text(join(folder, 'data/plans.json'))).toBe('{"spacing": 3}');
  expect(text(`${link}/plans.json`)).toBe('{"spacing": 3}');
  expect(storage.stat(join(folder, '.git/config'))).toBeUndefined();
  expect(storage.stat('/etc/passwd')).toBeUndefined();
});

test('reads many files of a folder, and twice', () => {
  const storage = gitStorage(folder, 'HEAD');
  for (let repeat = 0; repeat < 2; repeat += 1) {
    for (let index = 29; index >= 0; index -= 1) {
      const text = Buffer.from(storage.readBytes(`data/sub/plans-${index}.json`, 100)).toString();
      expect(text).toBe(`{"n": ${index}}`);
    }
  }
});

test('a bare repository has its root at /', () => {
  const bare = join(outside, 'bare.git');
  execFileSync('git', ['clone', '--quiet', '--bare', folder, bare], { stdio: 'pipe' });
  expect(read('HEAD:data/plans.json', bare)).toBe('{"spacing": 2}');
  expect(gitStorage(bare, 'HEAD').list('/')).toEqual([{ name: 'data', kind: 'folder', isLink: false }]);
  expect(gitStorage(bare, '').list('/')).toEqual([]);
});

test('links that leave the revision are dangling, and those of git-annex are named', () => {
  const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
  git('stash', '--quiet');
  git('checkout', '--quiet', '-b', 'links');
  symlinkSync('/etc/passwd', join(folder, 'data/secret.json'));
  symlinkSync('../.git/annex/objects/0/plans.json', join(folder, 'data/annexed.json'));
  commit('links', {});
  const { storage, path } = revisionFile(folder, 'links:data/annexed.json');
  expect(readJsonDocument(storage, path).problems).toMatchObject([
    { kind: 'git-annex-link', fatal: true, command: ['git', 'annex', 'get', path] },
  ]);
  expect(refusal(() => read('links:data/secret.json')).fault).toBe('missing');
  git('checkout', '--quiet', branch);
});

test('files in Git LFS are read from the local store, and stay pointers without it', () => {
  const oid = 'ab12'.padEnd(64, '0');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 14\n`;
  const revision = commit('lfs', { 'data/large.json': pointer });
  expect(read(`${revision}:data/large.json`)).toBe(pointer);
  const { storage, path } = revisionFile(folder, `${revision}:data/large.json`);
  expect(readJsonDocument(storage, path).problems).toMatchObject([{ kind: 'git-lfs-pointer', fatal: true }]);
  mkdirSync(join(folder, '.git/lfs/objects/ab/12'), { recursive: true });
  writeFileSync(join(folder, '.git/lfs/objects/ab/12', oid), '{"spacing": 9}');
  expect(read(`${revision}:data/large.json`)).toBe('{"spacing": 9}');
});
