import { nnplans, projectStorage } from '../support/command-line.js';

const check = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans';
const spacing = 'transfer/spacing-match';

interface Report {
  readonly findings: readonly { rule: string; severity: string; location?: { file: string; pointer?: string } }[];
  readonly notChecked: readonly { rule: string }[];
}

async function report(config: object, words: string, changes: Readonly<Record<string, undefined>> = {}) {
  const files = { ...changes, 'nnplans.config.json': JSON.stringify(config) };
  const storage = projectStorage('examples/own-plans', files);
  const { stdout, stderr } = await nnplans(`${words} --format json`, { storage });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** Severity of each finding of a rule, by the place that it names. */
async function severities(config: object, words = `${check} --rule ${spacing}`) {
  const { findings } = await report(config, words);
  return Object.fromEntries(findings.map(({ severity, location }) => [location?.pointer ?? location?.file, severity]));
}

const both = ['/configurations/2d/spacing/0', '/configurations/3d_fullres/spacing/0'] as const;

test.each([
  ['nothing', {}, ['error', 'error']],
  ['a file', { files: '**/Dataset122_*/TinyPlans.json' }, ['info', 'info']],
  ['a folder', { files: 'nnUNet_preprocessed/Dataset122_PancreasCT' }, ['info', 'info']],
  ['another folder', { files: 'nnUNet_preprocessed/Dataset121_AbdomenCT' }, ['error', 'error']],
  ['a place', { pointer: '/configurations/2d' }, ['info', 'error']],
  ['a place in a file', { files: 'TinyPlans.json#/configurations/2d' }, ['info', 'error']],
  [
    'a place in a file, in two words',
    { files: 'TinyPlans.json', pointer: '/configurations/2d/spacing' },
    ['info', 'error'],
  ],
  ['a name that only begins like the place', { pointer: '/configurations/3d' }, ['error', 'error']],
  ['a list, with an exception', { files: ['*.json', '!TinyPlans.json#/configurations/2d'] }, ['error', 'info']],
])('severity in %s', async (_what, place, expected) => {
  const overrides = Object.keys(place).length === 0 ? [] : [{ ...place, rules: { [spacing]: 'info' } }];
  const found = await severities({ overrides });
  expect(both.map((pointer) => found[pointer])).toEqual(expected);
});

test('of several the last counts, and each outranks "rules"', async () => {
  const overrides = [
    { files: '*.json', rules: { [spacing]: 'info' } },
    { pointer: '/configurations/2d', rules: { [spacing]: 'warning' } },
  ];
  expect(Object.values(await severities({ rules: { [spacing]: 'error' }, overrides }))).toEqual(['warning', 'info']);
});

test('off for some files, and on for some although it is off', async () => {
  const some = [{ pointer: '/configurations/2d', rules: { [spacing]: 'off' } }];
  expect(Object.keys(await severities({ overrides: some }))).toEqual([both[1]]);
  const only = [{ pointer: '/configurations/2d', rules: { [spacing]: 'error' } }];
  const { findings } = await report({ rules: { [spacing]: 'off' }, overrides: only }, check);
  expect(findings.filter(({ rule }) => rule === spacing).map(({ location }) => location?.pointer)).toEqual([both[0]]);
});

test('options for some configurations; those of "rules" stay where they are not given', async () => {
  const tolerant = (place: object) => ({
    rules: { [spacing]: ['error', { atol: 0 }] },
    overrides: [{ ...place, rules: { [spacing]: ['error', { rtol: 10 }] } }],
  });
  expect(Object.keys(await severities(tolerant({ pointer: '/configurations/2d' })))).toEqual([both[1]]);
  expect(await severities(tolerant({ files: '**/Dataset122_*' }))).toEqual({});
  expect(Object.keys(await severities(tolerant({ files: '**/Dataset121_*' })))).toHaveLength(2);
});

test('what a rule could not check is not told of where it is off', async () => {
  const rule = 'transfer/distribution-shift';
  const missing = { 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json': undefined };
  const gaps = async (files: string) => {
    const overrides = [{ files, rules: { [rule]: 'off' } }];
    return (await report({ overrides }, `${check} --rule ${rule}`, missing)).notChecked.map((entry) => entry.rule);
  };
  expect(await gaps('Dataset121_AbdomenCT')).toContain(rule);
  expect(await gaps('Dataset122_PancreasCT')).not.toContain(rule);
});

test.each([
  ['no list', '{}', '"overrides" is an object; a list of overrides was expected.'],
  ['an entry that is no object', '[3]', 'An entry of "overrides" is 3; an object in braces was expected.'],
  ['no place', '[{"rules": {}}]', 'An override needs "files", "pointer" or both'],
  ['no rules', '[{"files": "a"}]', 'An override needs "rules"'],
  ['an unknown key', '[{"files": "a", "rule": {}}]', '"rule" is not known here. Did you mean "rules"?'],
  [
    'an unknown rule',
    '[{"files": "a", "rules": {"plans/scema": "off"}}]',
    'There is no rule "plans/scema". Did you mean "plans/schema"?',
  ],
  ['a severity', '[{"files": "a", "rules": {"plans/schema": "eror"}}]', 'The severity of plans/schema is "eror"'],
  ['no pattern', '[{"files": 3, "rules": {}}]', '"files" is 3; a pattern such as "legacy/**" was expected.'],
  ['an empty list', '[{"files": [], "rules": {}}]', '"files" is an empty list'],
  ['backslashes', '[{"files": "a\\\\b", "rules": {}}]', 'names in a pattern are parted by "/".'],
  ['braces', '[{"files": "{a,b}.json", "rules": {}}]', 'write a list with one pattern for each alternative.'],
  ['a configuration as in diff', '[{"files": "a.json#2d", "rules": {}}]', 'write "a.json#/configurations/2d".'],
  [
    'a pointer without a slash',
    '[{"pointer": "configurations", "rules": {}}]',
    'a JSON pointer such as "/configurations/2d"',
  ],
  ['a pattern of a whole book', JSON.stringify([{ files: 'a'.repeat(2000), rules: {} }]), 'is 2000 characters long'],
])('what does not hold: %s', async (_what, overrides, answer) => {
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': `{"overrides": ${overrides}}` });
  const { code, stderr } = await nnplans(check, { storage });
  expect(code).toBe(2);
  expect(stderr).toContain(answer);
});
