/**
 * Executes remedies with the real nnU-Net: `npm run remedies -- --python VENV/bin`. For each rule that prints a command one mistake is made in a
 * dataset that nnU-Net has planned and preprocessed, the remedy is followed as it stands, and everything is checked again.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding, Report } from '../../src/engine/report.js';
import { remedyParts } from '../../src/report/terminal/remedy-text.js';
import { type RemedyCase, remedyCases } from './cases.js';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    only: { type: 'string' },
    base: { type: 'string' },
    keep: { type: 'boolean' },
  },
});
if (values.python === undefined)
  throw new Error('npm run remedies -- --python VENV/bin [--only RULE] [--base FOLDER] [--keep]');
const bin = resolve(values.python);
const program = resolve('dist/nnplans.cjs');
const work = mkdtempSync(join(tmpdir(), 'nnplans-remedies-'));
const tools = join(work, 'bin');
mkdirSync(tools);
writeFileSync(join(tools, 'nnplans'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
chmodSync(join(tools, 'nnplans'), 0o755);

function environment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${tools}:${bin}:${process.env['PATH'] ?? ''}`,
    nnUNet_raw: join(home, 'nnUNet_raw'),
    nnUNet_preprocessed: join(home, 'nnUNet_preprocessed'),
    nnUNet_results: join(home, 'nnUNet_results'),
    // 0 would stop the planning (torch.set_num_threads).
    nnUNet_n_proc_DA: '1',
    OMP_NUM_THREADS: '1',
  };
}

function shell(command: string, home: string): void {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', command], {
    // With a socket for standard input bash takes itself for a remote shell, and reads .bashrc.
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: home,
    env: environment(home),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command}\nended with ${status}\n${stdout.slice(-1500)}\n${stderr.slice(-1500)}`);
}

/** Training is followed until its first epoch: then data and weights are loaded. */
async function train(command: string, home: string): Promise<void> {
  const child = spawn('bash', ['--norc', '-c', `exec ${command}`], {
    cwd: home,
    env: { ...environment(home), nnUNet_n_proc_DA: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((done, fail) => {
    const hear = (bytes: Buffer) => {
      output += bytes.toString();
      if (/Epoch 0\b/.test(output)) done();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) =>
      /Epoch 0\b/.test(output) ? done() : fail(new Error(`${command} ended with ${code}\n${output.slice(-2000)}`)),
    );
  }).finally(() => child.kill('SIGKILL'));
}

function judge(one: RemedyCase, home: string): Report {
  const [command = '', ...words] = one.argv;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, command, '--format', 'json', '--config', 'none', ...words],
    {
      cwd: home,
      env: environment(home),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`nnplans ${one.argv.join(' ')}: ${stderr}`);
  }
}

const idOf = ({ rule, messageId, subject }: Finding) => `${rule} ${messageId} ${subject}`;
const errorsOf = ({ findings }: Report) => findings.filter(({ severity }) => severity === 'error').map(idOf);

function makeBase(): string {
  const base = join(work, 'base');
  mkdirSync(base);
  shell(`python ${resolve('test/remedies/make_raw.py')} ${base}`, base);
  const threads = '-np 1';
  shell('nnUNetv2_extract_fingerprint -d 121 122 -np 1', base);
  for (const id of [121, 122]) {
    shell(`nnUNetv2_plan_experiment -d ${id} -overwrite_plans_name TinyPlans`, base);
    shell(`nnUNetv2_preprocess -d ${id} -plans_name TinyPlans -c 2d 3d_fullres ${threads}`, base);
  }
  shell('nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom', base);
  shell(`nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres ${threads}`, base);
  shell(`python ${resolve('test/remedies/make_raw.py')} ${base} nnUNetTrainer`, base);
  return base;
}

async function execute(one: RemedyCase, base: string): Promise<string> {
  const home = join(work, one.rule.replace('/', '-'));
  cpSync(base, home, { recursive: true });
  try {
    const before = errorsOf(judge(one, home));
    one.provoke(home, (command) => shell(command, home));
    const found = judge(one, home).findings.find(
      ({ rule, messageId }) => rule === one.rule && messageId === one.message,
    );
    if (found === undefined) throw new Error('the mistake was not found');
    const commands = remedyParts(found.remedy)
      .filter(({ isCommand }) => isCommand)
      .map(({ text }) => text);
    if (found.fix !== undefined) {
      shell(
        `nnplans ${one.argv.map((word) => `'${word}'`).join(' ')} --config none --rule ${one.rule} --fix-unsafe > /dev/null 2>&1 || true`,
        home,
      );
    }
    if (commands.length === 0) throw new Error(`no command in: ${found.remedy}`);
    const command = one.complete?.(commands[0] ?? '', home) ?? commands[0] ?? '';
    if (command.includes('nnUNetv2_train')) await train(command, home);
    else shell(command, home);
    for (const next of one.afterwards ?? []) shell(next, home);
    const again = { ...one, argv: one.argvAfter ?? one.argv };
    const report = judge(again, home);
    const isLeft = report.findings.some((other) => idOf(other) === idOf(found));
    if (isLeft && one.isTold !== true) throw new Error(`still there after: ${command}`);
    const added = errorsOf(report).filter((error) => !before.includes(error));
    if (added.length > 0) throw new Error(`new errors after ${command}:\n${added.join('\n')}`);
    return command;
  } finally {
    if (values.keep !== true) rmSync(home, { recursive: true, force: true });
  }
}

const rows: string[] = [];
let failed = 0;
try {
  const base = values.base === undefined ? makeBase() : resolve(values.base);
  if (values.keep === true) process.stdout.write(`base: ${base}\n`);
  for (const one of remedyCases) {
    if (values.only !== undefined && !one.rule.includes(values.only)) continue;
    const start = performance.now();
    try {
      const command = await execute(one, base);
      rows.push(`✓ ${one.rule.padEnd(34)} ${one.message.padEnd(14)} ${command}`);
    } catch (error) {
      failed += 1;
      rows.push(
        `✗ ${one.rule.padEnd(34)} ${one.message.padEnd(14)} ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    process.stdout.write(`${rows.at(-1)} (${Math.round((performance.now() - start) / 1000)} s)\n`);
  }
} finally {
  if (values.keep !== true && existsSync(work)) rmSync(work, { recursive: true, force: true });
}
process.stdout.write(`\n${rows.join('\n')}\n\n${rows.length - failed} of ${rows.length} remedies hold.\n`);
process.exitCode = failed === 0 ? 0 : 1;
