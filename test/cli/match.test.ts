import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schemas/match.schema.json';
import type { Storage } from '../../src/io/storage.js';
import type { MatchResult, WeightsMatch } from '../../src/report/weights-match.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const checkpoint = `${model}/fold_0/checkpoint_final.pth`;
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plans = `${finetuning}/PretrainedPlansCustom.json`;
const original = JSON.parse(new TextDecoder().decode(projectFiles('examples/transfer').get(plans)));
const isValid = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

async function matrix(argv: readonly string[], storage: Storage): Promise<WeightsMatch & { readonly code: number }> {
  const { code, stdout, stderr } = await nnplans(['match', ...argv, '--format', 'json'], { storage });
  expect(stderr).toBe('');
  const printed = JSON.parse(stdout);
  isValid(printed);
  expect(isValid.errors).toBeNull();
  return { ...printed, code };
}

/** The example with one value of the finetuning plans changed, at `configurations/3d_fullres/…`. */
function edited(path: readonly string[], value: unknown): Storage {
  const copy = structuredClone(original);
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce((inner, key) => inner[key], copy.configurations['3d_fullres']);
  holder[last] = value;
  return projectStorage('examples/transfer', { [plans]: JSON.stringify(copy) });
}

/** What becomes of the checkpoint in the 3d configuration of the finetuning plans. */
async function verdictFor(storage: Storage, more: readonly string[] = []): Promise<MatchResult> {
  const { results, targets } = await matrix([checkpoint, plans, '-c', '3d_fullres', ...more], storage);
  expect(targets).toMatchObject([{ plans: 'PretrainedPlansCustom', dataset: 'Dataset122_PancreasCT' }]);
  const [only] = results;
  if (only === undefined) throw new Error('no result');
  return only;
}

test('a checkpoint on everything in reach: it loads where its plans went, not where they are 2d', async () => {
  const { sources, targets, results, code } = await matrix([checkpoint], projectStorage('examples/transfer'));
  expect(code).toBe(0);
  expect(sources).toMatchObject([
    { evidence: 'checkpoint', configuration: '3d_fullres', dataset: 'Dataset121_AbdomenCT' },
  ]);
  const byTarget = targets.map(({ label, configuration }, i) => [label, configuration, results[i]?.verdict]);
  expect(byTarget).toEqual([
    ['Dataset121_AbdomenCT/TinyPlans', '2d', 'fails'],
    ['Dataset121_AbdomenCT/TinyPlans', '3d_fullres', 'loads'],
    ['Dataset122_PancreasCT/PretrainedPlansCustom', '2d', 'fails'],
    ['Dataset122_PancreasCT/PretrainedPlansCustom', '3d_fullres', 'loads'],
  ]);
  expect(results[0]).toMatchObject({ cause: '3D → 2D', error: expect.stringContaining('is not the same') });
});

describe('the one cause', () => {
  test.each([
    [
      'features',
      ['architecture', 'arch_kwargs', 'features_per_stage'],
      [2, 4, 8, 16],
      'features_per_stage of stage 3 8 → 16',
    ],
    [
      'kernels',
      ['architecture', 'arch_kwargs', 'kernel_sizes', '0'],
      [3, 3, 3],
      'kernel_sizes of stage 0 1 × 3 × 3 → 3 × 3 × 3',
    ],
    ['a class', ['architecture', 'network_class_name'], 'some.where.FancyNet', undefined],
  ])('%s', async (_name, path, value, cause) => {
    const found = await verdictFor(edited(path, value));
    expect(found.verdict).toBe(cause === undefined ? 'unknown' : 'fails');
    if (cause !== undefined) expect(found.cause).toBe(cause);
  });

  test('channels', async () => {
    const files = projectFiles('examples/transfer');
    const json = JSON.parse(new TextDecoder().decode(files.get(`${finetuning}/dataset.json`)));
    const four = JSON.stringify({ ...json, channel_names: { 0: 'T1', 1: 'T2', 2: 'FLAIR', 3: 'T1c' } });
    const storage = projectStorage('examples/transfer', { [`${finetuning}/dataset.json`]: four });
    expect(await verdictFor(storage)).toMatchObject({ verdict: 'fails', cause: '4 channels instead of 1' });
  });

  test('biases that the network has not are dropped without a word', async () => {
    const found = await verdictFor(edited(['architecture', 'arch_kwargs', 'conv_bias'], false));
    expect(found).toMatchObject({ verdict: 'drops-weights', cause: expect.stringContaining('conv_bias true → false') });
    expect(found.dropped).toBeGreaterThan(0);
    expect(found.failing).toBe(0);
  });

  test('it loads, but sees images of another spacing', async () => {
    const found = await verdictFor(edited(['spacing'], [2.5, 0.8, 0.8]));
    expect(found).toMatchObject({ verdict: 'other-input', cause: 'spacing', otherInput: ['spacing'] });
  });

  test('the trainer of the finetuning may build another network', async () => {
    expect(await verdictFor(projectStorage('examples/transfer'), ['-tr', 'nnUNetTrainerBN'])).toMatchObject({
      verdict: 'fails',
      cause: expect.stringContaining('InstanceNorm'),
    });
    expect(await verdictFor(projectStorage('examples/transfer'), ['-tr', 'MyTrainer'])).toMatchObject({
      verdict: 'unknown',
    });
  });
});

test('models as a matrix, every screen within 80 columns', async () => {
  const storage = projectStorage('checkpoints');
  const { code, stdout } = await nnplans(['match', 'nnUNet_results', 'nnUNet_preprocessed'], { storage });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ +A {3}B {3}C/m);
  expect(stdout).toMatch(/n_stages 5 → 4/);
  expect(stdout).not.toMatch(/undefined|\[object/);
  for (const line of stdout.split('\n')) {
    if (!/^\s+\S+\/\S+ \\$/.test(line)) expect([...line].length).toBeLessThanOrEqual(80);
  }
  const { sources, targets, results } = await matrix(['nnUNet_results', 'nnUNet_preprocessed'], storage);
  expect(results).toHaveLength(sources.length * targets.length);
  for (const [i, { source, target }] of results.entries()) {
    expect([target, source]).toEqual([Math.floor(i / sources.length), i % sources.length]);
  }
});

test('a model without checkpoints is predicted from its plans', async () => {
  const storage = projectStorage('examples/transfer', { [`${model}/fold_0`]: undefined });
  const { sources, results } = await matrix([model, plans, '-c', '3d_fullres'], storage);
  expect(sources).toMatchObject([{ evidence: 'plans' }]);
  expect(results).toMatchObject([{ verdict: 'loads' }]);
});

describe('exit codes', () => {
  test.each([
    ['0: something loads', [checkpoint, plans], {}, 0],
    ['1: nothing does', [checkpoint, plans, '-c', '2d'], {}, 1],
    ['2: no weights', [plans], {}, 2],
    ['2: no such configuration', [checkpoint, plans, '-c', '4d'], {}, 2],
    ['2: nothing there', ['nowhere.pth'], {}, 2],
    ['2: no plans', [checkpoint, 'empty'], { empty: { kind: 'folder' as const } }, 2],
    ['2: weights that cannot be read', [checkpoint, plans], { [checkpoint]: 'no checkpoint' }, 2],
  ] as const)('%s', async (_name, argv, changes, expected) => {
    const storage = projectStorage('examples/transfer', changes);
    const { code, stdout, stderr } = await nnplans(['match', ...argv], { storage });
    expect(code).toBe(expected);
    expect(stdout + stderr).toMatch(/\S/);
    expect(stdout + stderr).not.toMatch(/a fault of nnplans|undefined/);
  });

  test('2: nobody said where to look', async () => {
    const { code, stderr } = await nnplans(['match', checkpoint], {
      storage: projectStorage('examples/transfer'),
      env: {},
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('nnplans match CHECKPOINT nnUNet_preprocessed')]);
  });
});
