import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const words = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 3d_fullres --format json';

/** Severities of the rules about a transfer, with some configs; the nearest is /nnplans.config.json. */
async function severities(configs: Readonly<Record<string, object>>) {
  const { stdout, stderr } = await nnplans(words, { storage: storageWith(configs) });
  if (stderr !== '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
  return new Map(findings.map(({ rule, severity }) => [rule, severity]));
}

async function complaint(configs: Readonly<Record<string, object>>): Promise<string> {
  const { code, stdout, stderr } = await nnplans(words, { storage: storageWith(configs) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

function storageWith(configs: Readonly<Record<string, object>>) {
  const files = Object.entries(configs).map(([path, config]): [string, MemoryFile] => [path, JSON.stringify(config)]);
  return projectStorage('examples/own-plans', Object.fromEntries(files));
}

const [spacing, patch, field] = [
  'transfer/spacing-match',
  'transfer/patch-size-match',
  'transfer/receptive-field-match',
];
const off = { rules: { [spacing]: 'off', [patch]: 'warning' } };

test('recommended is what the rules say of themselves, also after another config', async () => {
  const usual = await severities({});
  expect(usual.get(field)).toBe('warning');
  expect(await severities({ 'nnplans.config.json': { extends: ['recommended'] } })).toEqual(usual);
  expect(
    await severities({ 'nnplans.config.json': { extends: ['./off.json', 'recommended'] }, 'off.json': off }),
  ).toEqual(usual);
});

test('strict makes errors of warnings, and of nothing else', async () => {
  const strict = await severities({ 'nnplans.config.json': { extends: ['strict'] } });
  expect(strict.get(field)).toBe('error');
  expect([...strict.values()]).toContain('info');
  expect([...strict.values()]).not.toContain('warning');
});

test('strict counts for what stands before it; a rule of the config itself comes after it', async () => {
  const before = await severities({ 'nnplans.config.json': { extends: ['./off.json', 'strict'] }, 'off.json': off });
  expect([before.get(patch), before.has(spacing)]).toEqual(['error', false]);
  const after = await severities({ 'nnplans.config.json': { extends: ['strict', './off.json'] }, 'off.json': off });
  expect(after.get(patch)).toBe('warning');
  const own = await severities({ 'nnplans.config.json': { extends: ['strict'], rules: { [field]: 'info' } } });
  expect(own.get(field)).toBe('info');
});

test('all switches on what was off, and leaves other severities', async () => {
  const all = await severities({ 'nnplans.config.json': { extends: ['./off.json', 'all'] }, 'off.json': off });
  expect([all.get(spacing), all.get(patch)]).toEqual(['error', 'warning']);
});

test('files follow files; the later counts, in options one by one', async () => {
  const configs = {
    'nnplans.config.json': { extends: ['shared/team.json'], rules: { [spacing]: ['warning', { atol: 0 }] } },
    'shared/team.json': { extends: ['./lab.json'], rules: { [patch]: 'info' } },
    'shared/lab.json': { rules: { [patch]: 'warning', [field]: 'off', [spacing]: ['error', { rtol: 10 }] } },
  };
  const found = await severities(configs);
  expect([found.get(patch), found.has(field), found.has(spacing)]).toEqual(['info', false, false]);
});

test('paths are relative to the file in which they stand', async () => {
  const storage = projectStorage('examples/own-plans', {
    'repo/nnplans.config.json': '{"extends": ["../shared/team.json"]}',
    'shared/team.json': JSON.stringify({
      roots: { nnUNet_preprocessed: '../nnUNet_preprocessed' },
      overrides: [{ files: '../nnUNet_preprocessed/Dataset121_AbdomenCT', rules: { 'plans/schema': 'off' } }],
      transfers: [
        { pretraining: '../nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', finetuning: '122/TinyPlans' },
      ],
    }),
  });
  const { code, stderr } = await nnplans('check --rule transfer/spacing-match', { storage, cwd: '/repo', env: {} });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('a file that is extended twice counts once', async () => {
  const twice = { extends: ['./a.json', './b.json'] };
  const base = { suppressions: [{ rule: spacing, reason: 'old', until: '2020-01-01' }] };
  const storage = storageWith({
    'nnplans.config.json': twice,
    'a.json': { extends: ['./base.json'] },
    'b.json': { extends: ['./base.json'] },
    'base.json': base,
  });
  const { stdout } = await nnplans(words, { storage });
  expect(stdout.match(/"rule": "config\/expired-suppression"/g)).toHaveLength(1);
  expect(stdout).toContain('"file": "base.json"');
});

test('a circle is reported where it closes', async () => {
  const answer = await complaint({
    'nnplans.config.json': { extends: ['./a.json'] },
    'a.json': { extends: ['./b.json'] },
    'b.json': { extends: ['./a.json'] },
  });
  expect(answer).toBe(`nnplans: The config has mistakes.
  b.json:1:13: Configs extend each other in a circle: a.json → b.json → a.json.
`);
});

test('a file that is not there, and faults of several files at once', async () => {
  const answer = await complaint({
    'nnplans.config.json': { extends: ['./gone.json', './a.json'], direction: 'up' },
    'a.json': { rulse: {} },
  });
  expect(answer.split('\n').slice(1, -1)).toEqual([
    expect.stringContaining('nnplans.config.json:1:39: "direction" is "up"'),
    '  nnplans.config.json:1:13: There is no file "./gone.json", as seen from the folder of this config.',
    '  a.json:1:2: "rulse" is not known here. Did you mean "rules"?',
  ]);
});

test('a tower of configs is not climbed for ever', async () => {
  const tower = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`${i === 0 ? 'nnplans.config' : i}.json`, { extends: [`./${i + 1}.json`] }]),
  );
  expect(await complaint(tower)).toContain('More than 30 configs extend one another');
});
