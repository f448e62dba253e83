import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fakePackages } from '../support/fake-installation.js';
import { generateCases, generateDatasets } from './generate-project.js';
import { type CommandToMeasure, interleaved, printRatios } from './measure.js';
import { writeSparseCheckpoint } from './sparse-checkpoint.js';

/**
 * Prints how long nnplans takes beside what it cannot be faster than, and beside other tools. Ratios of one run on one machine;
 * nothing is asserted. Names of parts as arguments run only these: start, installation, checkpoint, datasets, memory, cases, diff. With NNPLANS_BENCH_PYTHON, a python
 * that has torch, checkpoints are also read by torch itself.
 */
const program = join(process.cwd(), 'dist/nnplans.cjs');
const example = join(process.cwd(), 'test/examples/transfer/nnUNet_preprocessed');
const pair = [
  join(example, 'Dataset121_AbdomenCT/TinyPlans.json'),
  join(example, 'Dataset122_PancreasCT/PretrainedPlansCustom.json'),
] as const;
const check = [program, 'check', '-s', pair[0], '-t', pair[1], '-c', '3d_fullres'];
const bare = ['-e', '0'];

const parts: ReadonlyMap<string, (scratch: string) => void> = new Map([
  ['start', start],
  ['installation', installation],
  ['checkpoint', checkpoint],
  ['datasets', datasets],
  ['memory', memory],
  ['cases', cases],
  ['diff', diff],
]);

for (const [name, part] of parts) {
  if (process.argv.length > 2 && !process.argv.includes(name)) continue;
  const scratch = mkdtempSync(join(tmpdir(), 'nnplans-bench-'));
  try {
    part(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function start(): void {
  printRatios(
    'check of a pair, cold',
    interleaved(
      new Map([
        ['node -e 0', bare],
        ['nnplans --version', [program, '--version']],
        ['nnplans check', check],
      ]),
      21,
    ),
    1.5,
  );
}

/** What it costs to find the nnU-Net that will run, and to look for a name that does not come with it. */
function installation(scratch: string): void {
  const venv = join(scratch, 'venv');
  for (const [path, text] of Object.entries(fakePackages(join(venv, 'lib/python3.11/site-packages')))) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  writeFileSync(join(venv, 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.7\n');
  mkdirSync(join(venv, 'bin'));
  writeFileSync(join(venv, 'bin/python'), '');
  writeFileSync(join(venv, 'bin/nnUNetv2_train'), `#!${venv}/bin/python\n`);
  const plans = JSON.parse(readFileSync(pair[1], 'utf8'));
  plans.image_reader_writer = 'DicomIO';
  const foreign = join(scratch, 'Foreign.json');
  writeFileSync(foreign, JSON.stringify(plans));
  const env = { PATH: `/usr/local/bin:/usr/bin:/bin:${join(venv, 'bin')}` };
  printRatios(
    'which nnU-Net',
    interleaved(
      new Map([
        ['check --nnunet none', [...check, '--nnunet', 'none']],
        ['check', check],
        ['a foreign reader --nnunet none', [program, 'audit', foreign, '--nnunet', 'none']],
        ['a foreign reader', [program, 'audit', foreign]],
      ]),
      21,
      env,
    ),
    1.05,
  );
}

function checkpoint(scratch: string): void {
  const size = 2 ** 30;
  const file = join(scratch, 'checkpoint_final.pth');
  writeSparseCheckpoint(file, size);
  const withWeights = [...check, '--checkpoint', file];
  const commands = new Map<string, CommandToMeasure>([
    ['node -e 0', bare],
    ['nnplans check --checkpoint', withWeights],
    ['nnplans show', [program, 'show', file, '--config', 'none']],
  ]);
  const python = process.env['NNPLANS_BENCH_PYTHON'];
  if (python !== undefined) {
    commands.set('python -c pass', { program: python, argv: ['-c', 'pass'] });
    commands.set('python -c "import torch"', { program: python, argv: ['-c', 'import torch'] });
    commands.set('torch.load, mmap, meta device', { program: python, argv: ['test/bench/load_checkpoint.py', file] });
  }
  printRatios('check --checkpoint of 1 GB', interleaved(commands, 11), 2);
  if (python === undefined) {
    console.log('  the same in Python: not measured, NNPLANS_BENCH_PYTHON names no python that has torch');
  }
  console.log(`  bytes read of the checkpoint: ${bytesRead(file, withWeights)} of ${size}`);
}

/** As the system call tracer counts them, where there is one. */
function bytesRead(file: string, argv: readonly string[]): number | string {
  if (!existsSync('/usr/bin/strace')) return 'not known without strace';
  const log = `${file}.trace`;
  const tracer = ['-f', '-y', '-e', 'trace=read,pread64', '-o', log, process.execPath, ...argv];
  try {
    execFileSync('/usr/bin/strace', tracer, { stdio: 'ignore' });
  } catch {
    // Findings are an exit code too.
  }
  const lines = execFileSync('grep', ['-F', file, log], { encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\n');
  return lines.reduce((sum, line) => sum + Number(/= (\d+)$/.exec(line)?.[1] ?? 0), 0);
}

function datasets(scratch: string): void {
  generateDatasets(scratch, 1000);
  const commands = new Map([
    ['list, read, JSON.parse', [join(process.cwd(), 'test/bench/read-all.mjs'), scratch]],
    ['nnplans audit', [program, 'audit', scratch]],
    ['nnplans audit --format json', [program, 'audit', scratch, '--format', 'json']],
  ]);
  printRatios('audit of 1,000 datasets', interleaved(commands, 3), 1.3);
}

function memory(scratch: string): void {
  for (const count of [100, 1000, 5000]) {
    const root = join(scratch, String(count));
    generateDatasets(root, count);
    printRatios(`memory: ${count} datasets`, interleaved(new Map([['nnplans audit', [program, 'audit', root]]]), 1));
  }
}

function cases(scratch: string): void {
  for (const count of [10_000, 100_000]) {
    const root = join(scratch, String(count));
    generateCases(root, count);
    const measured = interleaved(new Map([['nnplans audit', [program, 'audit', root]]]), 1);
    printRatios(`audit of ${count} cases`, measured);
    const seconds = measured.get('nnplans audit')?.seconds ?? Number.NaN;
    console.log(`  a case: ${((seconds / count) * 1e6).toFixed(0)} µs`);
  }
}

/** Packages that are compared with are looked for in NODE_PATH: they are no part of this project. */
function diff(): void {
  const commands = new Map<string, readonly string[]>([
    ['node -e 0', bare],
    ['nnplans diff', [program, 'diff', ...pair]],
  ]);
  for (const [name, bin] of [
    ['jsondiffpatch', 'jsondiffpatch/bin/jsondiffpatch.js'],
    ['json-diff', 'json-diff/bin/json-diff.js'],
  ] as const) {
    const path = installed(bin);
    if (path === undefined) console.log(`\n${name}: not installed`);
    else commands.set(name, [path, ...pair]);
  }
  printRatios('diff of two plans', interleaved(commands, 11));
}

function installed(file: string): string | undefined {
  for (const folder of [...(process.env['NODE_PATH'] ?? '').split(':'), join(process.cwd(), 'node_modules')]) {
    const path = join(folder, file);
    if (folder !== '' && existsSync(path)) return createRequire(path).resolve(path);
  }
  return undefined;
}
