import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { assignments, isOwnCase } from '../../src/app/audit/shares.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { nodeStorage } from '../../src/io/node-storage.js';
import { type Storage, StorageError } from '../../src/io/storage.js';
import { formatNames } from '../../src/report/format.js';
import { type CommandLine, nnplans, type Outcome } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

type Files = Map<string, Uint8Array>;

const encoder = new TextEncoder();
const projects = ['examples/own-plans', 'examples/transfer'].map(projectFiles);
const everyFormat = formatNames.map((name) => `-o ${name}=${name}`).join(' ');

/** What may happen to a folder: a change of one file or dataset, chosen by numbers. */
type Change = readonly [kind: number, which: number, how: number];

function changed(files: Files, [kind, which, how]: Change): void {
  const paths = [...files.keys()].sort();
  const path = paths[which % paths.length] ?? '';
  const dataset = /^nnUNet_preprocessed\/(Dataset\d+_\w+)\//.exec(path)?.[1];
  const text = () => new TextDecoder().decode(files.get(path));
  switch (kind) {
    case 0:
      files.delete(path);
      break;
    case 1:
      files.set(path, (files.get(path) ?? new Uint8Array()).slice(0, how));
      break;
    case 2:
      // A number of a JSON file, or NaN.
      if (path.endsWith('.json')) {
        const numbers = [...text().matchAll(/(?<=[ [])\d+(\.\d+)?(?=[,\n\]])/g)];
        const one = numbers[how % Math.max(1, numbers.length)];
        const other = how % 3 === 0 ? 'NaN' : String(how % 50);
        if (one !== undefined)
          files.set(path, encoder.encode(text().slice(0, one.index) + other + text().slice(one.index + one[0].length)));
      }
      break;
    case 3:
      // Another dataset, perhaps of the same number.
      for (const one of dataset === undefined ? [] : paths) {
        const copy = `Dataset${how % 2 === 0 ? '121' : 200 + (how % 50)}_Copy${how}`;
        if (one.startsWith(`nnUNet_preprocessed/${dataset}/`))
          files.set(one.replace(String(dataset), copy), files.get(one) ?? new Uint8Array());
      }
      break;
    case 4:
      // A dataset of many cases, some of them incomplete, damaged, or those of another dataset.
      for (const one of dataset === undefined ? [] : paths.filter((p) => p.includes(`${dataset}/`))) {
        const [, before = '', ending = ''] = /^(.*\/)\w{3}_00\d(\.\w+|_seg\.\w+)$/.exec(one) ?? [];
        if (before === '') continue;
        const own = files.get(one) ?? new Uint8Array();
        const foreign = paths.find((p) => p.endsWith(ending) && !p.includes(`${dataset}/`));
        for (let i = 0; i < how * 2; i += 1) {
          const kind = (i + ending.length) % 7;
          if (kind === how % 7) continue;
          const bytes = kind === 1 ? own.slice(0, how) : kind === 2 ? (files.get(foreign ?? one) ?? own) : own;
          files.set(`${before}more_${i}${ending}`, bytes);
        }
      }
      break;
    default:
      files.set('nnplans.config.json', encoder.encode(configs[how % configs.length] ?? ''));
  }
}

const configs = [
  '{ "rules": { "dataset/case-files": "off", "dataset/ground-truth": "warning" } }',
  '{ "suppressions": [{ "rule": "dataset/ground-truth", "reason": "known" }] }',
  '{ "overrides": [{ "files": "nnUNet_preprocessed/Dataset122*/**", "rules": { "plans/schema": "off" } }] }',
];

/** A folder that nobody may read is told of, whoever comes by it first. */
function withForbidden(storage: Storage, name: string | undefined): Storage {
  const refuse = <T>(path: string, call: () => T): T => {
    if (name !== undefined && path.includes(name)) throw new StorageError('forbidden', path, `${path}: no`);
    return call();
  };
  return {
    ...storage,
    list: (folder) => refuse(folder, () => storage.list(folder)),
    forEachEntry: (folder, visit) => refuse(folder, () => storage.forEachEntry(folder, visit)),
  };
}

interface Case {
  readonly storage: Storage;
  readonly words: string;
  readonly of: number;
}

async function partsOf({ storage, words, of }: Case, setting: Partial<CommandLine> = {}): Promise<readonly string[]> {
  const parts: string[] = [];
  for (let number = 1; number <= of; number += 1) {
    const { stdout, stderr, code } = await nnplans(`audit ${words} --shard ${number}/${of}`, { storage, ...setting });
    if (code !== 0 && code !== 3) throw new Error(stderr);
    parts.push(stdout);
  }
  return parts;
}

function withFiles(storage: Storage, files: Readonly<Record<string, string>>): Storage {
  const found = (path: string) => files[path];
  return {
    ...storage,
    readBytes: (path, most) => {
      const text = found(path);
      return text === undefined ? storage.readBytes(path, most) : encoder.encode(text);
    },
  };
}

async function merged(
  parts: readonly string[],
  { storage }: Case,
  options: string,
  setting: Partial<CommandLine> = {},
) {
  const files = Object.fromEntries(parts.map((part, i) => [`/parts/${i}`, part]));
  const names = Object.keys(files).reverse().join(' ');
  return await nnplans(`report ${names} ${options}`, { storage: withFiles(storage, files), ...setting });
}

function bytes({ code, stdout, stderr, written }: Outcome): unknown {
  return { code, stdout, stderr, written: [...written] };
}

const change: fc.Arbitrary<Change> = fc.tuple(fc.nat(5), fc.nat(500), fc.nat(60));

test('the parts of any audit give, put together, what one audit gives, in every format', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1),
      fc.array(change, { maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('', '.', '/nnUNet_preprocessed/Dataset121_AbdomenCT nnUNet_results'),
      fc.constantFrom(undefined, 'gt_segmentations', 'Dataset122', 'fold_0'),
      fc.constantFrom('', '--fail-on warning', '--fail-on never --all', '--max-warnings 0 --quiet'),
      async (project, changes, of, words, forbidden, options) => {
        const files: Files = new Map(projects[project]);
        for (const one of changes) changed(files, one);
        const storage = withForbidden(memoryStorage(files), forbidden);
        const expected = await nnplans(`audit ${words} ${options} ${everyFormat}`, { storage });
        fc.pre(expected.code !== 2);
        const one = { storage, words, of };
        const parts = await partsOf(one);
        expect(bytes(await merged(parts, one, `${options} ${everyFormat}`))).toEqual(bytes(expected));
      },
    ),
    { numRuns: 6 },
  );
}, 120_000);

test('findings about many cases are one finding, whoever saw them', async () => {
  const files: Files = new Map(projects[0]);
  const cases = [...files.keys()].sort().findIndex((path) => path.includes('gt_segmentations'));
  changed(files, [4, cases, 60]);
  const one = { storage: memoryStorage(files), words: '', of: 3 };
  const parts = await partsOf(one);
  const counts = (part: string) =>
    JSON.parse(part).part.now.sightings.groups.map((group: { count: number }) => group.count);
  expect(parts.every((part) => counts(part).length > 0)).toBe(true);
  const whole = JSON.parse((await nnplans('audit --format json', one)).stdout);
  const together = JSON.parse((await merged(parts, one, '--format json')).stdout);
  const many = (report: { findings: { data: { count?: number } }[] }) =>
    report.findings.flatMap(({ data }) => data.count ?? []);
  expect(many(together)).toEqual(many(whole));
  expect(Math.max(...many(whole))).toBeGreaterThan(10);
});

describe('parts that are not the whole of one audit', () => {
  const one = { storage: memoryStorage(projects[0] ?? new Map()), words: '', of: 3 };
  const other = { ...one, words: '--rule dataset' };
  let parts: readonly string[] = [];
  let others: readonly string[] = [];
  beforeAll(async () => {
    parts = await partsOf(one);
    others = await partsOf(other);
  });

  test.each<readonly [what: string, made: () => readonly (string | undefined)[], told: string]>([
    ['missing', () => [parts[0], parts[2]], 'Part 2 of 3 is missing.'],
    ['there twice', () => [...parts, parts[1]], 'Part 2 of 3 is there 2 times: /parts/3, /parts/1.'],
    ['of another command', () => [parts[0], others[1], parts[2]], '(part 2 of 3) belongs to another audit'],
    ['cut off', () => [parts[0], parts[1]?.slice(0, 5000), parts[2]], '/parts/1: it is cut off.'],
    [
      'changed',
      () => [parts[0], parts[1], parts[2]?.replace('"checks":', '"checks":1')],
      '/parts/2: it was changed after it was written.',
    ],
    ['something else', () => [parts[0], '{}\n', parts[2]], '/parts/1: it is no part of an audit.'],
  ])('%s: an error with its number', async (_what, made, told) => {
    const { code, stdout, stderr } = await merged(
      made().map((part) => part ?? ''),
      one,
      '--format json',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
    if (!stderr.includes('another audit')) expect(stderr).toContain('nnplans audit --shard K/3 -o json=FILE');
  });

  test('of a folder that has changed in between', async () => {
    const files: Files = new Map(projects[0]);
    for (const [path, content] of projects[0] ?? [])
      if (path.startsWith('nnUNet_preprocessed/Dataset121'))
        files.set(path.replace('Dataset121', 'Dataset130'), content);
    const [, second = ''] = await partsOf({ ...one, storage: memoryStorage(files) });
    const { code, stderr } = await merged([parts[0] ?? '', second, parts[2] ?? ''], one, '');
    expect(code).toBe(2);
    expect(stderr).toContain('the folders held something else when it was made');
  });

  test('of a config that has changed since', async () => {
    const files = (config: string): Files =>
      new Map([...(projects[0] ?? []), ['nnplans.config.json', encoder.encode(config)]]);
    const before = { ...one, storage: memoryStorage(files('{}')) };
    const after = { ...one, storage: memoryStorage(files('{ "rules": { "plans/schema": "off" } }')) };
    const { code, stderr } = await merged(await partsOf(before), after, '');
    expect(code).toBe(2);
    expect(stderr).toContain('is not what it was when the parts were made');
  });

  test.each([
    ['--shard 0/3', 'as in --shard 3/8'],
    ['--shard 4/3', 'as in --shard 3/8'],
    ['--shard x', 'as in --shard 3/8'],
    ['--shard 1/3 --fail-on warning', 'nnplans report PART… --fail-on'],
    ['--shard 1/3 --format html', 'nnplans report PART… --format NAME'],
    ['--shard 1/3 --fix', '--fix has no meaning for a part'],
    ['--shard 1/3 --jobs 2', '--jobs has no meaning for a part'],
    ['--jobs 0', '--jobs is 0; a number from 1 to 128 was expected'],
    ['--jobs 129', '--jobs is 129; a number from 1 to 128 was expected'],
  ])('audit %s is refused', async (words, told) => {
    const { code, stderr, stdout } = await nnplans(`audit ${words}`, one);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
  });
});

test('a part goes into a file, and tells nothing by its exit code of what it found', async () => {
  const { code, stdout, written } = await nnplans('audit --shard 1/1 -o json=part.json', {
    storage: memoryStorage(projects[0] ?? new Map()),
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(written.get('/part.json')).toMatch(/^\{"\$schema"/);
});

test('several jobs give what one gives, and one that fails ends all', async () => {
  const storage = memoryStorage(projects[0] ?? new Map());
  const alone = bytes(await nnplans(`audit ${everyFormat}`, { storage }));
  expect(bytes(await nnplans(`audit --jobs 3 ${everyFormat}`, { storage }))).toEqual(alone);
  const another = async () => ({ ended: Promise.resolve({ code: 137, stdout: '', stderr: 'killed\n' }) });
  const failed = await nnplans('audit --jobs 3', { storage, another });
  expect(failed).toMatchObject({ code: 2, stdout: '' });
  expect(failed.stderr).toContain('Job 2 of 3 failed.\n  killed');
});

describe('with what was known before', () => {
  let folder = '';
  const setting = () => ({ storage: nodeStorage(), cwd: folder, env: {} });
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
      cwd: folder,
      stdio: 'pipe',
    });

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'nnplans-shards-')));
    cpSync('test/examples/own-plans', folder, { recursive: true });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'first');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const plans = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  const edit = () => {
    const file = join(folder, plans);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"data_identifier": "TinyPlans_2d"', '"data_identifier": ".."'),
    );
  };

  test.each(['nnUNet_preprocessed --since HEAD', '. nnUNet_results --since HEAD', '. --baseline known.json'])(
    'audit %s',
    async (words) => {
      git('checkout', '--quiet', '.');
      rmSync(join(folder, 'known.json'), { force: true });
      const known = await nnplans('audit . --baseline known.json --update-baseline', setting());
      writeFileSync(join(folder, 'known.json'), [...known.written.values()][0] ?? '');
      edit();
      const expected = await nnplans(`audit ${words} ${everyFormat}`, setting());
      expect(expected.code).toBe(1);
      for (const count of [1, 2, 3]) {
        const parts: string[] = [];
        for (let number = 1; number <= count; number += 1)
          parts.push((await nnplans(`audit ${words} --shard ${number}/${count}`, setting())).stdout);
        const files = Object.fromEntries(parts.map((part, i) => [`/parts/${i}`, part]));
        const outcome = await nnplans(`report ${Object.keys(files).join(' ')} ${everyFormat}`, {
          ...setting(),
          storage: withFiles(nodeStorage(), files),
        });
        expect(bytes(outcome)).toEqual(bytes(expected));
      }
    },
    60_000,
  );
});

describe('shares', () => {
  const units = fc.uniqueArray(fc.record({ name: fc.string(), cases: fc.nat(5000) }), { selector: ({ name }) => name });

  test('are the same whatever the order of listing, and none is much larger than another', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 40 }), (given, of) => {
        const owners = (list: typeof given) =>
          new Map(assignments(list, of).map((assignment, i) => [list[i]?.name, assignment]));
        const assigned = owners(given);
        expect(owners([...given].reverse())).toEqual(assigned);
        const weights = given.map(({ name, cases }) => ({ ...assigned.get(name), weight: 1 + cases / 8 }));
        const own = ({ isSplit = false, weight = 0 }) => (isSplit ? 1 : weight);
        const loads = Array.from({ length: of }, (_, i) =>
          weights.filter(({ owner }) => owner === i + 1).reduce((sum, one) => sum + own(one), 0),
        );
        const mean = weights.reduce((sum, { weight }) => sum + weight, 0) / of;
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1 + mean / 4);
      }),
    );
  });

  test.each([2, 3, 7, 64])('of the cases of one dataset, each of %d gets as many as the others', (of) => {
    const counts = Array.from({ length: of }, () => 0);
    for (let i = 0; i < 20_000; i += 1) {
      const name = `case_${String(i).padStart(6, '0')}`;
      const owners = counts.flatMap((_, n) => (isOwnCase(name, { number: n + 1, of }) ? n : []));
      if (owners.length !== 1) throw new Error(`${name} is for ${owners.join(' and ')}`);
      counts[owners[0] ?? 0] = (counts[owners[0] ?? 0] ?? 0) + 1;
    }
    expect(Math.min(...counts) / (20_000 / of)).toBeGreaterThan(0.75);
  });
});
