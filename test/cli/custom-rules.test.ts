import type { Report } from '../../src/engine/report.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const batch = {
  id: 'team/batch-size',
  subject: 'configuration',
  at: '/batch_size',
  schema: { minimum: 4 },
  message: 'The {key} is {value}; our machines want 4.',
  severity: 'warning',
};

async function audit(customRules: unknown, more: Readonly<Record<string, unknown>> = {}, words = 'audit --rule team') {
  const text = JSON.stringify({ customRules, ...more });
  const storage = projectStorage('examples/transfer', { 'nnplans.config.json': text });
  const outcome = await nnplans(`${words} --format json`, { storage });
  return { ...outcome, report: outcome.stdout === '' ? undefined : (JSON.parse(outcome.stdout) as Report) };
}

test('a rule of the config finds and words what it is told to, where it is written', async () => {
  const { report, code } = await audit([batch]);
  expect(code).toBe(0);
  expect(report?.findings[0]).toMatchObject({
    rule: 'team/batch-size',
    severity: 'warning',
    message: 'The batch_size is 3; our machines want 4.',
    location: { pointer: '/configurations/2d/batch_size', line: expect.any(Number) },
  });
  expect((await audit([batch], { rules: { 'team/batch-size': 'error' } })).code).toBe(1);
});

test.each([
  ['plans', '/configurations/*/spacing/*', { exclusiveMaximum: 0 }, 'TinyPlans.json'],
  ['dataset', '/channel_names/*', { const: 'MR' }, 'dataset.json'],
  ['fingerprint', '/spacings/*/0', { maximum: 0 }, 'dataset_fingerprint.json'],
  ['splits', '/*/train', { maxItems: 0 }, 'splits_final.json'],
])('it may be about %s', async (subject, at, schema, file) => {
  const { report } = await audit([{ ...batch, subject, at, schema, message: '{value} at {pointer}.' }]);
  const files = report?.findings.map(({ location }) => location?.file ?? '') ?? [];
  expect(files.some((name) => name.endsWith(file)) || report?.notChecked.some(({ rule }) => rule === batch.id)).toBe(
    true,
  );
  for (const { message } of report?.findings ?? []) expect(message).not.toMatch(/[{}]/);
});

test.each<[string, unknown, string]>([
  ['is no list', {}, '"customRules" is an object; a list of rules was expected.'],
  ['holds something else', [3], 'This rule is 3; an object was expected.'],
  ['has a name of ours', [{ ...batch, id: 'plans/mine' }], 'names that begin with plans/ are those of nnplans'],
  ['has one name twice', [batch, batch], 'there is a rule team/batch-size already'],
  ['has no name', [{ ...batch, id: undefined }], 'its id is missing'],
  ['is about nothing known', [{ ...batch, subject: 'plan' }], '"subject" is "plan"; it may be "plans"'],
  ['has no schema', [{ ...batch, schema: undefined }], 'This rule has no "schema"'],
  ['misspells a keyword', [{ ...batch, schema: { minimun: 4 } }], 'Did you mean "minimum"?'],
  ['misspells a key', [{ ...batch, mesage: 'x' }], 'Did you mean "message"?'],
  ['has no message', [{ ...batch, message: undefined }], 'The "message" of this rule is nothing; a text was expected.'],
  ['quotes what is not there', [{ ...batch, message: '{valeu}' }], 'A message knows nothing of {valeu}'],
  ['has a path for a pointer', [{ ...batch, at: 'batch_size' }], 'a JSON pointer such as "/spacing/*" was expected'],
])('a config that %s is refused, with the place', async (_what, customRules, answer) => {
  const { code, stderr } = await audit(customRules);
  expect(code).toBe(2);
  expect(stderr).toContain(answer);
  expect(stderr).toMatch(/nnplans\.config\.json:1:\d+: /);
});
