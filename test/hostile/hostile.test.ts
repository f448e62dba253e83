import { readdirSync, readFileSync } from 'node:fs';
import { nnplans, projectStorage } from '../support/command-line.js';

/** Written by test/hostile/prove.py, which also shows that each of them acts when the real torch opens it. */
const folder = 'test/fixtures/pickles/hostile';

interface Hostile {
  readonly file: string;
  readonly opener: 'torch.load' | 'pickle.load' | 'postprocessing';
  /** What has to be named. */
  readonly tells: readonly string[];
}

const cases: readonly Hostile[] = JSON.parse(readFileSync(`${folder}/cases.json`, 'utf8'));
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const cases121 = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans_3d_fullres';
const cases122 = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';

/** Where each lies when nnU-Net comes across it. */
function placeOf({ file, opener }: Hostile): string {
  if (opener === 'torch.load') return `${model}/fold_0/${file}`;
  return `${model}/crossval_results_folds_0/${file}`;
}

const storage = projectStorage(
  'examples/transfer',
  Object.fromEntries(cases.map((one) => [placeOf(one), new Uint8Array(readFileSync(`${folder}/${one.file}`))])),
);

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly location?: { readonly file: string };
  }[];
}

/** What the errors of a report say about what opening one file would do. */
function saidOf({ findings }: Report, file: string): string {
  return findings
    .filter(({ rule, location }) => rule === 'model/unexpected-global' && location?.file === file)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
    .join('\n');
}

function expectTold(text: string, { tells }: Hostile): void {
  expect(text).not.toBe('');
  for (const one of tells) expect(text).toContain(one);
}

test('every file has its case, and there are many', () => {
  const files = readdirSync(folder).filter((name) => name !== 'cases.json');
  expect(files.sort()).toEqual(cases.map(({ file }) => file).sort());
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

describe('audit', () => {
  let report: Report;
  beforeAll(async () => {
    const { code, stdout, stderr } = await nnplans(['audit', '--format', 'json'], { storage });
    expect([code, stderr]).toEqual([1, '']);
    report = JSON.parse(stdout);
  });

  test.each(cases.map((one) => [one.file, one] as const))('%s', (_file, one) => {
    expectTold(saidOf(report, placeOf(one)), one);
  });

  test('nothing is said of the files beside them', () => {
    const hostile = new Set(cases.map(placeOf));
    const others = report.findings.filter(({ rule }) => rule === 'model/unexpected-global');
    expect(others.filter(({ location }) => !hostile.has(location?.file ?? ''))).toEqual([]);
  });
});

test.each(cases.map((one) => [one.file, one] as const))('show %s', async (_file, one) => {
  const { code, stdout } = await nnplans(['show', placeOf(one), '--format', 'json'], { storage });
  expect(code).toBe(1);
  const { alarms, facts } = JSON.parse(stdout);
  expectTold(alarms.join('\n'), one);
  expect(facts.needs ?? []).not.toBe('data and nothing else');
  const table = await nnplans(['show', placeOf(one)], { storage });
  expect(table.stdout).not.toContain('data and nothing else');
});

const checkpoints = cases.filter(({ opener }) => opener === 'torch.load');

test('match', async () => {
  const files = checkpoints.map(placeOf);
  const { code, stdout } = await nnplans(['match', ...files, 'nnUNet_preprocessed', '--format', 'json'], { storage });
  expect(code).toBe(1);
  const { alarms } = JSON.parse(stdout) as { alarms: readonly string[] };
  for (const one of checkpoints) expectTold(alarms.filter((line) => line.startsWith(`${one.file} `)).join('\n'), one);
});

test.each(checkpoints.map((one) => [one.file, one] as const))('check with %s', async (_file, one) => {
  const words = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'PretrainedPlansCustom'];
  const only = ['--rule', 'model/unexpected-global', '--format', 'json'];
  const { code, stdout } = await nnplans([...words, '--checkpoint', placeOf(one), ...only], { storage });
  expect(code).toBe(1);
  expectTold(saidOf(JSON.parse(stdout), placeOf(one)), one);
});

describe('where nnU-Net comes across them', () => {
  const read = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`));
  const places = {
    'downloads/weights.bin': read('machine-popped.pth'),
    'downloads/postprocessing.pkl': read('postprocessing-named.pkl'),
    [`${cases121}/abd_001.pkl`]: read('case-properties.pkl'),
    [`${cases122}/pan_001.pkl`]: read('case-numpy-object.pkl'),
    [`${model}/postprocessing.pkl`]: read('postprocessing-named.pkl'),
    [`${model}/plans.pkl`]: read('plans-of-version-1.pkl'),
    [`${model}/fold_0/validation/abd_001.pkl`]: read('case-numpy-object.pkl'),
    [`${model}/fold_0/weights.model`]: read('legacy-keys.pth'),
  };
  const told = async (words: string) => {
    const { code, stdout } = await nnplans(words, { storage: projectStorage('examples/transfer', places) });
    return { code, said: (file: string) => saidOf(JSON.parse(stdout), file) };
  };

  test('audit', async () => {
    const { code, said } = await told('audit --format json');
    expect(code).toBe(1);
    expect(said(`${cases121}/abd_001.pkl`)).toContain('os.system');
    expect(said(`${cases122}/pan_001.pkl`)).toContain('os.system');
    expect(said(`${model}/postprocessing.pkl`)).toContain('planted.act');
    expect(said(`${model}/plans.pkl`)).toContain('os.system');
    expect(said(`${model}/fold_0/validation/abd_001.pkl`)).toContain('os.system');
    expect(said(`${model}/fold_0/weights.model`)).toContain('posix.system');
  });

  test.each([
    ['a file of any name', 'downloads/postprocessing.pkl', 'planted.act'],
    ['a folder of downloads', 'downloads', 'planted.act'],
  ])('audit of %s', async (_name, path, name) => {
    const { code, said } = await told(`audit ${path} --format json`);
    expect(code).toBe(1);
    expect(said('downloads/postprocessing.pkl')).toContain(name);
  });

  test('a model without its plans.json', async () => {
    const { code, said } = await told(`audit ${model} --format json`);
    expect(code).toBe(1);
    const without = projectStorage('examples/transfer', { ...places, [`${model}/plans.json`]: undefined });
    const { stdout } = await nnplans(`audit ${model} --format json`, { storage: without });
    expect(saidOf(JSON.parse(stdout), `${model}/fold_0/weights.model`)).toBe(said(`${model}/fold_0/weights.model`));
  });

  test('the weights that a command names, whatever they are called', async () => {
    const command =
      'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights downloads/weights.bin';
    const { code, said } = await told(`check --format json -- ${command}`);
    expect(code).toBe(1);
    expect(said('downloads/weights.bin')).toContain('os.system');
    expect(said(`${cases122}/pan_001.pkl`)).toContain('os.system');
  });

  test('the postprocessing that a command names', async () => {
    const command = 'nnUNetv2_apply_postprocessing -i a -o b -pp_pkl_file downloads/postprocessing.pkl';
    const { code, said } = await told(`check --format json -- ${command}`);
    expect(code).toBe(1);
    expect(said('downloads/postprocessing.pkl')).toContain('planted.act');
  });
});
