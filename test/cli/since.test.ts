import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/engine/report.js';
import { nodeStorage } from '../../src/io/node-storage.js';
import { nnplans } from '../support/command-line.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
let outside = '';
let repository = '';

function git(...words: string[]): void {
  const named = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...words];
  execFileSync('git', named, { cwd: repository, stdio: 'pipe' });
}

function edit(configuration: string, path = plans): void {
  const file = join(repository, path);
  const from = `"data_identifier": "PretrainedPlansCustom_${configuration}"`;
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, '"data_identifier": ".."'));
}

async function run(words: string, cwd = repository) {
  const outcome = await nnplans(`${words} --format json`, { storage: nodeStorage(), cwd, env: {} });
  const report = outcome.stdout === '' ? undefined : (JSON.parse(outcome.stdout) as Report);
  return { ...outcome, report, places: report?.findings.map(({ location }) => location?.pointer) };
}

beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'nnplans-since-')));
  repository = join(outside, 'repository');
  cpSync('test/examples/transfer', repository, { recursive: true });
  git('init', '--quiet');
  edit('2d');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
});

afterEach(() => rmSync(outside, { recursive: true, force: true }));

const unsafe = '/configurations/3d_fullres/data_identifier';

test.each(['audit .', 'check --preprocessed nnUNet_preprocessed -s 121 -t 122 -tp PretrainedPlansCustom'])(
  '%s tells of what the revision did not have, committed or not',
  async (words) => {
    expect(await run(`${words} --since HEAD`)).toMatchObject({ code: 0, places: [] });
    edit('3d_fullres');
    expect(await run(`${words} --since HEAD`)).toMatchObject({ code: 1, places: [unsafe] });
    git('commit', '--quiet', '--all', '--message', 'second');
    const { report } = await run(`${words} --since HEAD`);
    expect(report?.since).toEqual({ revision: 'HEAD', known: expect.any(Number) });
    expect(await run(`${words} --since HEAD~1`)).toMatchObject({ code: 1, places: [unsafe] });
  },
);

test('a renamed file brings nothing new, an untracked one all that it holds', async () => {
  mkdirSync(join(repository, 'experiments'));
  writeFileSync(join(repository, 'experiments/MyPlans.json'), readFileSync(join(repository, plans)));
  expect((await run('audit experiments --since HEAD')).report?.summary.error).toBeGreaterThan(0);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'more');
  renameSync(join(repository, 'experiments'), join(repository, 'studies'));
  expect(await run('audit studies --since HEAD --rule plans/data-identifier-safe')).toMatchObject({ code: 1 });
  expect(await run('audit . --since HEAD --rule plans/data-identifier-safe')).toMatchObject({ code: 0, places: [] });
});

test('a folder of the repository may be the working folder', async () => {
  edit('3d_fullres');
  const folder = join(repository, 'nnUNet_preprocessed/Dataset122_PancreasCT');
  expect(await run('audit . --since HEAD', folder)).toMatchObject({ code: 1, places: [unsafe] });
});

test('what git ignores is the same in both states', async () => {
  writeFileSync(join(repository, '.gitignore'), 'nnUNet_results/\n');
  git('rm', '-r', '--quiet', '--cached', 'nnUNet_results');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'without results');
  expect(await run('audit . --since HEAD')).toMatchObject({ code: 0, places: [] });
  const alone = await run(
    'audit nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres --since HEAD',
  );
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('git keeps nothing of what was looked at') });
});

test('exit code 2 for a revision that cannot be read, with what to do', async () => {
  const unknown = await run('audit . --since release');
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('--since release: git knows no revision release');
  expect(unknown.stderr).toContain('git fetch origin release');
  edit('3d_fullres');
  git('commit', '--quiet', '--all', '--message', 'second');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository}`, join(outside, 'shallow')], {
    stdio: 'pipe',
  });
  expect((await run('audit . --since HEAD~1', join(outside, 'shallow'))).stderr).toContain('git fetch --unshallow');
  rmSync(join(repository, '.git'), { recursive: true });
  expect((await run('audit . --since HEAD')).stderr).toContain('is not in a git repository');
});

test('it does not go with writing a baseline, nor with a command of nnU-Net', async () => {
  expect((await run('audit . --since HEAD --baseline b.json --update-baseline')).stderr).toContain('leave out --since');
  expect((await run('check --since HEAD -- nnUNetv2_train 122 2d 0')).code).toBe(2);
});
