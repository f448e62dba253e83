import { nnplans, projectStorage } from '../support/command-line.js';
import { torchText } from '../support/torch-text.js';

const results = 'nnUNet_results/Dataset121_AbdomenCT';
const model = `${results}/nnUNetTrainer__TinyPlans__3d_fullres`;
const hostile = torchText("(dS'network_weights'\n(dsS'x'\ncmy_fork\nScale\n(tRs.");

interface Setup {
  /** Where the config lies, which is the working folder. */
  readonly at: string;
  readonly config: unknown;
  readonly words: string;
}

/** What an audit or check says of a checkpoint that calls my_fork.Scale. */
async function said({ at, config, words }: Setup) {
  const storage = projectStorage('examples/transfer', {
    [`${model}/fold_0/checkpoint_final.pth`]: hostile,
    [`${at}/nnplans.config.json`]: JSON.stringify(config),
  });
  const { code, stdout, stderr } = await nnplans(`${words} --format json`, { storage, cwd: `/${at}` });
  expect(stderr).toBe('');
  const { findings, config: note } = JSON.parse(stdout);
  const open = findings.filter(
    ({ rule, suppressed }: { rule: string; suppressed?: unknown }) =>
      rule === 'model/unexpected-global' && suppressed === undefined,
  );
  return { code, severities: open.map(({ severity }: { severity: string }) => severity), note };
}

const silencing: readonly (readonly [string, unknown])[] = [
  ['the rule off', { rules: { 'model/unexpected-global': 'off' } }],
  ['the rule weak', { rules: { 'model/unexpected-global': 'info' } }],
  ['an override', { overrides: [{ files: '**', rules: { 'model/unexpected-global': 'off' } }] }],
  ['a suppression', { suppressions: [{ rule: 'model/unexpected-global', files: '**', reason: 'trust me' }] }],
  ['names of its own', { knownGlobals: ['my_fork.Scale'] }],
];

describe.each(silencing)('%s', (_name, config) => {
  test.each([
    ['the model folder, from within', model, 'audit .'],
    ['the model folder, from a fold', model, 'audit fold_0'],
    ['the file alone', `${model}/fold_0`, 'audit checkpoint_final.pth'],
    ['the folder of the dataset around it', results, 'audit .'],
  ])('has no say in %s', async (_place, at, words) => {
    expect(await said({ at, config, words })).toMatchObject({
      code: 1,
      severities: ['error'],
      note: { file: 'nnplans.config.json', ignored: ['model/unexpected-global', 'model/checkpoint-corrupt'] },
    });
  });

  test('has no say before a finetuning', async () => {
    const words = `check -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom --checkpoint fold_0/checkpoint_final.pth`;
    expect(await said({ at: model, config, words })).toMatchObject({ code: 1, severities: ['error'] });
  });

  test('counts from outside, and where it is named', async () => {
    const weak = JSON.stringify(config).includes('info') ? ['info'] : [];
    // A pattern of a config is one below its own folder.
    if (!JSON.stringify(config).includes('files')) {
      expect(await said({ at: 'mine', config, words: `audit ../${model}` })).toMatchObject({ severities: weak });
    }
    const named = 'audit . --config nnplans.config.json';
    expect(await said({ at: model, config, words: named })).toMatchObject({ severities: weak });
  });
});

test.each(['show', 'match'])('%s: names from within do not count, from outside they do', async (command) => {
  const run = async (at: string, file: string) => {
    const storage = projectStorage('examples/transfer', {
      [`${model}/fold_0/checkpoint_final.pth`]: hostile,
      [`${at}/nnplans.config.json`]: '{"knownGlobals": ["my_fork.Scale"]}',
    });
    const { stdout } = await nnplans(`${command} ${file} --format json`, { storage, cwd: `/${at}` });
    return JSON.parse(stdout).alarms ?? [];
  };
  expect(await run(model, 'fold_0/checkpoint_final.pth')).toEqual([expect.stringContaining('my_fork.Scale')]);
  expect(await run('mine', `../${model}/fold_0/checkpoint_final.pth`)).toEqual([]);
});

test('a config that turns rules off is named', async () => {
  const storage = projectStorage('examples/transfer', {
    'nnplans.config.json': '{"rules": {"plans/dead-key": "off", "dataset/labels": "off", "model/folds": "info"}}',
  });
  const { stdout } = await nnplans('audit', { storage });
  expect(stdout).toContain('nnplans.config.json turns off plans/dead-key, dataset/labels');
});

test.each([
  ['os', 'no module'],
  ['my_fork.*', 'a pattern'],
  ['my fork.Scale', 'a blank'],
])('%s is no exact name (%s)', async (name) => {
  const storage = projectStorage('examples/transfer', {
    'nnplans.config.json': JSON.stringify({ knownGlobals: [name] }),
  });
  const { code, stderr } = await nnplans('audit', { storage });
  expect(code).toBe(2);
  expect(stderr).toContain('no exact name');
});
