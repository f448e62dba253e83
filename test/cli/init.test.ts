import { memoryStorage } from '../../src/io/memory-storage.js';
import type { Storage } from '../../src/io/storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const elsewhere = { env: {} };

async function written(storage: Storage, words = 'init', cwd = '/', env: Readonly<Record<string, string>> = {}) {
  const outcome = await nnplans(words, { storage, cwd, env });
  const [[path, text] = ['', '{}'], second] = [...outcome.written];
  expect(second).toBeUndefined();
  return { ...outcome, path, text, config: JSON.parse(text) };
}

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

function withPlans(change: (text: string) => string): Storage {
  const storage = projectStorage('examples/transfer');
  const text = new TextDecoder().decode(storage.readBytes(`/${plans}`, 1e6));
  return projectStorage('examples/transfer', { [plans]: change(text) });
}

test('roots below the folder, and the transfer that the plans tell of', async () => {
  const { path, config, stdout, code } = await written(projectStorage('examples/transfer'));
  expect({ path, code }).toEqual({ path: '/nnplans.config.json', code: 0 });
  expect(config).toEqual({
    $schema: 'https://nnplans.dev/schemas/1/config.schema.json',
    extends: ['recommended'],
    roots: {
      nnUNet_raw: 'nnUNet_raw',
      nnUNet_preprocessed: 'nnUNet_preprocessed',
      nnUNet_results: 'nnUNet_results',
    },
    rules: {},
    transfers: [{ pretraining: '121/TinyPlans', finetuning: '122/PretrainedPlansCustom' }],
  });
  expect(stdout).toBe(` nnplans.config.json is written.

 roots       nnUNet_raw, nnUNet_preprocessed, nnUNet_results
 transfer    121/TinyPlans → 122/PretrainedPlansCustom

 Check these transfers:  nnplans check
 Look at everything:     nnplans audit
`);
});

test('what it writes holds, and check and audit go by it', async () => {
  const { text } = await written(projectStorage('examples/transfer'));
  const storage = projectStorage('examples/transfer', { 'nnplans.config.json': text });
  for (const words of ['check', 'audit']) {
    expect(await nnplans(words, { storage, ...elsewhere })).toMatchObject({ code: 0, stderr: '' });
  }
  expect((await nnplans('audit --rule config', { storage, ...elsewhere })).code).toBe(0);
});

test('plans that were edited after the move are recognized, and of several sources the nearest', async () => {
  const copy = '/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  const original = new TextDecoder().decode(projectStorage('examples/transfer').readBytes(copy, 1e6));
  const other = original.replace(/"batch_size": \d+/g, '"batch_size": 7');
  const edited = withPlans((text) => text.replace(/"patch_size": \[\s*\d+/, '"patch_size": [ 8'));
  const storage = projectStorage('examples/transfer', {
    [plans]: new TextDecoder().decode(edited.readBytes(`/${plans}`, 1e6)),
    'nnUNet_preprocessed/Dataset121_AbdomenCT/OtherPlans.json': other,
  });
  expect((await written(storage)).config.transfers).toEqual([
    { pretraining: '121/TinyPlans', finetuning: '122/PretrainedPlansCustom' },
  ]);
});

test('plans that could come from two files are named, not guessed', async () => {
  const source = '/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
  const bytes = projectStorage('examples/transfer').readBytes(source, 1e6);
  const storage = projectStorage('examples/transfer', {
    'nnUNet_preprocessed/Dataset121_AbdomenCT/CopiedPlans.json': bytes,
  });
  const { config, stdout } = await written(storage);
  expect(config.transfers).toBeUndefined();
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Add the transfer to Dataset122_PancreasCT/PretrainedPlansCustom by hand: it was made from Dataset121_AbdomenCT, but',
  );
});

test('the other direction', async () => {
  const { config } = await written(projectStorage('examples/transfer'), 'init --direction finetuning-to-pretraining');
  expect(config).toMatchObject({
    direction: 'finetuning-to-pretraining',
    transfers: [{ pretraining: '122/PretrainedPlansCustom', finetuning: '121/TinyPlans' }],
  });
});

test('classes that nnU-Net does not bring along, of plans and of models', async () => {
  const storage = withPlans((text) => text.replaceAll('"DefaultPreprocessor"', '"VesselPreprocessor"'));
  const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainerVessel__TinyPlans__3d_fullres/plans.json';
  const source = storage.readBytes('/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', 1e6);
  const foreign = projectStorage('examples/transfer', {
    [plans]: storage.readBytes(`/${plans}`, 1e6),
    [model]: source,
  });
  const { config } = await written(foreign);
  expect(config.knownClasses).toEqual(['VesselPreprocessor', 'nnUNetTrainerVessel']);
});

test('an experiment repository: plans beside their fingerprints, without any root', async () => {
  const example = projectStorage('examples/transfer');
  const file = (path: string) => example.readBytes(`/nnUNet_preprocessed/${path}`, 1e6);
  const storage = memoryStorage(
    new Map([
      ['repo/pretraining/plans.json', file('Dataset121_AbdomenCT/TinyPlans.json')],
      ['repo/pretraining/dataset_fingerprint.json', file('Dataset121_AbdomenCT/dataset_fingerprint.json')],
      ['repo/finetuning/plans.json', file('Dataset122_PancreasCT/PretrainedPlansCustom.json')],
      ['repo/finetuning/dataset_fingerprint.json', file('Dataset122_PancreasCT/dataset_fingerprint.json')],
    ]),
  );
  const { config } = await written(storage, 'init', '/repo');
  expect(config.roots).toBeUndefined();
  expect(config.transfers).toEqual([{ pretraining: 'pretraining/plans.json', finetuning: 'finetuning/plans.json' }]);
});

test('roots of the environment are looked into, and not written down', async () => {
  const storage = projectStorage('examples/transfer', { 'repo/x': '' });
  const env = { nnUNet_preprocessed: '/nnUNet_preprocessed' };
  const { config, path } = await written(storage, 'init repo', '/', env);
  expect(path).toBe('/repo/nnplans.config.json');
  expect(config.roots).toBeUndefined();
  expect(config.transfers).toHaveLength(1);
  const named = await written(storage, 'init --preprocessed ../nnUNet_preprocessed', '/repo');
  expect(named.config.roots).toMatchObject({ nnUNet_preprocessed: '/nnUNet_preprocessed' });
});

test('several preprocessed roots: the choice is left to the user', async () => {
  const example = projectStorage('examples/transfer');
  const bytes = example.readBytes(`/${plans}`, 1e6);
  const storage = projectStorage('examples/transfer', {
    'backup/nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json': bytes,
  });
  const { config, stdout } = await written(storage);
  expect(config.roots).toBeUndefined();
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Choose one: nnplans init / --preprocessed /backup/nnUNet_preprocessed',
  );
});

test('nothing there: a config all the same', async () => {
  const { config, stdout } = await written(memoryStorage(new Map([['repo/x', '']])), 'init', '/repo');
  expect(Object.keys(config)).toEqual(['$schema', 'extends', 'rules']);
  expect(stdout).toContain('No roots, moved plans or classes of a fork were found.');
  expect(stdout).not.toContain('nnplans check');
});

test('the schema of an installed package', async () => {
  const storage = memoryStorage(new Map([['repo/node_modules/nnplans/schemas/config.schema.json', '{}']]));
  const { config } = await written(storage, 'init', '/repo');
  expect(config.$schema).toBe('./node_modules/nnplans/schemas/config.schema.json');
});

test('an existing config is replaced only with --force', async () => {
  const storage = projectStorage('examples/transfer', { 'nnplans.config.json': '{"direction": "either"}' });
  const refused = await nnplans('init', { storage });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.written.size).toBe(0);
  expect(refused.stderr).toContain('nnplans.config.json is there already.\n  To replace it, add --force.');
  expect((await written(storage, 'init --force')).config.direction).toBeUndefined();
});

test('a folder that is none', async () => {
  const outcome = await nnplans('init gone', { storage: projectStorage('examples/transfer') });
  expect(outcome).toMatchObject({ code: 2, stderr: 'nnplans: gone is no folder.\n' });
});
