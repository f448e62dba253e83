import { run } from '../../src/cli/run.js';
import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import type { Storage } from '../../src/io/storage.js';
import { formatNames } from '../../src/report/format.js';
import { projectFiles } from '../support/example-project.js';

const files: ReadonlyMap<string, Uint8Array> = projectFiles('examples/transfer');
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plans = `${folder}/PretrainedPlansCustom.json`;
const plansText = new TextDecoder().decode(files.get(plans));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Written by `-o`, whatever the format. */
  readonly written: readonly string[];
}

const allFormats = formatNames.flatMap((name) => ['-o', `${name}=${name}`]);

async function nnplans(argv: readonly string[], storage: Storage, cwd = '/'): Promise<Outcome> {
  let out = '';
  let err = '';
  const written: string[] = [];
  const code = await run(argv, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    cwd,
    storage,
    today: () => '2026-01-01',
    isTerminal: false,
    columns: 100,
    writeFile: (_path, text) => written.push(text),
    saveFile: () => undefined,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  expect(code).not.toBe(3);
  expect(out + err).not.toMatch(/^\s+at .*[:(]\d+|a fault of nnplans|undefined|\[object /m);
  return { code, out, err, written };
}

const withFiles = (changes: Readonly<Record<string, MemoryFile>>) =>
  memoryStorage(new Map<string, MemoryFile>([...files, ...Object.entries(changes)]));

/** The example project with some files in other states, seen by `audit`. */
const audited = (changes: Readonly<Record<string, MemoryFile>>): Promise<Outcome> =>
  nnplans(['audit', '/nnUNet_preprocessed'], withFiles(changes));

/** The same seen by `check` too, and by a second `audit`, which says the same. */
async function judged(
  changes: Readonly<Record<string, MemoryFile>>,
  outputs: readonly string[] = [],
): Promise<{ audit: Outcome; check: Outcome }> {
  const storage = withFiles(changes);
  const audit = ['audit', '/nnUNet_preprocessed', ...outputs];
  const check = [
    'check',
    '-s',
    `/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json`,
    '-t',
    `/${plans}`,
    ...outputs,
  ];
  const first = await nnplans(audit, storage);
  expect(await nnplans(audit, storage)).toEqual(first);
  return { audit: first, check: await nnplans(check, storage) };
}

/** As a reader sees a text that was wrapped into lines. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, ' ');
}

const damages: readonly (readonly [name: string, content: MemoryFile, says: RegExp])[] = [
  ['empty', '', /empty/],
  ['cut in the middle', plansText.slice(0, 2000), /end/],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 17612\n', /git lfs pull/],
  ['a byte order mark before', `\uFEFF${plansText}`, /byte order mark/],
  ['text after the end', `${plansText}}`, /closing brace too many/],
  ['a merge conflict', `<<<<<<< HEAD\n${plansText}\n=======\n{}\n>>>>>>> b\n`, /merge|conflict/],
  ['bytes that are no text', new Uint8Array([0x80, 0x02, 0x7d, 0x71]), /UTF-8|pickle/],
];

describe('plans that cannot be read are one finding, and the rest is judged', () => {
  test.each(damages)('%s', async (_name, content, says) => {
    const { audit, check } = await judged({ [plans]: content });
    expect(audit.code).toBe(1);
    expect(unwrapped(audit.out)).toMatch(says);
    expect([1, 2]).toContain(check.code);
    expect(unwrapped(check.out + check.err)).toMatch(says);
  });
});

describe.each(['dataset.json', 'dataset_fingerprint.json', 'splits_final.json'])('%s', (name) => {
  test.each(damages)('%s', async (_name, content) => {
    const audit = await audited({ [`${folder}/${name}`]: content });
    expect(audit.code).toBe(1);
    expect(audit.out).toContain(name);
  });
});

describe.each([plans, `${folder}/dataset.json`, `${folder}/dataset_fingerprint.json`])('%s', (path) => {
  test.each([
    ['100,000 nested brackets', '['.repeat(100_000)],
    ['100,000 nested brackets, all closed', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 nested objects', '{"a":'.repeat(100_000)],
  ])('%s: said to be unread', async (_name, content) => {
    const audit = await audited({ [path]: content });
    expect(audit.code).toBe(1);
    expect(unwrapped(audit.out)).toMatch(/did not read [\w.]+ and checks nothing in it/);
    expect(unwrapped(audit.out)).toMatch(/no file of nnU-Net is so deep/);
  });

  test('a pipe or device is never opened, and told', async () => {
    const audit = await audited({ [path]: { kind: 'other' } });
    expect(audit.code).toBe(1);
    expect(unwrapped(audit.out)).toMatch(/a pipe, socket or device, not a file/i);
  });

  test('a link that leads nowhere is told', async () => {
    const audit = await audited({ [path]: { linkTo: 'gone.json' } });
    expect(audit.code).toBe(1);
    expect(unwrapped(audit.out)).toMatch(/link leads to gone\.json|has no dataset|there is no|missing/i);
  });
});

describe('what JSON.parse drops in silence', () => {
  test.each([
    ['a NaN token', plansText.replace('"batch_size": 2', '"batch_size": NaN'), /NaN/],
    ['a key twice', plansText.replace('{', '{"plans_name": "Other", '), /plans_name/],
    ['an integer beyond 2^53', plansText.replace('"batch_size": 2', '"batch_size": 12345678901234567890'), /./],
    ['a number too large', plansText.replace('"batch_size": 2', '"batch_size": 1e400'), /1e400|nfinity/],
  ])('%s', async (_name, text, says) => {
    expect(text).not.toBe(plansText);
    const audit = await audited({ [plans]: text });
    expect(unwrapped(audit.out)).toMatch(says);
  });
});

describe('nothing from a file steers the terminal, in no format', () => {
  const steering = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u200b\rforged';

  test.each([
    ['a value', { [plans]: plansText.replace('"PretrainedPlansCustom"', JSON.stringify(steering)) }],
    [
      'a key',
      { [plans]: plansText.replace('"configurations": {', `"configurations": {${JSON.stringify(steering)}: {},`) },
    ],
    [
      'a channel',
      {
        [`${folder}/dataset.json`]: JSON.stringify({
          channel_names: { 0: steering },
          labels: {},
          numTraining: 1,
          file_ending: steering,
        }),
      },
    ],
    ['the name of a file', { [`${folder}/Plans${steering}.json`]: plansText }],
    ['the name of a folder', { [`${folder}/${steering}/x.b2nd`]: '' }],
    ['the name of a dataset', { [`nnUNet_preprocessed/Dataset900_${steering}/nnUNetPlans.json`]: plansText }],
    ['a broken text', { [plans]: `{"a": ${steering}` }],
  ] as const)('%s', async (_name, changes) => {
    const { audit, check } = await judged(changes, ['-o', 'table', ...allFormats]);
    for (const { out, err, written } of [audit, check]) {
      expect(written).toHaveLength(formatNames.length);
      expect(out + err + written.join('')).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/,
      );
    }
  });

  test.each(['check', 'audit', 'explain', 'rules', 'completion', steering])('the command line: %s', async (command) => {
    const { code, err } = await nnplans([command, steering, `--${steering}`], memoryStorage(files));
    expect(code).toBe(2);
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
  });
});

describe('nothing looked at is never a pass', () => {
  test.each([
    ['an empty folder', { 'somewhere/else': { kind: 'folder' } }, '/somewhere/else'],
    ['no folder', {}, '/nowhere'],
    ['a JSON file that is not plans', { 'package.json': '{"name": "x"}' }, '/package.json'],
    ['a file that is no JSON', { 'x.js': 'process.exit(0)' }, '/x.js'],
  ] as const)('%s', async (_name, content, path) => {
    const { code, out, err } = await nnplans(['audit', path], memoryStorage(content as Record<string, MemoryFile>));
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^nnplans: \S/);
  });
});
