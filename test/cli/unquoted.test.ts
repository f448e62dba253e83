import { nnplans, projectStorage } from '../support/command-line.js';

const secret = 'hunter2 = "the password"\n';
const json = '{ "hunter2": "the password", "rules": { "hunter2": "hunter2" }, "configurations": 1 }';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json';

describe.each([
  ['no JSON', secret],
  ['JSON of another kind', json],
])('of a file elsewhere that is %s nothing is quoted', (_what, content) => {
  test.each([
    ['that a config extends', { 'repository/nnplans.config.json': '{ "extends": ["../secrets/token"] }' }],
    [
      'that a config extends by a link',
      { 'repository/nnplans.config.json': '{ "extends": ["./own"] }', 'repository/own': { linkTo: '/secrets/token' } },
    ],
    ['that is linked in place of a config', { 'repository/nnplans.config.json': { linkTo: '/secrets/token' } }],
  ])('%s', async (_how, files) => {
    const storage = projectStorage('examples/own-plans', { ...files, 'secrets/token': content });
    for (const words of ['audit', 'check -s 121 -t 122 -sp TinyPlans', 'rules', `audit --print-config x`]) {
      const { code, stdout, stderr } = await nnplans(words, { storage, cwd: '/repository' });
      expect(stdout + stderr).not.toMatch(/hunter2|password/);
      if (words.startsWith('audit'))
        expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--config') });
    }
  });

  test('that the user names it is', async () => {
    const storage = projectStorage('examples/own-plans', { 'secrets/token': content });
    const { stderr } = await nnplans('audit --config /secrets/token', { storage, cwd: '/nnUNet_preprocessed' });
    expect(stderr).toMatch(/hunter2/);
  });
});

test.each([plans, plans.replace('TinyPlans', 'dataset'), plans.replace('TinyPlans', 'splits_final')])(
  'a text that %s links to is not quoted where it is no JSON',
  async (path) => {
    const storage = projectStorage('examples/own-plans', {
      [path]: { linkTo: '/secrets/token' },
      'secrets/token': secret,
    });
    for (const words of [
      'audit',
      'audit .',
      'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans',
      `show ${path}`,
      `diff ${path} ${path}`,
    ]) {
      for (const format of ['', ' --format json']) {
        const { stdout, stderr } = await nnplans(words + format, { storage });
        expect(stdout + stderr).not.toMatch(/hunter2|password/);
      }
    }
  },
);

test('within a repository, configs of other folders are quoted', async () => {
  const storage = projectStorage('examples/own-plans', {
    '.git/HEAD': '',
    'work/nnplans.config.json': '{ "extends": ["../team.json"] }',
    'team.json': '{ "rules": { "no/rule": "off" } }',
  });
  const { stderr } = await nnplans('audit', { storage, cwd: '/work' });
  expect(stderr).toContain('no/rule');
});
