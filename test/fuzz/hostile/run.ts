// Hostile files of every kind that is read, drawn from grammars, and every command that reads them:
//   npm run fuzz:hostile -- [--seed N] [--count M] [--kind KIND] [--folder FOLDER] [--verbose]
//   npm run fuzz:hostile -- --kind known      what once was too much, by name, each in a process of its own
// Case i of a run has the seed N + i, and is the same whenever it is asked for: `--seed N+i --count 1` repeats it.
//
// A run may take 5 seconds of the processor and 512 MiB of resident memory at its peak, and has to end with code 0, 1 or 2, with something said and
// without a word of the program's insides. For speed the commands run in one warm process, from the sources; what there takes more than 1.5 s or
// 400 MiB, or fails, is run again from dist/nnplans.cjs in a process of its own, whose figures decide. Time of the processor, not of the clock:
// another's work on the machine is no fault. A warm process that says nothing for 60 s is ended, a process of its own after twice its 5 seconds.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { caseOf, type HostileCase, knownNames, project } from './cases.js';
import { faultOf } from './verdict.js';
import type { Answer } from './worker.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    kind: { type: 'string' },
    folder: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const mostSeconds = 5;
const mostMemory = 512;
const worthConfirming = { seconds: 1.5, memory: 400 };
const patience = 60_000;

const space = values.folder ?? mkdtempSync(join(tmpdir(), 'nnplans-hostile-'));
const home = join(space, 'project');
const program = join(process.cwd(), 'dist', 'nnplans.cjs');
const meter = join(process.cwd(), 'test', 'fuzz', 'hostile', 'measure.cjs');
const figures = join(space, 'measured.json');

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

function restore(): void {
  rmSync(home, { recursive: true, force: true });
  for (const [path, content] of project) write(path, content);
}

let worker: ChildProcess | undefined;

function warm(folder: string, command: readonly string[]): Promise<Answer | undefined> {
  worker ??= fork('test/fuzz/hostile/worker.ts', { execArgv: ['--import', 'tsx', '--expose-gc'] });
  const asked = worker;
  return new Promise((resolve) => {
    const end = (answer: Answer | undefined) => {
      clearTimeout(timer);
      asked.removeAllListeners();
      if (answer === undefined) {
        worker = undefined;
        asked.kill('SIGKILL');
      }
      resolve(answer);
    };
    const timer = setTimeout(() => end(undefined), patience);
    asked.once('message', (answer) => end(answer as Answer));
    asked.once('exit', () => end(undefined));
    asked.send({ folder, command });
  });
}

/** In a process of its own: its fault, if it has one, and what it took. */
function cold(command: readonly string[]): { readonly fault: string | undefined; readonly taken: string } {
  rmSync(figures, { force: true });
  const { status, signal, stdout, stderr, error } = spawnSync(
    'sh',
    ['-c', `ulimit -t ${2 * mostSeconds}; exec "$@"`, 'sh', process.execPath, '--require', meter, program, ...command],
    {
      cwd: home,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: {
        PATH: '/usr/bin:/bin',
        nnUNet_raw: 'nnUNet_raw',
        nnUNet_preprocessed: 'nnUNet_preprocessed',
        nnUNet_results: 'nnUNet_results',
        NNPLANS_MEASURE: figures,
        NODE_DISABLE_COMPILE_CACHE: '1',
      },
    },
  );
  let measured = { seconds: Number.POSITIVE_INFINITY, memory: Number.POSITIVE_INFINITY };
  try {
    measured = JSON.parse(readFileSync(figures, 'utf8'));
  } catch {
    return {
      fault: `it ended without an answer (${signal ?? status}${error === undefined ? '' : `, ${error.message}`}): ${String(stderr).slice(-300)}`,
      taken: '',
    };
  }
  const taken = `${measured.seconds.toFixed(1)} s, ${measured.memory.toFixed(0)} MiB`;
  const shown = faultOf({ code: status ?? undefined, stdout, stderr }, command);
  if (shown !== undefined) return { fault: shown, taken };
  return { fault: measured.seconds > mostSeconds || measured.memory > mostMemory ? taken : undefined, taken };
}

const counts = { cases: 0, files: 0, runs: 0, confirmed: 0, failed: 0 };
const slowest = { seconds: 0, what: '' };
const largest = { memory: 0, what: '' };

async function judge(seed: number, { kind, files, commands }: HostileCase): Promise<void> {
  for (const [path, content] of files) write(path, content);
  counts.cases += 1;
  counts.files += files.size;
  for (const command of commands) {
    counts.runs += 1;
    const answer = values.kind === 'known' ? undefined : await warm(home, command);
    const what = `seed ${seed} (${kind}): ${command.join(' ')}`;
    if (values.verbose) console.log(what, answer?.seconds.toFixed(2), answer?.memory.toFixed(0), answer?.fault ?? '');
    if (answer !== undefined && answer.seconds > slowest.seconds)
      Object.assign(slowest, { seconds: answer.seconds, what });
    if (answer !== undefined && answer.memory > largest.memory) Object.assign(largest, { memory: answer.memory, what });
    const { seconds, memory } = worthConfirming;
    if (answer !== undefined && answer.fault === undefined && answer.seconds <= seconds && answer.memory <= memory)
      continue;
    counts.confirmed += 1;
    const { fault, taken } = cold(command);
    const found = fault ?? (answer?.fault === undefined ? undefined : `only in the warm process: ${answer.fault}`);
    if (found === undefined) {
      if (values.verbose) console.log(`  confirmed: ${taken}`);
      continue;
    }
    counts.failed += 1;
    console.log(`FAILED ${what}\n  ${found.replaceAll('\n', '\n  ')}`);
  }
  // New files of a case go, and what it replaced comes back.
  const isOwn = [...files.keys()].some((path) => !project.has(path));
  if (isOwn || commands.some((command) => command.includes('init') || command.includes('--update-baseline'))) restore();
  else for (const path of files.keys()) write(path, project.get(path) ?? '');
}

restore();
const first = Number(values.seed ?? (values.kind === 'known' ? 0 : 1));
const count = Number(values.count ?? (values.kind === 'known' ? knownNames.length : 200));
console.log(`hostile files: seeds ${first} to ${first + count - 1}, in ${home}`);
for (let i = 0; i < count; i += 1) {
  await judge(first + i, caseOf(first + i, values.kind));
  if ((i + 1) % 100 === 0) console.log(`${i + 1} cases, ${counts.failed} failed`);
}
worker?.removeAllListeners();
worker?.disconnect();
if (values.folder === undefined) rmSync(space, { recursive: true, force: true });
console.log(
  `${counts.cases} cases with ${counts.files} files, ${counts.runs} runs, ${counts.confirmed} of them confirmed in a process of their own, ${counts.failed} failed`,
);
console.log(
  `in the warm process, slowest ${slowest.seconds.toFixed(2)} s, ${slowest.what}; largest ${largest.memory.toFixed(0)} MiB, ${largest.what}`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;
