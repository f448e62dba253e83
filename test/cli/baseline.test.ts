import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/engine/report.js';
import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

type Files = Readonly<Record<string, MemoryFile | undefined>>;

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const original = new TextDecoder().decode(projectFiles('examples/transfer').get(plans));
const edited = (from: string | RegExp, to: string, text = original) => {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
};
/** A value that no other in the file is like, so that each replacement means one place. */
const unsafe = edited('"data_identifier": "PretrainedPlansCustom_2d"', '"data_identifier": ".."');

async function run(words: string, files: Files = {}) {
  const outcome = await nnplans(`${words} --format json`, { storage: projectStorage('examples/transfer', files) });
  const report = outcome.stdout === '' ? undefined : (JSON.parse(outcome.stdout) as Report);
  return { ...outcome, report };
}

async function baselineOf(files: Files, words = 'audit'): Promise<string> {
  const { written, code, stdout, stderr } = await run(`${words} --baseline b.json --update-baseline`, files);
  expect({ code, stderr, stdout: stdout === '' }).toEqual({
    code: 0,
    stderr: expect.stringContaining('b.json knows'),
    stdout: false,
  });
  return written.get('/b.json') ?? '';
}

const open = (report: Report | undefined) =>
  (report?.findings ?? []).filter(({ suppressed }) => suppressed === undefined);

test('what is in it no longer counts, and stays in the report with its mark', async () => {
  const files = { [plans]: unsafe };
  expect((await run('audit', files)).code).toBe(1);
  const text = await baselineOf(files);
  const { code, report } = await run('audit --baseline b.json', { ...files, 'b.json': text });
  expect(code).toBe(0);
  expect(open(report)).toEqual([]);
  expect(report?.findings[0]?.suppressed).toEqual({ kind: 'baseline', reason: 'known in b.json' });
  expect(report?.summary).toMatchObject({ error: 0, baselined: report?.findings.length });
  expect(report?.baseline).toEqual({ file: 'b.json', stale: [] });
  expect(
    (await run('audit --baseline b.json --fail-on info --max-warnings 0', { ...files, 'b.json': text })).code,
  ).toBe(0);
});

test('a new finding counts beside those that are known, also one of the same rule in the same file', async () => {
  const text = await baselineOf({ [plans]: unsafe });
  const worse = edited('"data_identifier": "PretrainedPlansCustom_3d_fullres"', '"data_identifier": "../x"', unsafe);
  const { code, report } = await run('audit --baseline b.json', { [plans]: worse, 'b.json': text });
  expect(code).toBe(1);
  expect(open(report).some(({ location }) => location?.pointer === '/configurations/3d_fullres/data_identifier')).toBe(
    true,
  );
});

test('one that is fixed does not pay for another that is new', async () => {
  const text = await baselineOf({ [plans]: unsafe });
  const other = edited('"data_identifier": "PretrainedPlansCustom_3d_fullres"', '"data_identifier": ".."');
  const { code, report } = await run('audit --baseline b.json', { [plans]: other, 'b.json': text });
  expect(code).toBe(1);
  expect(report?.baseline?.stale).toContainEqual({
    rule: 'plans/data-identifier-safe',
    messageId: expect.any(String),
    subject: 'Dataset122_PancreasCT/PretrainedPlansCustom#2d',
    pointer: '/configurations/2d/data_identifier',
  });
});

test('what is fixed is told of, and taken out when it is asked for', async () => {
  const text = await baselineOf({ [plans]: unsafe });
  const fixed = { [plans]: original, 'b.json': text };
  const { report, code } = await run('audit --baseline b.json', fixed);
  expect(code).toBe(0);
  expect(report?.baseline?.stale.length).toBeGreaterThan(0);
  const storage = projectStorage('examples/transfer', fixed);
  const table = await nnplans('audit --baseline b.json', { storage });
  expect(table.stdout).toContain(' fixed, but still in b.json (--update-baseline removes them)\n');
  expect(table.stdout).toContain('   plans/data-identifier-safe: Dataset122_PancreasCT/PretrainedPlansCustom#2d\n');
  const after = await run('audit --baseline b.json --update-baseline', fixed);
  expect(after.report?.baseline?.stale).toEqual([]);
  expect(after.stderr).toMatch(/\(\d added, \d removed\)/);
  expect(after.written.get('/b.json')).toBe(await baselineOf({ [plans]: original }));
});

test.each([
  ['a run of another rule', 'audit --rule plans/schema'],
  ['a run of another dataset', 'audit nnUNet_preprocessed/Dataset121_AbdomenCT'],
  ['a check of another configuration', 'check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres'],
])('%s calls nothing fixed that it did not look at, and keeps it', async (_what, words) => {
  const text = await baselineOf({ [plans]: unsafe }, 'audit --rule plans/data-identifier-safe');
  const files = { [plans]: original, 'b.json': text };
  expect((await run(`${words} --baseline b.json`, files)).report?.baseline?.stale).toEqual([]);
  const { written } = await run(`${words} --baseline b.json --update-baseline --fail-on never`, files);
  expect(written.get('/b.json') ?? text).toContain('plans/data-identifier-safe');
});

test('of a file that is gone, a run of everything says so', async () => {
  const text = await baselineOf({ [plans]: unsafe });
  const gone = { [plans]: undefined, 'nnUNet_results/Dataset122_PancreasCT': undefined, 'b.json': text };
  const stale = async (words: string) =>
    (await run(`${words} --baseline b.json`, gone)).report?.baseline?.stale.map(({ rule }) => rule);
  expect(await stale('audit')).toContain('plans/data-identifier-safe');
  expect(await stale('audit nnUNet_preprocessed/Dataset122_PancreasCT')).not.toContain('plans/data-identifier-safe');
});

test('a file that was moved keeps its entries', async () => {
  const text = await baselineOf({ 'old/MyPlans.json': unsafe }, 'audit old');
  expect(text).toContain('"subject": "old/MyPlans.json#2d"');
  const moved = await run('audit new --baseline b.json', { 'new/MyPlans.json': unsafe, 'b.json': text });
  expect(open(moved.report)).toEqual([]);
  expect(moved.report?.baseline?.stale).toEqual([]);
  const copied = await run('audit old new --baseline b.json', {
    'old/MyPlans.json': unsafe,
    'new/MyPlans.json': unsafe,
    'b.json': text,
  });
  expect(new Set(open(copied.report).map(({ location }) => location?.file))).toEqual(new Set(['new/MyPlans.json']));
});

test('the same finding twice is known as often as it was there', async () => {
  const text = await baselineOf({ 'a/x/MyPlans.json': unsafe, 'b/x/MyPlans.json': unsafe }, 'audit a b');
  const files = { 'a/x/MyPlans.json': unsafe, 'b/x/MyPlans.json': unsafe, 'c/x/MyPlans.json': unsafe, 'b.json': text };
  expect(open((await run('audit a b --baseline b.json', files)).report)).toEqual([]);
  const third = open((await run('audit a b c --baseline b.json', files)).report);
  expect(third.filter(({ rule }) => rule === 'plans/data-identifier-safe')).toHaveLength(1);
});

/** JSON text with the keys of every object in the opposite order. */
function reversed(text: string): string {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turn(inner)]),
    );
  };
  return JSON.stringify(turn(JSON.parse(text)));
}

test.each([
  ['audit', 'examples/own-plans'],
  ['check -s 121 -t 122 -sp TinyPlans -tp TinyPlans', 'examples/own-plans'],
  ['audit', 'examples/transfer'],
])('%s of %s: neither the order of keys nor the place of the folders changes who is who', async (words, project) => {
  const files = [...projectFiles(project)];
  const spoil = (text: string) => text.replace('"patch_size": [', '"patch_size": [7, ').replace('_2d"', '/2d"');
  const changed = (change: (text: string) => string, prefix = '') =>
    Object.fromEntries(
      files.map(([path, bytes]) => [
        prefix + path,
        path.endsWith('.json') ? change(spoil(new TextDecoder().decode(bytes))) : bytes,
      ]),
    );
  const identities = async (own: Files, prefix = '') => {
    const none = Object.fromEntries(files.map(([path]) => [path, undefined]));
    const roots = ['raw', 'preprocessed', 'results'].map((name) => [`nnUNet_${name}`, `${prefix}/nnUNet_${name}`]);
    const { stdout } = await nnplans(`${words} --format json`, {
      storage: projectStorage(project, { ...none, ...own }),
      env: Object.fromEntries(roots),
    });
    const { findings } = JSON.parse(stdout) as Report;
    expect(findings.length).toBeGreaterThan(3);
    return findings
      .map(({ rule, messageId, subject, location, data, identity }) =>
        [rule, messageId, subject, location?.pointer, data, identity].map((part) => JSON.stringify(part)).join(' '),
      )
      .sort();
  };
  const usual = await identities(changed((text) => text));
  const only = (lines: readonly string[]) => lines.map((line) => line.slice(line.lastIndexOf(' '))).sort();
  const turned = await identities(changed(reversed));
  expect(turned.filter((line) => !only(usual).includes(line.slice(line.lastIndexOf(' '))))).toEqual([]);
  expect(only(turned)).toEqual(only(usual));
  expect(
    only(
      await identities(
        changed((text) => text, 'elsewhere/'),
        '/elsewhere',
      ),
    ),
  ).toEqual(only(usual));
});

test('the last digits of planning again make no new finding, and another value does', async () => {
  const spacing = (value: string) => edited(/("3d_fullres"[\s\S]*?"spacing": \[\s*)[\d.]+/, `$1${value}`);
  const words = 'check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres --rule transfer/spacing-match';
  const text = await baselineOf({ [plans]: spacing('2.5') }, words);
  const codeFor = async (value: string) =>
    (await run(`${words} --baseline b.json`, { [plans]: spacing(value), 'b.json': text })).code;
  expect(await codeFor('2.5000000000000004')).toBe(0);
  expect(await codeFor('2.500000011920929')).toBe(0);
  expect(await codeFor('2.6')).toBe(1);
});

test('it is the same bytes every time, keeps to its schema, and is left alone when nothing changes', async () => {
  const files = { [plans]: unsafe };
  const text = await baselineOf(files);
  expect(await baselineOf(files)).toBe(text);
  const schema = JSON.parse(readFileSync('schemas/baseline.schema.json', 'utf8'));
  const validate = new Ajv2020({ strict: true }).compile(schema);
  validate(JSON.parse(text));
  expect(validate.errors).toBeNull();
  const lines = text.split('\n').filter((line) => line.startsWith('    {'));
  expect(lines.length).toBe(JSON.parse(text).findings.length);
  expect((await run('audit --baseline b.json --update-baseline', { ...files, 'b.json': text })).written.size).toBe(0);
  const clean = await baselineOf({ [plans]: original }, 'audit --rule plans/schema');
  expect(clean).toContain('"findings": []');
});

test('a suppression of the config comes first', async () => {
  const config = JSON.stringify({ suppressions: [{ rule: 'plans/data-identifier-safe', reason: 'on purpose' }] });
  const files = { [plans]: unsafe, 'nnplans.config.json': config };
  const text = await baselineOf(files, 'audit --rule plans/data-identifier-safe');
  expect(text).toContain('"findings": []');
  const { report } = await run('audit --baseline b.json', {
    ...files,
    'b.json': await baselineOf({ [plans]: unsafe }),
  });
  expect(report?.findings.find(({ rule }) => rule === 'plans/data-identifier-safe')?.suppressed?.kind).toBe('config');
  expect(report?.baseline?.stale).toEqual([]);
});

test.each<[string, string | undefined, readonly string[]]>([
  ['is not there', undefined, ['There is no baseline b.json.', 'The same command with --update-baseline writes one.']],
  [
    'is cut off',
    '{"schemaVersion": "1", "findings": [',
    ['The baseline b.json cannot be used.', 'b.json:', 'write it again'],
  ],
  ['is something else', '{"findings": 3}', ['b.json:1:1: This is no baseline: a list "findings" was expected.']],
  [
    'is of another time',
    '{"schemaVersion": "2", "findings": []}',
    ['The baseline is of version "2"; this nnplans reads version "1".'],
  ],
  [
    'has an entry without a rule',
    '{"schemaVersion": "1", "findings": [{"data": {}}]}',
    ['The "rule" of this finding is nothing; a text was expected.'],
  ],
  [
    'has an entry that is none',
    '{"schemaVersion": "1", "findings": [3]}',
    ['b.json:1:37: This finding is 3; an object was expected.'],
  ],
  ['has a merge conflict', '<<<<<<< HEAD\n{}\n', ['The baseline b.json cannot be used.']],
])('exit code 2 for a baseline that %s', async (_what, text, answers) => {
  const outcome = await run('audit --baseline b.json', { 'b.json': text });
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  for (const answer of answers) expect(outcome.stderr).toContain(answer);
  if (text !== undefined)
    expect((await run('audit --baseline b.json --update-baseline', { 'b.json': text })).code).toBe(2);
});

test('--update-baseline wants to know which', async () => {
  expect(await run('audit --update-baseline')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--baseline FILE'),
  });
});
