import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { gitlabProblems, junitProblems, sarifProblems } from '../support/official-schemas.js';

const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

test.each([
  ['a check with findings', 'examples/own-plans', 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans', {}],
  ['a clean check', 'examples/transfer', 'check -s 121 -t 122 -tp PretrainedPlansCustom', {}],
  [
    'a check with a checkpoint',
    'examples/transfer',
    `check -s 121 -t 122 -tp PretrainedPlansCustom --checkpoint ${model}/fold_0/checkpoint_final.pth`,
    {},
  ],
  ['a transfer', 'examples/own-plans', 'transfer -s 121 -t 122 -sp TinyPlans -tp Moved --write', {}],
  [
    'a transfer onto other plans',
    'examples/own-plans',
    'transfer -s 121 -t 122 -sp TinyPlans -tp TinyPlans --write --force --fail-on never',
    {},
  ],
  [
    'a transfer that is refused',
    'examples/own-plans',
    'transfer -s 121 -t 122 -sp TinyPlans -tp TinyPlans --write',
    {},
  ],
  ['an audit', 'examples/own-plans', 'audit', {}],
  [
    'an audit of a broken file',
    'examples/transfer',
    'audit',
    { [plans]: '{"configurations": {"2d": {"spacing": [NaN' },
  ],
  ['an audit of a lone file', 'examples/transfer', `audit ${plans}`, {}],
  ['an audit of a model folder', 'examples/transfer', `audit ${model}`, {}],
  ['an audit of everything there is', 'examples/transfer', 'audit /', {}],
  ['a command', 'examples/transfer', 'check -- nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom', {}],
])(
  '%s keeps to the published schema, and in the formats of others to theirs',
  async (_what, project, words, changes) => {
    const { stdout, code, written } = await nnplans(
      words.replace(/^\w+/, '$& --format json -o sarif=s -o junit=j -o gitlab=g'),
      {
        storage: projectStorage(project, changes),
      },
    );
    expect(code).toBeLessThan(2);
    const report = JSON.parse(stdout);
    validate(report);
    expect(validate.errors).toBeNull();
    const count = (severity: string) =>
      report.findings.filter((finding: { severity: string }) => finding.severity === severity).length;
    expect(report.summary).toMatchObject({ error: count('error'), warning: count('warning'), info: count('info') });
    expect(report.summary.notChecked).toBe(report.notChecked.length);
    expect(sarifProblems(written.get('/s') ?? '')).toEqual([]);
    expect(await junitProblems(written.get('/j') ?? '')).toEqual([]);
    expect(gitlabProblems(written.get('/g') ?? '')).toEqual([]);
  },
);

test('a report in a file is the same, and the table beside it stays', async () => {
  const storage = projectStorage('examples/own-plans');
  const words = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans';
  const both = await nnplans(`${words} -o table -o json=out/report.json`, { storage, cwd: '/' });
  const table = await nnplans(words, { storage });
  const json = await nnplans(`${words} --format json`, { storage });
  expect(both.stdout).toBe(table.stdout);
  expect([...both.written]).toEqual([['/out/report.json', json.stdout]]);
  const fileOnly = await nnplans(`${words} -o json=report.json`, { storage });
  expect(fileOnly).toMatchObject({ stdout: '', code: 1 });
});
