import { widthOf } from '../../src/report/terminal/width.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const own = { pretraining: '121/TinyPlans', finetuning: '122/TinyPlans', configurations: ['3d_fullres'] };
const same = { pretraining: '121/TinyPlans', finetuning: '121/TinyPlans' };

function run(transfers: unknown, words = 'check', place = 'nnplans.config.json', cwd = '/') {
  const storage = projectStorage('examples/own-plans', { [place]: JSON.stringify({ transfers }) });
  return nnplans(words, { storage, cwd });
}

test('check alone looks at every transfer of the config', async () => {
  const { stdout, code } = await run([own, same], 'check --format json');
  const { comparisons, subjects } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(
    comparisons.map((one: { finetuning: string; configuration: string }) => `${one.finetuning}#${one.configuration}`),
  ).toEqual([
    'Dataset122_PancreasCT/TinyPlans#3d_fullres',
    'Dataset121_AbdomenCT/TinyPlans#2d',
    'Dataset121_AbdomenCT/TinyPlans#3d_fullres',
  ]);
  expect(subjects.filter((one: { kind: string }) => one.kind === 'transfer')).toHaveLength(2);
});

test('one of them reads as if it had been typed', async () => {
  const typed = await run([], 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 3d_fullres');
  expect((await run([own])).stdout).toBe(typed.stdout);
});

test('several have a line each, and those that differ are shown side by side', async () => {
  const { stdout } = await run([own, same], 'check --rule transfer/spacing-match');
  expect(stdout).toContain(` pretraining                     finetuning                       findings
 ──────────────────────────────  ───────────────────────────────  ────────
 Dataset121_AbdomenCT/TinyPlans  Dataset122_PancreasCT/TinyPlans  ✗ 1
 Dataset121_AbdomenCT/TinyPlans  Dataset121_AbdomenCT/TinyPlans   ✓
`);
  expect(stdout.match(/^ spacing \(mm\)/gm)).toHaveLength(1);
  for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test('a finding about two transfers is reported once', async () => {
  const twice = [own, { ...own, configurations: ['2d', '3d_fullres'] }];
  const { stdout } = await run(twice, 'check --rule transfer/spacing-match --format json');
  expect(JSON.parse(stdout).findings).toHaveLength(2);
});

test('paths and checkpoints are relative to the config, names are those under the roots', async () => {
  const transfer = {
    pretraining: '../nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres',
    finetuning: 'Dataset122_PancreasCT/TinyPlans',
    checkpoint:
      '../nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
  };
  const { stdout, stderr } = await run([transfer], 'check', 'repo/nnplans.config.json', '/repo');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^ checkpoint +\/nnUNet_results\/Dataset121_AbdomenCT\//m);
});

test.each([
  [
    'a dataset',
    { ...own, finetuning: '123' },
    'nnplans.config.json:1:15: There is no dataset with id 123 in /nnUNet_preprocessed.',
  ],
  ['plans', { ...own, finetuning: '122/TinyPlan' }, 'Did you mean TinyPlans?'],
  ['a file', { ...own, pretraining: 'gone/plans.json' }, 'There is nothing at gone/plans.json'],
  ['a checkpoint', { ...own, checkpoint: 'gone.pth' }, '"checkpoint" is gone.pth, where there is nothing.'],
  ['a configuration', { ...own, configurations: ['3d_fulres'] }, 'Did you mean 3d_fullres?'],
])('what is not there: %s', async (_what, transfer, answer) => {
  const { code, stdout, stderr } = await run([transfer]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(answer);
});

test.each([
  ['check', 'No transfer is named: give -s PRETRAINING and -t FINETUNING.'],
  ['check -s 121', 'nnplans check needs -t FINETUNING beside -s.'],
  ['check -t 121', 'nnplans check needs -s PRETRAINING beside -t.'],
  ['check -c 2d', '-c goes with -s PRETRAINING and -t FINETUNING.'],
  ['check --checkpoint a.pth', '--checkpoint goes with -s PRETRAINING and -t FINETUNING.'],
])('%s without transfers in the config', async (words, answer) => {
  const { code, stderr } = await run([], words);
  expect(code).toBe(2);
  expect(stderr).toContain(answer);
});

test.each([
  ['no list', {}, '"transfers" is an object; a list of transfers was expected.'],
  [
    'one side',
    [{ pretraining: '121' }],
    'A transfer needs "finetuning": dataset and plans, such as "122/PretrainedPlans", or a file.',
  ],
  [
    'an empty side',
    [{ ...own, pretraining: '' }],
    '"pretraining" is ""; dataset and plans, such as "121/nnUNetPlans", or a file was expected.',
  ],
  ['a number', [{ ...own, finetuning: 122 }], '"finetuning" is 122'],
  ['one configuration', [{ ...own, configurations: '2d' }], '"configurations" is "2d"; a list of names was expected.'],
  ['an unknown key', [{ ...own, configuration: ['2d'] }], 'Did you mean "configurations"?'],
])('what does not hold: %s', async (_what, transfers, answer) => {
  const { code, stderr } = await run(transfers);
  expect(code).toBe(2);
  expect(stderr).toContain(answer);
});

test('transfers of the config say which of their suppressions are of no use', async () => {
  const storage = projectStorage('examples/own-plans', {
    'nnplans.config.json': JSON.stringify({
      transfers: [own],
      suppressions: [{ rule: 'transfer/axis-order-match', reason: 'turned on purpose' }],
    }),
  });
  const { stdout } = await nnplans('check', { storage });
  expect(stdout).toContain('config/unused-suppression');
});
