import { audit, check, defineRule, diff, match, NnplansError, type Report, rules } from '../src/index.js';
import { nnplans, projectStorage } from './support/command-line.js';

const storage = projectStorage('examples/own-plans');
const roots = { raw: 'nnUNet_raw', preprocessed: 'nnUNet_preprocessed', results: 'nnUNet_results' };
const options = { storage, roots, cwd: '/' };
const pair = { source: '121', target: '122', sourcePlans: 'TinyPlans', targetPlans: 'TinyPlans' };

const printed = async (words: string): Promise<Report> =>
  JSON.parse((await nnplans(`${words} --format json`, { storage })).stdout) as Report;

test('check and audit give the report that the command line prints', async () => {
  const plain = (report: Report) => JSON.parse(JSON.stringify(report)) as Report;
  expect(plain(check(pair, options))).toEqual(await printed('check -s 121 -t 122 -sp TinyPlans -tp TinyPlans'));
  expect(plain(audit([], options))).toEqual(await printed('audit'));
});

test('rules can be chosen and set', () => {
  const spacing = rules.filter((rule) => rule.id === 'transfer/spacing-match');
  const report = check(pair, {
    ...options,
    rules: spacing,
    settings: { 'transfer/spacing-match': 'info' },
  });
  expect(new Set(report.findings.map(({ rule, severity }) => `${severity} ${rule}`))).toEqual(
    new Set(['info transfer/spacing-match']),
  );
});

test('diff compares two plans', () => {
  const file = (dataset: string) => `nnUNet_preprocessed/${dataset}/TinyPlans.json`;
  const found = diff(file('Dataset121_AbdomenCT'), file('Dataset122_PancreasCT'), options);
  expect(JSON.stringify(found)).toContain('spacing');
});

test('match gives the matrix that the command line prints', async () => {
  const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
  const { stdout } = await nnplans(['match', model, '--format', 'json'], { storage });
  expect(JSON.parse(stdout)).toMatchObject(JSON.parse(JSON.stringify(match([model], options))));
});

/** What a call throws, which must be an error of nnplans. */
function thrown(call: () => unknown): NnplansError {
  try {
    call();
  } catch (error) {
    if (error instanceof NnplansError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('what leads nowhere is thrown, with what there is instead', () => {
  expect(thrown(() => check({ ...pair, source: '7' }, options)).code).toBe('unresolved');
  expect(thrown(() => audit(['gone'], options)).code).toBe('unresolved');
  const file = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  expect(thrown(() => diff(`${file}#3d_fulres`, file, options))).toMatchObject({
    code: 'unresolved',
    hints: ['Did you mean 3d_fullres?', expect.stringContaining('There are')],
  });
  expect(thrown(() => diff('gone.json', 'gone.json', options)).code).toBe('impossible');
});

describe('nothing that is misspelt, broken or empty passes for a clean result', () => {
  const spacing = rules.filter(({ id }) => id === 'transfer/spacing-match');
  const given = (more: object) => thrown(() => check(pair, { ...options, ...more }));

  test('no rules', () => {
    expect(given({ rules: [] }).code).toBe('nothing-checked');
    expect(thrown(() => audit([], { ...options, rules: spacing })).code).toBe('nothing-checked');
  });

  test.each([
    ['an option', { direktion: 'either' }, 'Did you mean direction?'],
    ['a direction', { direction: 'eithr' }, 'Did you mean either?'],
    ['a version', { nnunet: 'two' }, undefined],
    ['a rule', { settings: { 'transfer/spacing-mtch': 'off' } }, /Did you mean "transfer\/spacing-match"/],
    ['a severity', { settings: { 'transfer/spacing-match': 'eror' } }, /"error", "warning", "info" or "off"/],
    ['an option of a rule', { settings: { 'transfer/spacing-match': ['error', { rtl: 1 }] } }, /Did you mean "rtol"/],
    ['the value of one', { settings: { 'transfer/spacing-match': ['error', { rtol: '1' }] } }, /a number was expected/],
  ])('%s', (_what, more, hint) => {
    const { code, hints } = given(more);
    expect(code).toBe('usage');
    if (typeof hint === 'string') expect(hints).toContain(hint);
    else if (hint !== undefined) expect(hints.join('\n')).toMatch(hint);
  });

  test('a part of the request', () => {
    const request = { ...pair, sorcePlans: 'x' };
    expect(thrown(() => check(request, options))).toMatchObject({
      code: 'usage',
      hints: expect.arrayContaining(['Did you mean sourcePlans?']),
    });
  });

  test('a config', () => {
    expect(given({ config: 'gone.json' }).code).toBe('config');
    expect(thrown(() => check(undefined, options)).code).toBe('usage');
  });

  test('a rule that breaks down', () => {
    const broken = defineRule({
      id: 'team/broken',
      subject: 'transfer',
      severity: 'warning',
      summary: 'It holds.',
      remedy: 'Nothing.',
      messages: { never: () => 'Never.' },
      // biome-ignore lint/correctness/useYield: it breaks down before it could
      *check() {
        throw new Error('on purpose');
      },
    });
    expect(given({ rules: [...rules, broken] })).toMatchObject({
      code: 'rule-failed',
      message: expect.stringMatching(/team\/broken failed on .*on purpose/),
    });
  });
});

test('the verdict is an answer of its own', () => {
  const moved = projectStorage('examples/transfer');
  const ready = { source: '121', target: '122', sourcePlans: 'TinyPlans', targetPlans: 'PretrainedPlansCustom' };
  expect(check(ready, { ...options, storage: moved }).verdict).toBe('start');
  expect(check(pair, options).verdict).toBe('do not start');
  // Whoever calls errors warnings still must not start.
  const calm = check(pair, { ...options, settings: { 'transfer/wrong-direction': 'off' } });
  expect(calm.verdict).toBe('do not start');
});

test('nnunet, trainer and config are heard', () => {
  const moved = { ...options, storage: projectStorage('examples/transfer') };
  const ready = { source: '121', target: '122', sourcePlans: 'TinyPlans', targetPlans: 'PretrainedPlansCustom' };
  const rulesOf = (report: Report) => report.findings.map(({ rule }) => rule);
  expect(rulesOf(check(ready, moved))).not.toContain('transfer/trainer-network');
  expect(rulesOf(check(ready, { ...moved, trainer: 'nnUNetTrainerBN' }))).toContain('transfer/trainer-network');
  const text = JSON.stringify({
    transfers: [{ pretraining: '121/TinyPlans', finetuning: '122/TinyPlans' }],
    rules: { 'transfer/wrong-direction': 'off' },
  });
  const configured = projectStorage('examples/own-plans', { 'team.json': new TextEncoder().encode(text) });
  const report = check(undefined, { ...options, storage: configured, config: 'team.json' });
  expect(report.verdict).toBe('do not start');
  expect(rulesOf(report)).not.toContain('transfer/wrong-direction');
  // What the program says comes before what the config says.
  const settings = { 'transfer/wrong-direction': 'warning' } as const;
  expect(rulesOf(check(undefined, { ...options, storage: configured, config: 'team.json', settings }))).toContain(
    'transfer/wrong-direction',
  );
});
