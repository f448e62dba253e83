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

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

describe.each([
  ['no JSON', secret],
  ['an object of something else', json.replace('"configurations": 1', '"token": "hunter2"')],
  ['a list of something else', '["hunter2", { "password": "password" }]'],
])('a link to %s', (_what, content) => {
  test.each([
    plans,
    plans.replace('TinyPlans', 'dataset'),
    plans.replace('TinyPlans', 'splits_final'),
    plans.replace('TinyPlans', 'dataset_fingerprint'),
    plans.replace('TinyPlans', 'otherPlans'),
    `${model}/plans.json`,
    `${model}/dataset.json`,
  ])('in place of %s is not quoted', async (path) => {
    const storage = projectStorage('examples/own-plans', {
      [path]: { linkTo: '/secrets/token' },
      'secrets/token': content,
    });
    const both = '-o table -o json=report.json';
    const commands = [
      `audit ${both}`,
      `audit . ${both}`,
      `audit ${model} ${both}`,
      `check -s 121 -t 122 -sp TinyPlans -tp TinyPlans ${both}`,
      `transfer -s 122 -t 121 -sp TinyPlans -tp New ${both}`,
      ...[`match ${model}`, `show ${model}`, 'show nnUNet_preprocessed/Dataset122_PancreasCT'].flatMap((words) => [
        words,
        `${words} --format json`,
      ]),
      'init .',
    ];
    for (const words of commands) {
      const { stdout, stderr, written } = await nnplans(words, { storage });
      const all = [stdout, stderr, ...written.values()].join('\n');
      expect({ words, found: all.match(/.*(hunter2|password).*/)?.[0] }).toEqual({ words });
    }
  });
});

test('plans that are linked are judged as any others', async () => {
  const other = plans.replace('Dataset122_PancreasCT', 'Dataset121_AbdomenCT');
  const storage = projectStorage('examples/own-plans', { [plans]: { linkTo: `/${other}` } });
  const { stdout } = await nnplans('audit --format json', { storage });
  const { findings } = JSON.parse(stdout);
  expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('plans/dataset-matches-folder');
});

test('within a repository, configs of other folders are quoted', async () => {
  const storage = projectStorage('examples/own-plans', {
    '.git/HEAD': '',
    'work/nnplans.config.json': '{ "extends": ["../team.json"] }',
    'team.json': '{ "rules": { "no/rule": "off" } }',
  });
  const { stderr } = await nnplans('audit', { storage, cwd: '/work' });
  expect(stderr).toContain('no/rule');
});
