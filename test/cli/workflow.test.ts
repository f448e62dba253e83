import type { Report } from '../../src/engine/report.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const wrong = `#!/bin/bash
#SBATCH --gres=gpu:1
TARGET=122
nnUNetv2_move_plans_between_datasets -s 121 -t $TARGET -sp nnUNetPlans -tp FromAbdomen
nnUNetv2_preprocess -d $TARGET -plans_name FromAbdomen -c 3d_fullres
nnUNetv2_train $TARGET 3d_fullres 0 -p FromAbdomn -pretrained_weights weights.pth
`;
const right = wrong.replace('FromAbdomn', 'FromAbdomen');

const files = { 'jobs/finetune.slurm': wrong, 'jobs/again.sh': right, 'jobs/hello.sh': 'echo hello\n' };
const storage = projectStorage('examples/own-plans', files);

test('a script that trains with plans that it never made is told where', async () => {
  const { stdout, stderr, code } = await nnplans('workflow jobs/finetune.slurm --format json', { storage });
  expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  const { findings, command } = JSON.parse(stdout) as Report;
  expect(command).toBe('workflow');
  expect(findings).toContainEqual(
    expect.objectContaining({
      rule: 'workflow/identifier-consistent',
      location: expect.objectContaining({ file: 'jobs/finetune.slurm', line: 6 }) as unknown,
    }),
  );
});

test('a folder is looked through, and scripts without nnU-Net are passed over', async () => {
  const { stdout } = await nnplans('workflow jobs --format json', { storage });
  const { subjects } = JSON.parse(stdout) as Report;
  expect(subjects.map(({ file }) => file)).toEqual(['jobs/again.sh', 'jobs/finetune.slurm']);
});

test('nothing to check is no success, unless that is all right', async () => {
  const refused = await nnplans('workflow jobs/hello.sh', { storage });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('jobs/hello.sh starts no command of nnU-Net.');
  expect(await nnplans('workflow jobs/hello.sh --allow-empty', { storage })).toMatchObject({ code: 0, stderr: '' });
});

test('a path that leads nowhere is said to', async () => {
  expect(await nnplans('workflow jobs/finetun.slurm', { storage })).toMatchObject({ code: 2, stdout: '' });
});

describe('a script that was written to keep its reader busy is given up, not followed for ever', () => {
  test.each([
    ['braces beside braces', 'nnUNetv2_train {1..1000}{1..1000}{1..1000} 3d_fullres 0'],
    ['a text that doubles', 'x=aaaaaaaaaa; for i in {1..300}; do x=$x$x; done\nnnUNetv2_train 122 3d_fullres $x -p P'],
    [
      'a list that grows',
      'for i in {1..300}; do for j in {1..300}; do x="$x $i"; done; done\nfor k in $x; do nnUNetv2_train 122 3d_fullres $k -p P; done',
    ],
    ['a number of many digits', "x=$(printf '%600000000s' a)\nnnUNetv2_train 122 3d_fullres $x -p P"],
    [
      'a pattern with many stars',
      'x=a; for i in {1..15}; do x=$x$x; done\nnnUNetv2_train 122 3d_fullres 0 -p ${x#*a*a*a*a*b}',
    ],
    [
      'commands in three loops',
      'for i in {1..300}; do for j in {1..300}; do for k in {1..300}; do nnUNetv2_train 122 3d_fullres 0 -p P; done; done; done',
    ],
  ])('%s', async (_name, text) => {
    const busy = projectStorage('examples/own-plans', { 'busy.sh': `${text}\n` });
    const { code, stderr } = await nnplans('workflow busy.sh --format json', { storage: busy });
    expect(stderr).not.toMatch(/fault of nnplans/);
    expect([0, 1, 2]).toContain(code);
  });

  test('and it is said that it was not followed to its end', async () => {
    const text = 'for i in {1..300}; do for j in {1..300}; do :; done; done\nnnUNetv2_train 1 3d_fullres 0\n';
    const busy = projectStorage('examples/own-plans', { 'busy.sh': text });
    const { code, stderr } = await nnplans('workflow busy.sh', { storage: busy });
    expect(code).toBe(2);
    expect(stderr).toContain('as far as they could be followed');
    expect(stderr).toContain('goes on for too long');
  });
});
