import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { gitStorage } from '../../src/io/node-git-storage.js';
import { nodeStorage } from '../../src/io/node-storage.js';
import { type Storage, type StorageEntry, StorageError } from '../../src/io/storage.js';

/** What every storage must hold in these tests: texts, and links as `-> target`. */
const contents = new Map([
  ['preprocessed/Dataset002_B/plans.json', '{"b": 1}'],
  ['preprocessed/Dataset001_A/plans.json', '{"a": 1}'],
  ['preprocessed/Dataset001_A/Zebra.json', 'z'],
  ['preprocessed/Dataset001_A/apple.json', 'a'],
  ['preprocessed/Dataset001_A/Äpfel.json', 'ä'],
  ['preprocessed/Dataset001_A/empty.json', ''],
  ['preprocessed/linked', '-> Dataset001_A'],
  ['preprocessed/plans-link.json', '-> linked/../Dataset002_B/plans.json'],
  ['preprocessed/dangling.json', '-> ../.git/annex/objects/x/y.json'],
  ['preprocessed/circle', '-> circle-back'],
  ['preprocessed/circle-back', '-> circle'],
  ['preprocessed/Dataset001_A/upwards', '-> ..'],
]);

const instant = 1_700_000_000_000;
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nnplans-')));
  for (const [path, text] of contents) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), place);
    else {
      writeFileSync(place, text);
      utimesSync(place, instant / 1000, instant / 1000);
    }
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe', env: withDates() });
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'first');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withDates(): NodeJS.ProcessEnv {
  const date = `${instant / 1000} +0000`;
  return { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}

function inMemory(): Storage {
  const files = [...contents].map(
    ([path, text]) => [`${folder}/${path}`, text.startsWith('-> ') ? { linkTo: text.slice(3) } : text] as const,
  );
  return memoryStorage(new Map(files), { modified: new Map(files.map(([path]) => [path, instant])) });
}

function faultOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof StorageError) return error.fault;
    throw error;
  }
  return 'none';
}

describe.each([
  ['disk', () => nodeStorage()],
  ['memory', () => inMemory()],
  ['git revision', () => gitStorage(folder, 'HEAD')],
  ['git index', () => gitStorage(folder, '')],
])('every storage reads alike: %s', (name, open) => {
  let storage: Storage;
  const path = (relative: string) => `${folder}/${relative}`;
  const text = (relative: string) => Buffer.from(storage.readBytes(path(relative), 1000)).toString();

  beforeAll(() => {
    storage = open();
  });

  test('lists names by code unit, with what links lead to', () => {
    expect(storage.list(path('preprocessed'))).toEqual([
      { name: 'Dataset001_A', kind: 'folder', isLink: false },
      { name: 'Dataset002_B', kind: 'folder', isLink: false },
      { name: 'circle', kind: 'dangling', isLink: true },
      { name: 'circle-back', kind: 'dangling', isLink: true },
      { name: 'dangling.json', kind: 'dangling', isLink: true },
      { name: 'linked', kind: 'folder', isLink: true },
      { name: 'plans-link.json', kind: 'file', isLink: true },
    ]);
    expect(storage.list(path('preprocessed/linked/'))?.map((entry) => entry.name)).toEqual([
      'Zebra.json',
      'apple.json',
      'empty.json',
      'plans.json',
      'upwards',
      'Äpfel.json',
    ]);
  });

  test('visits what it lists', () => {
    for (const folder of ['preprocessed', 'preprocessed/linked/', 'preprocessed/Dataset002_B', 'nothing']) {
      const visited: StorageEntry[] = [];
      const isThere = storage.forEachEntry(path(folder), (entry) => visited.push(entry));
      const listed = storage.list(path(folder));
      expect(isThere).toBe(listed !== undefined);
      expect(visited.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(listed ?? []);
    }
  });

  test('a folder that is missing, a file, or a circle has no list', () => {
    for (const none of ['nothing', 'nothing/below', 'preprocessed/Dataset001_A/plans.json', 'preprocessed/circle']) {
      expect(storage.list(path(none))).toBeUndefined();
    }
  });

  test('stat follows links', () => {
    expect(storage.stat(path('preprocessed/Dataset002_B/plans.json'))).toMatchObject({ kind: 'file', size: 8 });
    expect(storage.stat(path('preprocessed/plans-link.json'))).toMatchObject({ kind: 'file', size: 8 });
    expect(storage.stat(path('preprocessed/linked'))).toMatchObject({ kind: 'folder' });
    for (const none of [
      'preprocessed/dangling.json',
      'preprocessed/circle',
      'preprocessed/Dataset002_B/plans.json/x',
      'x',
    ]) {
      expect(storage.stat(path(none))).toBeUndefined();
    }
    if (name !== 'git index') {
      expect(storage.stat(path('preprocessed/Dataset002_B/plans.json'))?.modified).toBe(instant);
    }
  });

  test('reads whole files, through links and circles of folders', () => {
    expect(text('preprocessed/Dataset002_B/plans.json')).toBe('{"b": 1}');
    expect(text('preprocessed/plans-link.json')).toBe('{"b": 1}');
    expect(text('preprocessed/linked/upwards/linked/upwards/Dataset001_A/plans.json')).toBe('{"a": 1}');
    expect(text('preprocessed/linked/Äpfel.json')).toBe('ä');
    expect(text('preprocessed/linked/empty.json')).toBe('');
  });

  test('refuses what is missing, a folder, or larger than wanted', () => {
    expect(faultOf(() => text('preprocessed/nothing.json'))).toBe('missing');
    expect(faultOf(() => text('preprocessed/dangling.json'))).toBe('missing');
    expect(faultOf(() => text('preprocessed/circle'))).toBe('missing');
    expect(faultOf(() => text('preprocessed/linked'))).toBe('not-a-regular-file');
    expect(faultOf(() => storage.readBytes(path('preprocessed/plans-link.json'), 7))).toBe('too-large');
    expect(faultOf(() => storage.readBytes(path('preprocessed/plans-link.json'), 8))).toBe('none');
  });

  test('reads parts, fewer bytes only at the end', () => {
    const part = (offset: number, length: number) =>
      Buffer.from(storage.readRange(path('preprocessed/plans-link.json'), offset, length)).toString();
    expect(part(0, 4)).toBe('{"b"');
    expect(part(2, 1)).toBe('b');
    expect(part(6, 100)).toBe('1}');
    expect(part(8, 5)).toBe('');
    expect(part(100, 5)).toBe('');
    expect(part(3, 0)).toBe('');
    expect(faultOf(() => storage.readRange(path('preprocessed/nothing'), 0, 1))).toBe('missing');
    expect(faultOf(() => storage.readRange(path('preprocessed'), 0, 1))).toBe('not-a-regular-file');
  });

  test('tells the target of a link, dangling or not', () => {
    expect(storage.linkTarget(path('preprocessed/dangling.json'))).toBe('../.git/annex/objects/x/y.json');
    expect(storage.linkTarget(path('preprocessed/linked/upwards'))).toBe('..');
    expect(storage.linkTarget(path('preprocessed/Dataset001_A'))).toBeUndefined();
    expect(storage.linkTarget(path('preprocessed/Dataset001_A/plans.json'))).toBeUndefined();
    expect(storage.linkTarget(path('nothing'))).toBeUndefined();
  });

  test('gives one name to what several links lead to', () => {
    expect(storage.realPath(path('preprocessed/linked/upwards/plans-link.json'))).toBe(
      path('preprocessed/Dataset002_B/plans.json'),
    );
    expect(storage.realPath(path('preprocessed/linked/upwards'))).toBe(path('preprocessed'));
    expect(storage.realPath(path('preprocessed/dangling.json'))).toBeUndefined();
    expect(storage.realPath(path('preprocessed/circle'))).toBeUndefined();
  });

  test('a path with a zero byte or without end is nothing', () => {
    for (const strange of ['\0', 'a'.repeat(10_000), `${'x/'.repeat(5000)}y`]) {
      expect(storage.stat(path(strange))).toBeUndefined();
      expect(storage.list(path(strange))).toBeUndefined();
      expect(storage.realPath(path(strange))).toBeUndefined();
      expect(storage.linkTarget(path(strange))).toBeUndefined();
      expect(faultOf(() => text(strange))).toBe('missing');
    }
  });
});

describe('memory', () => {
  test('takes a plain object, bytes, empty folders, devices, and paths with or without a leading slash', () => {
    const storage = memoryStorage(
      {
        'a/b.json': '{}',
        '/a/c.bin': new Uint8Array([1, 2]),
        'a/empty': { kind: 'folder' },
        'a/pipe': { kind: 'other' },
      },
      { modified: { '/a/b.json': 5 } },
    );
    expect(storage.list('a')).toEqual([
      { name: 'b.json', kind: 'file', isLink: false },
      { name: 'c.bin', kind: 'file', isLink: false },
      { name: 'empty', kind: 'folder', isLink: false },
      { name: 'pipe', kind: 'other', isLink: false },
    ]);
    expect(storage.list('/a/empty')).toEqual([]);
    expect(storage.stat('/a/./x/../b.json')).toBeUndefined();
    expect(storage.stat('/a/./empty/../b.json')).toEqual({ kind: 'file', size: 2, modified: 5 });
    expect([...storage.readBytes('a//c.bin', 2)]).toEqual([1, 2]);
    expect(faultOf(() => storage.readBytes('a/pipe', 100))).toBe('not-a-regular-file');
    expect(storage.list('')?.map((entry) => entry.name)).toEqual(['a']);
  });

  test('names such as __proto__ are names', () => {
    const storage = memoryStorage(new Map([['__proto__/constructor', 'x']]));
    expect(storage.list('__proto__')).toEqual([{ name: 'constructor', kind: 'file', isLink: false }]);
    expect(storage.list('toString')).toBeUndefined();
  });
});
