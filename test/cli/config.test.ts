import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const check = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 3d_fullres --format json';

/** The rules that report something about the example, under a config. */
async function reported(config: unknown, words = check, more: Readonly<Record<string, MemoryFile>> = {}) {
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': JSON.stringify(config), ...more });
  const { stdout, stderr, code } = await nnplans(words, { storage });
  if (stderr !== '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
  return { code, severities: new Map(findings.map(({ rule, severity }) => [rule, severity])) };
}

async function complaint(text: string): Promise<string> {
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': text });
  const { code, stdout, stderr } = await nnplans(check, { storage });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

test('severities and options of rules', async () => {
  const { severities } = await reported({
    rules: { 'transfer/spacing-match': 'warning', 'transfer/patch-size-match': 'off' },
  });
  expect(severities.get('transfer/spacing-match')).toBe('warning');
  expect(severities.has('transfer/patch-size-match')).toBe(false);
  const wide = await reported({ rules: { 'transfer/spacing-match': ['error', { rtol: 10 }] } });
  expect(wide.severities.has('transfer/spacing-match')).toBe(false);
});

test('a rule that is named on the command line runs although it is off', async () => {
  const config = { rules: { 'transfer/spacing-match': 'off' } };
  const { severities } = await reported(config, `${check} --rule transfer/spacing-match`);
  expect([...severities]).toEqual([['transfer/spacing-match', 'error']]);
});

test('folders, relative to the config; options come before it, the environment behind', async () => {
  const storage = projectStorage('examples/own-plans', {
    'repo/deep/nnplans.config.json': JSON.stringify({ roots: { nnUNet_preprocessed: '../../nnUNet_preprocessed' } }),
  });
  const at = async (cwd: string, words = 'audit --rule plans/schema', env = {}) =>
    (await nnplans(words, { storage, cwd, env })).code;
  expect(await at('/repo/deep')).toBe(0);
  expect(await at('/repo/deep', undefined, { nnUNet_preprocessed: '/gone' })).toBe(0);
  expect(await at('/repo/deep', 'audit --preprocessed /gone')).toBe(2);
  expect(await at('/repo')).toBe(2);
});

test('the nearest config counts, and none beyond the repository', async () => {
  const storage = projectStorage('examples/own-plans', {
    'nnplans.config.json': '{"rules": {"transfer/spacing-match": "off"}}',
    'repo/.git/HEAD': 'ref: refs/heads/main',
    'repo/sub/deeper/x': '',
  });
  const found = async (cwd: string) => {
    const { stdout } = await nnplans(`${check} --rule transfer`, { storage, cwd });
    return JSON.parse(stdout).findings.length as number;
  };
  const { stdout } = await nnplans(check, { storage, cwd: '/repo/sub/deeper' });
  expect(stdout).toContain('transfer/spacing-match');
  expect((await nnplans(check, { storage })).stdout).not.toContain('"rule": "transfer/spacing-match"');
  expect(await found('/repo')).toBeGreaterThan(0);
});

test('--config names another one, or none', async () => {
  const off = '{"rules": {"transfer/spacing-match": "off"}}';
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': off, 'strict.json': '{}' });
  const spacing = '"rule": "transfer/spacing-match"';
  expect((await nnplans(check, { storage })).stdout).not.toContain(spacing);
  expect((await nnplans(`${check} --config none`, { storage })).stdout).toContain(spacing);
  expect((await nnplans(`${check} --config strict.json`, { storage })).stdout).toContain(spacing);
  const missing = await nnplans(`${check} --config gone.json`, { storage });
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('gone.json: there is no such file');
});

test('the direction; an option comes before it', async () => {
  const words = 'check -s 122 -t 121 -sp TinyPlans -tp TinyPlans --format json --rule transfer/wrong-direction';
  const config = { direction: 'either' };
  const both = await reported(config, words);
  const asked = await reported(config, `${words} --direction pretraining-to-finetuning`);
  const usual = await reported({}, words);
  expect(asked.severities).toEqual(usual.severities);
  expect(both.code).toBeLessThanOrEqual(1);
});

test('a byte order mark and a $schema do no harm', async () => {
  const text = `\uFEFF${JSON.stringify({ $schema: 'x', extends: ['recommended'] })}`;
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': text });
  expect((await nnplans(check, { storage })).code).toBe(1);
});

test('all faults at once, each with its place', async () => {
  expect(
    await complaint(`{
  "rulse": {},
  "direction": "forward",
  "rules": { "transfer/spacing-mach": "error", "transfer/spacing-match": ["eror", { "rtoll": 1, "atol": "x" }] }
}`),
  ).toBe(`nnplans: The config has mistakes.
  nnplans.config.json:2:3: "rulse" is not known here. Did you mean "rules"?
  nnplans.config.json:3:3: "direction" is "forward"; it may be "pretraining-to-finetuning", "finetuning-to-pretraining" or "either".
  nnplans.config.json:4:14: There is no rule "transfer/spacing-mach". Did you mean "transfer/spacing-match"?
  nnplans.config.json:4:75: The severity of transfer/spacing-match is "eror"; it may be "error", "warning", "info" or "off".
  nnplans.config.json:4:85: "rtoll" is not known here. Did you mean "rtol"?
  nnplans.config.json:4:97: The option atol of transfer/spacing-match is "x"; a number was expected.
`);
});

test.each([
  ['not an object', '[]', 'The config is []'],
  ['no JSON', '{"rules": }', 'nnplans.config.json:1:2: the key "rules" has no value.'],
  ['empty', '', 'nnplans.config.json: '],
  ['a key twice', '{"rules": {}, "rules": {}}', 'rules'],
  ['a root that is no text', '{"roots": {"nnUNet_raw": 3}}', `"nnUNet_raw" is 3; a folder's path was expected.`],
  ['roots that are no object', '{"roots": "x"}', '"roots" is "x"'],
  ['a root by another name', '{"roots": {"nnUNet_prepocessed": "x"}}', 'Did you mean "nnUNet_preprocessed"?'],
  [
    'an unknown preset',
    '{"extends": ["strickt"]}',
    'There is no preset "strickt"; there are "recommended", "strict" and "all".',
  ],
  ['presets that are no list', '{"extends": "recommended"}', '"extends" is "recommended"'],
  ['a range that is none', '{"nnunet": "new"}', 'a range of versions such as ">=2.5"'],
  ['classes that are no list', '{"knownClasses": "MyNet"}', 'a list of names was expected'],
  ['rules that are no object', '{"rules": []}', '"rules" is []'],
  ['options of a rule without any', '{"rules": {"plans/schema": ["error", {"a": 1}]}}', 'plans/schema has no options'],
  [
    'options that are no object',
    '{"rules": {"transfer/spacing-match": ["error", 3]}}',
    'are 3; an object was expected',
  ],
  ['more than options', '{"rules": {"transfer/spacing-match": ["error", {}, 1]}}', 'nothing more'],
  ['a prototype', '{"__proto__": {"rules": {}}}', '"__proto__" is not known here'],
])('%s', async (_what, text, answer) => {
  expect(await complaint(text)).toContain(answer);
});
