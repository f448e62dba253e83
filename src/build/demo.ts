// Shows the main job on an example that the real nnU-Net wrote: two datasets, each planned by itself, and a finetuning that would go wrong.
import { spawnSync } from 'node:child_process';

// A reader that has seen enough closes the pipe.
process.stdout.on('error', () => process.exit());

const project = 'test/examples/own-plans';
const words = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'TinyPlans', '-c', '3d_fullres'];
const roots = ['raw', 'preprocessed', 'results'].flatMap((name) => [`--${name}`, `${project}/nnUNet_${name}`]);

process.stdout.write(`$ nnplans ${words.join(' ')}   (in ${project})\n\n`);
const { status } = spawnSync(process.execPath, ['dist/nnplans.cjs', ...words, ...roots, '--config', 'none'], {
  stdio: 'inherit',
});
process.stdout.write(
  status === 1
    ? '\nThat is what it should find: the exit code was 1, and a job script would stop here.\n'
    : `\nThe exit code was ${status}, where 1 was expected.\n`,
);
process.exitCode = status === 1 ? 0 : 1;
