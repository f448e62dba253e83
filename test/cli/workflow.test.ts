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
