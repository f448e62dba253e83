import type { Finding, Report, SubjectEntry } from '../../src/engine/report.js';
import { severities } from '../../src/engine/severity.js';
import { subjectsByGravity } from '../../src/report/subject-findings.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { auditReport, finding } from '../support/reports.js';

/** Label, file and rules of everything that is listed. */
function listed(subjects: readonly SubjectEntry[], findings: readonly Finding[]) {
  return subjectsByGravity(auditReport(findings, { subjects })).map(({ entry, findings: about }) => [
    entry.file ?? entry.label,
    about.map(({ rule }) => rule),
  ]);
}

const dataset = (root: string): SubjectEntry => ({
  kind: 'dataset',
  label: 'Dataset001_A',
  file: `${root}/nnUNet_preprocessed/Dataset001_A`,
  folders: [`${root}/nnUNet_results/Dataset001_A`],
});

test('of datasets with the same name in several roots, a finding about a model stands with the one whose model it is', () => {
  const subject = 'Dataset001_A/nnUNetTrainer__P__2d';
  const drift = finding({
    rule: 'model/plans-drift',
    subject,
    location: { file: 'b/nnUNet_results/Dataset001_A/nnUNetTrainer__P__2d/plans.json' },
  });
  expect(listed([dataset('a'), dataset('b'), dataset('a/b')], [drift])).toEqual([
    ['b/nnUNet_preprocessed/Dataset001_A', ['model/plans-drift']],
    ['a/nnUNet_preprocessed/Dataset001_A', []],
    ['a/b/nnUNet_preprocessed/Dataset001_A', []],
  ]);
});

test('a finding about a model that has a line of its own is not counted with its dataset too', () => {
  const model = { kind: 'model', label: 'Dataset001_A/nnUNetTrainer__P__2d', file: 'models/nnUNetTrainer__P__2d' };
  const inModel = finding({
    subject: `${model.label}/fold_0/checkpoint_final.pth`,
    location: { file: `${model.file}/fold_0` },
  });
  expect(listed([dataset('a'), model], [inModel])).toEqual([
    [model.file, [inModel.rule]],
    ['a/nnUNet_preprocessed/Dataset001_A', []],
  ]);
});

test('what is found about all datasets together has a line of its own', () => {
  const { location, ...unplaced } = finding({ rule: 'dataset/id-unique', subject: 'nnUNet_preprocessed' });
  expect(listed([dataset('a')], [unplaced])).toEqual([
    ['nnUNet_preprocessed', ['dataset/id-unique']],
    ['a/nnUNet_preprocessed/Dataset001_A', []],
  ]);
});

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

test.each([
  ['an audit of a root', 'examples/own-plans', 'audit'],
  ['an audit of everything there is', 'examples/transfer', 'audit /'],
  ['an audit of several paths', 'examples/transfer', `audit nnUNet_preprocessed ${model}`],
  [
    'a command',
    'examples/transfer',
    'check -- nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainerX',
  ],
  ['a command about the wrong configuration', 'examples/transfer', 'check -- nnUNetv2_train 122 3d 0 -p TinyPlans'],
  ['a prediction', 'examples/transfer', 'check -- nnUNetv2_predict -i in -o out -d 121 -c 3d_fullres -p TinyPlans'],
])('the numbers add up to those of the summary: %s', async (_name, project, words) => {
  // Two datasets with one id: a finding about all of them together.
  const storage = projectStorage(project, { 'nnUNet_preprocessed/Dataset121_Other/dataset.json': '{' });
  const { stdout } = await nnplans(words.replace(/^\w+/, '$& --format json'), { storage });
  const report: Report = JSON.parse(stdout);
  const all = subjectsByGravity(report).flatMap(({ findings }) => findings);
  for (const severity of severities)
    expect(all.filter((one) => one.severity === severity)).toHaveLength(report.summary[severity]);
  expect(all.length).toBeGreaterThan(0);
});

test('the table lists the command beside its dataset, so that no tick stands for a command that fails', async () => {
  const words = 'check -- nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainerX';
  const { stdout } = await nnplans(words, { storage: projectStorage('examples/transfer') });
  expect(stdout).toMatch(/^ the command {2,}–.* ✗ 1$/m);
  expect(stdout).toMatch(/^ Dataset122_PancreasCT .*✓$/m);
});
