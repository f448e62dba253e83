import { rules } from '../../rules/index.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const config = {
  extends: ['./team.json'],
  roots: { nnUNet_raw: 'raw' },
  rules: { 'plans/schema': 'warning' },
  overrides: [
    { files: 'legacy/**', rules: { 'plans/schema': 'off' } },
    { pointer: '/configurations/2d', rules: { 'transfer/spacing-match': ['info', { rtol: 0.1 }] } },
  ],
  suppressions: [
    { rule: 'plans/dead-key', files: 'legacy', reason: 'old' },
    { rule: 'plans/dead-key', files: 'new', reason: 'new' },
  ],
};

async function printed(path: string, words = 'audit', cwd = '/') {
  const storage = projectStorage('examples/own-plans', {
    'nnplans.config.json': JSON.stringify(config),
    'team.json': JSON.stringify({ direction: 'either', knownClasses: ['MyNet'] }),
    'deep/x': '',
  });
  const { stdout, code } = await nnplans(`${words} --print-config ${path}`, { storage, cwd });
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

test('everything that holds for a file', async () => {
  const found = await printed('legacy/plans.json');
  expect(found).toMatchObject({
    file: 'legacy/plans.json',
    configs: ['team.json', 'nnplans.config.json'],
    roots: { nnUNet_raw: '/raw', nnUNet_preprocessed: '/nnUNet_preprocessed' },
    direction: 'either',
    knownClasses: ['MyNet'],
    suppressions: [{ rule: 'plans/dead-key', reason: 'old', config: 'nnplans.config.json' }],
  });
  expect(Object.keys(found.rules)).toEqual(rules.map((rule) => rule.id));
  expect(found.rules['plans/schema']).toBe('off');
  expect(found.rules['transfer/spacing-match']).toEqual(['error', { rtol: 1e-5, atol: expect.any(Number) }]);
});

test.each(['#2d', '#/configurations/2d', '#/configurations/2d/spacing'])('a place in a file: %s', async (place) => {
  const found = await printed(`plans.json${place}`);
  expect(found.rules['transfer/spacing-match']).toEqual(['info', { rtol: 0.1, atol: expect.any(Number) }]);
  expect(found.rules['plans/schema']).toBe('warning');
});

test('options of the command line count, and paths start in the working folder', async () => {
  const found = await printed(
    '../legacy/plans.json',
    'check --direction pretraining-to-finetuning --rule plans',
    '/deep',
  );
  expect(found.direction).toBe('pretraining-to-finetuning');
  expect(Object.keys(found.rules).every((id) => id.startsWith('plans/'))).toBe(true);
  expect(found.suppressions).toHaveLength(1);
});
