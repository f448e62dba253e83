import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { saveFile } from '../../src/cli/node-save-file.js';
import { run } from '../../src/cli/run.js';
import { nodeStorage as openStorage } from '../../src/io/node-storage.js';
import { projectFiles } from '../support/example-project.js';

const nodeStorage = openStorage();
const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nnplans-fix-'));
  for (const [path, bytes] of projectFiles('examples/transfer')) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), bytes);
  }
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(home, path), 'utf8');
const replace = (path: string, old: string, by: string) => {
  expect(read(path)).toContain(old);
  writeFileSync(join(home, path), read(path).replace(old, by));
};

async function nnplans(argv: readonly string[], storage = nodeStorage) {
  let out = '';
  let err = '';
  const code = await run([...argv, '--nnunet', 'none'], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    cwd: home,
    storage,
    today: () => '2026-01-01',
    isTerminal: false,
    columns: 100,
    writeFile: () => {},
    saveFile,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  return { code, out, err };
}

const audit = ['audit', 'nnUNet_preprocessed', '--raw', 'nnUNet_raw', '--results', 'nnUNet_results', '--rule', 'plans'];

test('a name is corrected, everything else stays byte for byte, and the old file is kept', async () => {
  const before = read(plans);
  replace(plans, '"plans_name": "PretrainedPlansCustom"', '"plans_name": "TinyPlans"');
  const broken = read(plans);
  const { code, err } = await nnplans([...audit, '--fix']);
  expect(read(plans)).toBe(before);
  expect(read(`${plans}.backup`)).toBe(broken);
  expect(err).toContain(`wrote ${plans} (before: ${plans}.backup)`);
  expect(err).toContain('Mended 1 finding.');
  expect(code).toBe(0);
});

test('one mend brings the next to light, and all are made at once with one backup', async () => {
  const before = read(plans);
  replace(plans, '"patch_size"', '"patchsize"');
  replace(plans, '"plans_name": "PretrainedPlansCustom"', '"plans_name": "TinyPlans"');
  await nnplans([...audit, '--fix']);
  expect(read(plans)).toBe(before);
  expect(readdirSync(dirname(join(home, plans))).filter((name) => name.includes('.backup'))).toHaveLength(1);
});

test('unsafe edits wait until they are asked for, and say which commands follow', async () => {
  const before = read(plans);
  replace(plans, '                5.0,', '                2.5,');
  const check = ['check', '-s', '121', '-t', '122', '-tp', 'PretrainedPlansCustom', '-sp', 'TinyPlans'];
  const roots = ['--preprocessed', 'nnUNet_preprocessed', '--raw', 'nnUNet_raw', '--results', 'nnUNet_results'];
  const edited = read(plans);
  const safe = await nnplans([...check, ...roots, '--fix']);
  expect(read(plans)).toBe(edited);
  expect(safe.err).toContain('No finding here can be fixed by an edit.');
  expect(safe.code).toBe(1);
  const unsafe = await nnplans([...check, ...roots, '--fix-unsafe']);
  expect(read(plans)).toBe(before);
  expect(unsafe.code).toBe(0);
});

test('a diff only, which git applies to the same end', async () => {
  const before = read(plans);
  replace(plans, '"plans_name": "PretrainedPlansCustom"', '"plans_name": "TinyPlans"');
  const broken = read(plans);
  const { code, out, err } = await nnplans([...audit, '--fix-dry-run']);
  expect(read(plans)).toBe(broken);
  expect(out).toContain('-    "plans_name": "TinyPlans",\n+    "plans_name": "PretrainedPlansCustom",\n');
  expect(err).toContain('Would fix 1 finding.');
  expect(code).toBe(1);
  writeFileSync(join(home, 'fix.patch'), out);
  execFileSync('git', ['apply', 'fix.patch'], { cwd: home });
  expect(read(plans)).toBe(before);
});

test('dataset.json is copied from the raw folder as it is', async () => {
  const copy = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
  rmSync(join(home, copy));
  const dry = await nnplans([...audit, '--rule', 'dataset/dataset-json-missing', '--fix-dry-run']);
  expect(dry.out).toContain(`--- /dev/null\n+++ b/${copy}\n`);
  await nnplans([...audit, '--rule', 'dataset/dataset-json-missing', '--fix']);
  expect(read(copy)).toBe(read('nnUNet_raw/Dataset122_PancreasCT/dataset.json'));
});

test('nothing is written where a file was changed meanwhile', async () => {
  replace(plans, '"plans_name": "PretrainedPlansCustom"', '"plans_name": "TinyPlans"');
  const other = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  replace(other, '"plans_name": "TinyPlans"', '"plans_name": "Other"');
  const brokenOther = read(other);
  let reads = 0;
  const readBytes = (path: string, most: number) => {
    // Rules read it once, and the state after the edit is in memory only: the second time is the last look before writing.
    if (path.endsWith(plans)) reads += 1;
    if (path.endsWith(plans) && reads === 2) replace(plans, '"plans_name": "TinyPlans"', '"plans_name": "Elsewhere"');
    return nodeStorage.readBytes(path, most);
  };
  const { code, err } = await nnplans([...audit, '--fix'], { ...nodeStorage, readBytes });
  expect(err).toContain(`${plans} has been changed meanwhile, so nothing was written.`);
  expect(code).toBe(2);
  expect(read(other)).toBe(brokenOther);
  expect(read(plans)).toContain('"plans_name": "Elsewhere"');
});

test('SARIF and JSON carry the edits', async () => {
  replace(plans, '"plans_name": "PretrainedPlansCustom"', '"plans_name": "TinyPlans"');
  const { out } = await nnplans([...audit, '--format', 'sarif']);
  const [result] = JSON.parse(out).runs[0].results;
  expect(result.fixes).toEqual([
    {
      description: { text: expect.stringContaining('Set plans_name to') },
      artifactChanges: [
        {
          artifactLocation: { uri: plans, uriBaseId: '%SRCROOT%' },
          replacements: [
            {
              deletedRegion: { startLine: 3, startColumn: 19, endLine: 3, endColumn: 30 },
              insertedContent: { text: '"PretrainedPlansCustom"' },
            },
          ],
        },
      ],
      properties: { isSafe: true },
    },
  ]);
  const json = JSON.parse((await nnplans([...audit, '--format', 'json'])).out);
  expect(json.findings[0].fix).toEqual({
    isSafe: true,
    edits: [
      {
        file: plans,
        pointer: '/plans_name',
        startLine: 3,
        startColumn: 19,
        endLine: 3,
        endColumn: 30,
        text: '"PretrainedPlansCustom"',
      },
    ],
  });
});

test('a baseline is not made of what is about to be mended', async () => {
  const { code, err } = await nnplans([...audit, '--fix', '--baseline', 'b.json', '--update-baseline']);
  expect(code).toBe(2);
  expect(err).toContain('fix first');
});
