import { nnplans, projectStorage } from '../support/command-line.js';

/** A rule as somebody writes it who has only read the documentation: no import, no types. */
const batchSize = {
  id: 'team/batch-size',
  subject: 'configuration',
  severity: 'warning',
  summary: 'Batches hold four patches or more.',
  remedy: 'Set batch_size to 4.',
  options: { least: { type: 'number', default: 4, description: 'patches' } },
  messages: {
    small: ({ found, least }: Record<string, number>) => `A batch holds ${found} patches; ${least} were expected.`,
  },
  *check(
    { configuration }: { configuration: { batchSize: number; at(key: string): string } },
    { options }: { options: { least: number } },
  ) {
    const { batchSize: found } = configuration;
    if (found < options.least)
      yield { message: 'small', at: configuration.at('batch_size'), data: { found, least: options.least } };
  },
};

const text = '/rules/a.mjs';
const storageWith = (files: readonly string[], more = {}) =>
  projectStorage('examples/transfer', { ...Object.fromEntries(files.map((file) => [file, ''])), ...more });

async function run(words: string, modules: Readonly<Record<string, unknown>>, more = {}) {
  const outcome = await nnplans(words, { storage: storageWith(Object.keys(modules), more), modules });
  return { ...outcome, report: outcome.stdout.startsWith('{') ? JSON.parse(outcome.stdout) : undefined };
}

const audit = 'audit --rules rules --rule team --format json';

test('it is run like any other rule', async () => {
  const { report, code, stderr } = await run(audit, { [text]: { default: batchSize } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(report.summary).toMatchObject({ error: 0, warning: report.findings.length });
  expect(report.findings[0]).toMatchObject({
    rule: 'team/batch-size',
    severity: 'warning',
    message: expect.stringMatching(/^A batch holds \d patches; 4 were expected\.$/),
    location: { pointer: '/configurations/2d/batch_size', line: expect.any(Number) },
    identity: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('it has no page, so none is named', async () => {
  const { stdout } = await run('audit --rules rules --rule team', { [text]: { default: batchSize } });
  expect(stdout).toContain('team/batch-size');
  expect(stdout).not.toContain('nnplans explain');
});

test('it is listed and explained where its folder is named', async () => {
  const modules = { [text]: { default: batchSize } };
  expect((await run('rules --rules rules', modules)).stdout).toMatch(/ team\/batch-size {2}warning\n/);
  expect(await run('explain team/batch-size --rules rules', modules)).toMatchObject({
    code: 0,
    stdout: [
      ' team/batch-size  warning',
      '',
      '   Batches hold four patches or more.',
      '',
      ' what to do',
      '   Set batch_size to 4.',
      '',
      ' options, for nnplans.config.json',
      '   least (number, usually 4): patches',
      '',
    ].join('\n'),
  });
  expect(await run('explain team/batch-size', modules)).toMatchObject({ code: 2 });
});

test('its severity and options are set in the config, as those of any other rule', async () => {
  const config = { 'nnplans.config.json': JSON.stringify({ rules: { 'team/batch-size': ['error', { least: 3 }] } }) };
  const { report, code } = await run(audit, { [text]: { default: batchSize } }, config);
  expect(code).toBe(1);
  expect(new Set(report.findings.map(({ severity }: { severity: string }) => severity))).toEqual(new Set(['error']));
  const off = { 'nnplans.config.json': JSON.stringify({ rules: { 'team/batch-size': 'off' } }) };
  expect(
    (await run('audit --rules rules --format json', { [text]: { default: batchSize } }, off)).stdout,
  ).not.toContain('"rule": "team/');
});

test.each([
  ['by name', { batchSize }],
  ['by name and again as what CommonJS exports', { default: { batchSize }, batchSize }],
  ['in a list, beside helpers', { default: [batchSize], helper: () => 3, limit: 4 }],
])('it may be exported %s', async (_how, exported) => {
  expect((await run(audit, { [text]: exported })).code).toBe(0);
});

test('a file may be named, and several folders', async () => {
  const other = { ...batchSize, id: 'team/other' };
  const modules = { [text]: { batchSize }, '/more/b.js': { other }, '/more/types.d.ts': {}, '/more/helpers/c.js': {} };
  const { report } = await run('audit --rules rules/a.mjs --rules more --rule team --format json', modules);
  expect(new Set(report.findings.map(({ rule }: { rule: string }) => rule))).toEqual(
    new Set(['team/batch-size', 'team/other']),
  );
});

test('the table tells of it as of any other', async () => {
  const { stdout } = await run('audit --rules rules --rule team', { [text]: { batchSize } });
  expect(stdout).toContain(' ! warning team/batch-size');
  expect(stdout).toContain('→ Set batch_size to 4.');
});

const failing = (check: unknown) => ({ ...batchSize, id: 'team/failing', check });

test.each<[string, unknown, string | RegExp]>([
  [
    'throws',
    () => {
      throw new Error('oh');
    },
    'oh',
  ],
  [
    'throws something else',
    () => {
      throw 'oh';
    },
    'oh',
  ],
  [
    'loops over what is no list',
    ({ configuration }: { configuration: { nothing: number[] } }) => [...configuration.nothing],
    'not iterable',
  ],
  ['gives nothing', () => undefined, 'not iterable'],
  ['waits', async () => [], 'not iterable'],
  ['yields something else', () => [3], /'in' operator/],
  ['has no such message', () => [{ message: 'smal', data: {} }], 'it has no message "smal"'],
  ['has data that are none', () => [{ message: 'small', data: [1] }], 'its data are a list'],
  [
    'has data in a circle',
    () => {
      const data: Record<string, unknown> = {};
      data['data'] = data;
      return [{ message: 'small', data }];
    },
    'circular',
  ],
  [
    'has a path for a place',
    () => [{ message: 'small', data: {}, at: 'configurations.2d' }],
    'its place is "configurations.2d"',
  ],
  [
    'has a place in no file',
    () => [{ message: 'small', data: {}, at: { pointer: '/a' } }],
    'its place names no document',
  ],
  ['has no reason for not looking', () => [{ notChecked: '' }], 'its notChecked is no reason'],
  [
    'never ends',
    function* () {
      for (let found = 0; ; found += 1) yield { message: 'small', data: { found, least: 4 } };
    },
    'more than 1000 findings',
  ],
])('a rule that %s is told of as crashed, and the others go on', async (_what, check, reason) => {
  const modules = { [text]: { one: failing(check), batchSize } };
  const file = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  const { code, report, stderr } = await run(`${audit} ${file}`, modules);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^nnplans: rule team\/failing failed on \S+ and 1 other, a fault of rules\/a\.mjs \(.*\)\.\n$/,
  );
  expect(stderr).toMatch(reason);
  expect(report.findings.filter(({ rule }: { rule: string }) => rule === 'team/batch-size').length).toBeGreaterThan(0);
  expect(report.notChecked[0]).toMatchObject({ rule: 'team/failing', reason: expect.stringMatching(reason) });
});

test('that nothing was found does not hide a crash', async () => {
  const check = () => {
    throw new Error('oh');
  };
  expect((await run('audit --rules rules --rule team --fail-on never', { [text]: { a: failing(check) } })).code).toBe(
    3,
  );
});

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ['no rule', { [text]: { helper: () => 3 } }, ['rules/a.mjs exports no rule.', 'export default {']],
  ['nothing', { [text]: undefined }, ['rules/a.mjs exports no rule.']],
  [
    'a rule that lacks most',
    { [text]: { a: { id: 'Team', check: 3, messages: { a: 'text' } } } },
    [
      'The rule Team in rules/a.mjs is not complete.',
      'its id is "Team"; "team/what-is-checked" was expected',
      'its subject is missing; it may be "plans", "configuration"',
      'its severity is missing; it may be "error", "warning" or "info"',
      'its summary is missing; a sentence was expected',
      'its message a is "text"; a function that makes a sentence was expected',
      'its check is of type number; a function was expected',
    ],
  ],
  [
    'a name of ours',
    { [text]: { a: { ...batchSize, id: 'plans/mine' } } },
    ['names that begin with plans/ are those of nnplans'],
  ],
  [
    'one name twice',
    { [text]: { a: batchSize, b: { ...batchSize } } },
    ['There is a rule team/batch-size twice in rules/a.mjs'],
  ],
  [
    'one name in two files',
    { [text]: { a: batchSize }, '/rules/b.js': { b: { ...batchSize } } },
    ['in rules/a.mjs and in rules/b.js'],
  ],
  [
    'options without a type',
    { [text]: { a: { ...batchSize, options: { least: 3 } } } },
    ['its option least needs a type'],
  ],
  [
    'a fault of its own',
    { [text]: new Error('cannot read\nmore lines') },
    ['rules/a.mjs cannot be loaded: cannot read'],
  ],
  [
    'an import of what is not installed',
    {
      [text]: Object.assign(new Error("Cannot find package 'nnplans' imported from /rules/a.mjs"), {
        code: 'ERR_MODULE_NOT_FOUND',
      }),
    },
    ['Install nnplans beside the rules'],
  ],
  [
    'TypeScript that Node does not run',
    { '/rules/a.ts': Object.assign(new TypeError('Unknown file extension'), { code: 'ERR_UNKNOWN_FILE_EXTENSION' }) },
    ['rules/a.ts is TypeScript', 'Compile it to .mjs'],
  ],
])('exit code 2 for %s', async (_what, modules, answers) => {
  const { code, stdout, stderr } = await run(audit, modules);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const answer of answers) expect(stderr).toContain(answer);
});

test.each([
  ['nowhere', '--rules is nowhere, where there is nothing.'],
  ['nnUNet_raw', 'where there is no rule: a file .mjs, .js or .cjs directly in it was expected'],
  ['nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', 'which is no folder and no file of JavaScript'],
])('exit code 2 for --rules %s', async (typed, answer) => {
  const { code, stderr } = await run(`audit --rules ${typed}`, {});
  expect(code).toBe(2);
  expect(stderr).toContain(answer);
});

test('no config can name code, and none is loaded without --rules', async () => {
  const config = { 'nnplans.config.json': JSON.stringify({ rules: {}, plugins: ['rules/a.mjs'] }) };
  const trap = {
    get [text](): unknown {
      throw new Error('it was loaded');
    },
  };
  const storage = storageWith([text], config);
  const outcome = await nnplans('audit', { storage, modules: trap });
  expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('"plugins" is not known here') });
  expect((await nnplans('audit --config none', { storage, modules: trap })).code).toBeLessThan(2);
});
