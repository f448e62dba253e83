import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, install } from '../support/installed.js';

let installed: Installation;
beforeAll(() => {
  installed = install();
}, 120_000);
afterAll(() => installed.remove());

const name = `it's $HOME "x" \`y\` %A\nEND_OF_JOB`;

/** A project in a folder whose name every shell would trip over. */
function project(): string {
  const folder = join(installed.project('own-plans'), name);
  mkdirSync(folder);
  cpSync('test/examples/own-plans', folder, { recursive: true });
  return folder;
}

/** What a cluster is to the script: runs the jobs of an array one after the other, and keeps the words that it was given. */
const sbatch = `#!/bin/bash
job=$(cat)
printf '%s\\n' "$@" >> "$SBATCH_LOG"
ids=1
for word; do [[ $word == --array=1-* ]] && ids=$(seq "\${word#--array=1-}"); done
for id in $ids; do
  SLURM_ARRAY_JOB_ID=77 SLURM_ARRAY_TASK_ID=$id bash -c "$job" >> "$SBATCH_LOG.out" 2>&1 || echo "exit $?" >> "$SBATCH_LOG.out"
done
echo '77;cluster'
`;

function withCluster(cwd: string, script: string) {
  const programs = join(cwd, 'programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'sbatch'), sbatch);
  chmodSync(join(programs, 'sbatch'), 0o755);
  const log = join(cwd, 'sbatch.log');
  const outcome = installed.bash(`PATH="$PWD/programs:$PATH"; ${script}`, { cwd, env: { SBATCH_LOG: log } });
  const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { ...outcome, words: text(log).split('\n'), output: text(`${log}.out`) };
}

const audit = `audit 'nnUNet_preprocessed' --config none`;

test('the script that is printed gives, submitted, the report of one run', () => {
  const cwd = project();
  const { status, stderr, words, output } = withCluster(
    cwd,
    `nnplans slurm ${audit} --parts 3 --folder 'out $x %j' --sbatch partition=cpu --sbatch 'comment=a  b' | bash`,
  );
  expect({ status, stderr, output }).toEqual({ status: 0, stderr: '', output: '' });
  expect(words).toEqual(
    expect.arrayContaining(['--array=1-3', '--partition=cpu', '--comment=a  b', '--dependency=afterany:77']),
  );
  expect(words).toContain('--output=out $x %%j/part-%A-%a.log');
  const folder = join(cwd, 'out $x %j');
  const parts = ['part-77-1.json', 'part-77-2.json', 'part-77-3.json'];
  expect(readdirSync(folder)).toEqual([...parts, 'report.html', 'report.json', 'report.txt']);
  const alone = installed.bash(`nnplans ${audit} --format json`, { cwd });
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe(alone.stdout);
});

test('--submit submits, the environment goes along, and the exit code of the last job is that of the audit', () => {
  const cwd = project();
  const { status, stdout, output } = withCluster(
    cwd,
    `export nnUNet_preprocessed="$PWD/nnUNet_preprocessed"
     nnplans slurm audit --config none --parts 2 --fail-on info --format compact --submit`,
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '77;cluster\n' });
  const alone = installed.bash(
    'export nnUNet_preprocessed="$PWD/nnUNet_preprocessed"; nnplans audit --config none --fail-on info --format compact || echo "exit $?"',
    { cwd },
  );
  expect(alone.stdout).toContain('exit 1');
  expect(output).toBe(alone.stdout);
});

test('a part that fails is told by the job that puts the parts together', () => {
  const cwd = project();
  const { output } = withCluster(cwd, `nnplans slurm ${audit} --parts 2 | sed 's#TASK_ID/2"#TASK_ID/9"#' | bash`);
  expect(output).toContain('Part 3 of 9 is missing.');
  expect(output).toContain('exit 2');
});

test.each([
  ['slurm audit --parts 0', '1 to 10000'],
  ['slurm audit --sbatch "x;y"', 'an option such as partition=cpu was expected'],
  ['slurm check', 'audit'],
  ['slurm audit --fix', 'no option --fix'],
  ['slurm audit --format nonsense', 'nonsense'],
])('%s is refused', (words, told) => {
  const { status, stdout, stderr } = installed.bash(`nnplans ${words} --config none`, { cwd: '/' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(told);
});

const isIdle =
  spawnSync('sinfo', ['--noheader', '--format=%t'], { encoding: 'utf8' }).stdout?.includes('idle') === true;

(isIdle ? test : test.skip)(
  'the real Slurm runs it',
  () => {
    const cwd = installed.project('own-plans');
    const conf = process.env['SLURM_CONF'];
    const { status, stderr } = installed.bash(
      `nnplans slurm ${audit} --parts 3 --sbatch wait --submit >/dev/null
       nnplans ${audit} --format json | cmp - nnplans-audit/report.json`,
      { cwd, ...(conf === undefined ? {} : { env: { SLURM_CONF: conf } }) },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
  120_000,
);
