// Kills every way of writing at each of its system calls, and lets each call fail: `npm run faults`. Wants Linux with strace; the parts with a small
// disk and a read-only one want to be root. What needs neither is in test/cli/transfer/save-file.test.ts.
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const place = mkdtempSync(join(tmpdir(), 'nnplans-faults-'));
const program = join(place, 'program');
const problems: string[] = [];
let runs = 0;

interface Way {
  readonly name: string;
  readonly words: readonly string[];
  /** The file that is written, below the project. */
  readonly file: string;
  /** What stands there before; `undefined` for nothing. */
  readonly old?: string;
  /** Whether what stood there is kept. */
  readonly keeps: boolean;
  /** Exit codes of a run that has written. */
  readonly codes: readonly number[];
}

const transfer = 'transfer -s 121 -t 122 -sp TinyPlans -tp New --nnunet >=2.2.1 --fail-on never --write'.split(' ');
const target = 'nnUNet_preprocessed/Dataset122_PancreasCT/New.json';
const oldPlans = `${readFileSync('test/examples/own-plans/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', 'utf8')}\n`;
const ways: readonly Way[] = [
  { name: 'transfer --write', words: transfer, file: target, keeps: false, codes: [0, 1] },
  {
    name: 'transfer --write --force',
    words: [...transfer, '--force'],
    file: target,
    old: oldPlans,
    keeps: true,
    codes: [0, 1],
  },
  {
    name: '-o FILE',
    words: ['audit', '--fail-on', 'never', '-o', 'json=report.json'],
    file: 'report.json',
    old: '{}',
    keeps: false,
    codes: [0],
  },
  {
    name: 'a baseline',
    words: ['audit', '--fail-on', 'never', '--baseline', 'known.json', '--update-baseline'],
    file: 'known.json',
    old: '{"schemaVersion":"1","findings":[]}\n',
    keeps: false,
    codes: [0],
  },
];

function project(way: Way, folder = mkdtempSync(join(place, 'project-'))): string {
  cpSync('test/examples/own-plans', folder, { recursive: true });
  mkdirSync(join(folder, 'nnUNet_raw'), { recursive: true });
  if (way.old !== undefined) writeFileSync(join(folder, way.file), way.old);
  return folder;
}

const environment = (folder: string) => ({
  PATH: process.env['PATH'] ?? '',
  NODE_DISABLE_COMPILE_CACHE: '1',
  nnUNet_raw: join(folder, 'nnUNet_raw'),
  nnUNet_preprocessed: join(folder, 'nnUNet_preprocessed'),
});

function run(way: Way, folder: string, before: readonly string[] = []) {
  runs += 1;
  const [command = process.execPath, ...words] = [
    ...before,
    process.execPath,
    join(program, 'nnplans.cjs'),
    ...way.words,
  ];
  return spawnSync(command, words, { cwd: folder, env: environment(folder), encoding: 'utf8' });
}

function contentsBeside(way: Way, folder: string): ReadonlyMap<string, string> {
  const path = join(folder, way.file, '..');
  const files = readdirSync(path).filter((name) => lstatSync(join(path, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

/** What holds after any fault: the old file or the new one, and nothing lost. */
function judge(way: Way, folder: string, wanted: string, what: string, mayLeave: boolean): void {
  const complain = (problem: string) => problems.push(`${way.name}, ${what}: ${problem}`);
  const name = way.file.split('/').at(-1) ?? '';
  const files = contentsBeside(way, folder);
  const found = files.get(name);
  if (found !== way.old && found !== wanted)
    complain(`the file is neither the old one nor the new one (${found?.length} characters)`);
  if (way.keeps && ![...files.values()].includes(way.old ?? '')) complain('the old file is lost');
  const left = [...files.keys()].filter((one) => one.endsWith('.part'));
  if (left.length > (mayLeave ? 1 : 0)) complain(`left behind: ${left.join(', ')}`);
  if (
    !mayLeave &&
    found === way.old &&
    [...files.keys()].some((one) => one.startsWith(`${name}.backup`)) &&
    left.length > 0
  ) {
    complain('a copy of what was not replaced');
  }
  const outcome = run(way, folder);
  const after = contentsBeside(way, folder);
  if (!way.codes.includes(outcome.status ?? -1))
    complain(`the next run ends with ${outcome.status}: ${outcome.stderr}`);
  if (after.get(name) !== wanted) complain('the next run writes something else');
  // Where the new file is there, the next run has nothing to write.
  const writes = found !== wanted || way.name !== 'transfer --write';
  if (writes && [...after.keys()].some((one) => one.endsWith('.part')))
    complain('the next run leaves what was left before');
  rmSync(folder, { recursive: true });
}

/** System calls of the writing, as strace counts them: from the new file's creation on. */
function callsOf(way: Way): {
  readonly wanted: string;
  readonly calls: readonly (readonly [call: string, turn: number])[];
} {
  const folder = project(way);
  const log = join(place, 'log');
  run(way, folder, ['strace', '-o', log]);
  const wanted = readFileSync(join(folder, way.file), 'utf8');
  const counts = new Map<string, number>();
  const calls: [string, number][] = [];
  let hasBegun = false;
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const call = /^(\w+)\(/.exec(line)?.[1];
    if (call === undefined) continue;
    counts.set(call, (counts.get(call) ?? 0) + 1);
    hasBegun ||= call === 'openat' && line.includes('.nnplans-');
    if (hasBegun && !/^(futex|madvise|munmap|mmap|mprotect|brk|rt_sig|epoll|exit|getpid)/.test(call))
      calls.push([call, counts.get(call) ?? 0]);
  }
  rmSync(folder, { recursive: true });
  return { wanted, calls };
}

function killedAndFailing(way: Way): void {
  const { wanted, calls } = callsOf(way);
  for (const [call, turn] of calls) {
    for (const fault of ['signal=KILL', 'error=EIO', 'error=ENOSPC', 'error=EACCES']) {
      const folder = project(way);
      const what = `${fault} at ${call} ${turn}`;
      const { status, stderr } = run(way, folder, [
        'strace',
        '-o',
        '/dev/null',
        '-e',
        `inject=${call}:${fault}:when=${turn}`,
      ]);
      const isKill = fault === 'signal=KILL';
      if (!isKill && status !== null && ![...way.codes, 2].includes(status))
        problems.push(`${way.name}, ${what}: ends with ${status}: ${stderr}`);
      if (status === 2 && !/cannot be written|written by somebody/.test(stderr))
        problems.push(`${way.name}, ${what}: says ${stderr}`);
      judge(way, folder, wanted, what, isKill || call === 'unlink');
    }
  }
  console.log(`${way.name}: ${calls.length} system calls, each with 4 faults`);
}

/** Two of them at once: both contents are there afterwards, or one run says why not. */
async function twoWriters(rounds: number): Promise<void> {
  for (const way of ways) {
    for (let round = 0; round < rounds; round += 1) {
      const folder = project(way);
      const one = () =>
        new Promise<number | null>((done) =>
          spawn(process.execPath, [join(program, 'nnplans.cjs'), ...way.words], {
            cwd: folder,
            env: environment(folder),
            stdio: 'ignore',
          }).on('close', done),
        );
      runs += 2;
      const codes = await Promise.all([one(), one()]);
      const files = contentsBeside(way, folder);
      if ([...files.keys()].some((name) => name.endsWith('.part')))
        problems.push(`${way.name}, two writers: a temporary file is left`);
      if (codes.some((code) => code === null || code > 2))
        problems.push(`${way.name}, two writers: they end with ${codes.join(' and ')}`);
      if (way.keeps && ![...files.values()].includes(way.old ?? ''))
        problems.push(`${way.name}, two writers: the old file is lost`);
      rmSync(folder, { recursive: true });
    }
  }
  console.log(`two writers: ${rounds} rounds of each`);
}

/** A disk of a few pages, full up to different degrees, and one that may not be written to. */
function smallDisks(): void {
  const disk = join(place, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) {
    console.log('small disks: not tried, since this user may not mount any');
    return;
  }
  try {
    for (const way of ways) {
      const { wanted } = callsOf(way);
      for (const free of [0, 4096, 8192]) {
        const folder = project(way, join(disk, 'project'));
        fill(join(folder, 'filler'), free);
        const { status, stderr } = run(way, folder);
        if (status === 2 && !/cannot be written: the disk is full/.test(stderr))
          problems.push(`${way.name}, ${free} bytes free: says ${stderr}`);
        if (status !== 2 && !way.codes.includes(status ?? -1))
          problems.push(`${way.name}, ${free} bytes free: ends with ${status}`);
        rmSync(join(folder, 'filler'));
        judge(way, folder, wanted, `${free} bytes free`, false);
      }
      const folder = project(way, join(disk, 'project'));
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      const { status, stderr } = run(way, folder);
      if (status !== 2 || !/cannot be written: .* may not be written to/.test(stderr))
        problems.push(`${way.name}, read-only: ends with ${status}: ${stderr}`);
      spawnSync('mount', ['-o', 'remount,rw', disk]);
      judge(way, folder, wanted, 'read-only', false);
    }
    console.log('small disks: full and read-only');
  } finally {
    spawnSync('umount', [disk]);
  }
}

function fill(path: string, free: number): void {
  spawnSync('sh', ['-c', `dd if=/dev/zero of="$0" bs=4096 2>/dev/null`, path]);
  spawnSync('truncate', ['-s', `-${free}`, path]);
}

if (spawnSync('strace', ['-V']).status !== 0) {
  console.error('strace is not there.');
  process.exit(2);
}
try {
  spawnSync('npx', ['tsx', 'src/build/bundle.ts', program], { stdio: 'inherit' });
  if (!existsSync(join(program, 'nnplans.cjs'))) throw new Error('the program could not be built');
  for (const way of ways) killedAndFailing(way);
  await twoWriters(Number(process.argv[2] ?? 20));
  smallDisks();
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(`${runs} runs, ${problems.length} problems`);
for (const problem of problems) console.log(`  ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
