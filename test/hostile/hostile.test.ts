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
const data = 'nnUNet_preprocessed/Dataset121_AbdomenCT/nnUNetPlans_3d_fullres';

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
  const { code, stdout } = await nnplans([...words, '--checkpoint', placeOf(one), '--format', 'json'], { storage });
  expect(code).toBe(1);
  expectTold(saidOf(JSON.parse(stdout), placeOf(one)), one);
});

test('the properties of a case, and a postprocessing.pkl where nnU-Net looks for it', async () => {
  const read = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`));
  const places = {
    [`${data}/abd_000.pkl`]: read('case-properties.pkl'),
    [`${model}/postprocessing.pkl`]: read('postprocessing-named.pkl'),
    [`${model}/fold_0/validation/abd_001.pkl`]: read('case-numpy-object.pkl'),
  };
  const { stdout } = await nnplans(['audit', '--format', 'json'], {
    storage: projectStorage('examples/transfer', places),
  });
  const report: Report = JSON.parse(stdout);
  expect(saidOf(report, `${model}/postprocessing.pkl`)).toContain('planted.act');
  expect(saidOf(report, `${model}/fold_0/validation/abd_001.pkl`)).toContain('os.system');
});
