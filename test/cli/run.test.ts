import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HandedCommand } from '../../src/cli/terminal.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const train = ['nnUNetv2_train', '122', '3d_fullres', '1', '-p', 'PretrainedPlansCustom'];
const wrong = ['nnUNetv2_train', '122', '3d_fullres', '1', '-p', 'Missing'];

/** The program as it is installed, and a command of nnU-Net's name that does what a test wants of it. */
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nnplans-run-'));
  execFileSync('npx', ['tsx', 'src/build/bundle.ts', join(folder, 'dist')], { stdio: 'pipe' });
  cpSync(join(process.cwd(), 'test/examples/transfer'), join(folder, 'project'), { recursive: true });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param script what nnUNetv2_train does, in JavaScript */
function environmentWith(script: string | undefined): NodeJS.ProcessEnv {
  const bin = mkdtempSync(join(folder, 'bin-'));
  if (script !== undefined) {
    writeFileSync(join(bin, 'nnUNetv2_train.cjs'), script);
    writeFileSync(
      join(bin, 'nnUNetv2_train'),
      `#!/bin/sh\nexec "${process.execPath}" "${bin}/nnUNetv2_train.cjs" "$@"\n`,
    );
    chmodSync(join(bin, 'nnUNetv2_train'), 0o755);
  }
  const roots = ['nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results'].map((name) => [
    name,
    join(folder, 'project', name),
  ]);
  return { PATH: `${bin}:/usr/bin:/bin`, ...Object.fromEntries(roots) };
}

const argv = (options: readonly string[], words: readonly string[]) => [
  join(folder, 'dist/nnplans.cjs'),
  'run',
  ...options,
  '--',
  ...words,
];

function runSync(
  script: string | undefined,
  words: readonly string[],
  { options = [], input = '' }: { options?: readonly string[]; input?: string | Buffer } = {},
) {
  return spawnSync(process.execPath, argv(options, words), {
    env: environmentWith(script),
    input,
    cwd: join(folder, 'project'),
  });
}

describe('a command that may run', () => {
  test('gets standard input and gives standard output, byte for byte', () => {
    const input = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 256));
    const { status, stdout } = runSync('process.stdin.pipe(process.stdout);', train, { input });
    expect(status).toBe(0);
    expect(stdout.equals(input)).toBe(true);
  });

  test('leaves the report on standard error, before its own', () => {
    const { stdout, stderr } = runSync('console.log("out"); console.error("err");', train);
    expect(stdout.toString()).toBe('out\n');
    expect(stderr.toString()).toMatch(/0 errors\n(.*\n)*err\n$/);
  });

  test('gets its words as they were typed, and what the line sets for it', () => {
    const script = 'console.log(JSON.stringify([process.argv.slice(2), process.env.ONE, process.env.nnUNet_extra]));';
    const odd = [...train, '-tr', 'nnUNetTrainer_5epochs', '-device=cpu'];
    const { stdout } = runSync(script, ['ONE=a b=c', 'nnUNet_extra=', ...odd]);
    expect(JSON.parse(stdout.toString())).toEqual([odd.slice(1), 'a b=c', '']);
  });

  test.each([0, 1, 2, 3, 7, 255])('ends with its exit code: %i', (code) => {
    expect(runSync(`process.exitCode = ${code};`, train).status).toBe(code);
  });

  test('ends with 128 + N when signal N ended it', () => {
    expect(runSync('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);', train).status).toBe(137);
    expect(runSync('process.kill(process.pid, "SIGSEGV"); setInterval(() => {}, 1000);', train).status).toBe(139);
  });

  test('is not there: 127; may not be started: 126', () => {
    const missing = runSync(undefined, train);
    expect(missing.status).toBe(127);
    expect(missing.stderr.toString()).toContain('nnUNetv2_train cannot be started: there is no such command.');
    const env = environmentWith('');
    chmodSync(join(String(env['PATH']).split(':')[0] ?? '', 'nnUNetv2_train'), 0o644);
    const forbidden = spawnSync(process.execPath, argv([], train), { env, cwd: join(folder, 'project') });
    expect(forbidden.status).toBe(126);
  });

  test('stays in the process group of the job', () => {
    const script =
      'console.log(require("fs").readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ").slice(2, 4).join());';
    const own = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ').slice(2, 4).join();
    expect(runSync(script, train).stdout.toString().trim()).toBe(own);
  });
});

describe('signals', () => {
  const noting = (signal: string) =>
    `process.on('${signal}', () => { console.log('got ${signal}'); process.exit(42); }); console.log('ready'); setInterval(() => {}, 1000);`;

  test.each(['SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const)(
    '%s is passed on',
    async (signal) => {
      const child = start(noting(signal));
      await said(child, 'ready');
      child.process.kill(signal);
      expect(await child.ended).toEqual({ code: 42, signal: null });
      expect(child.stdout()).toBe(`ready\ngot ${signal}\n`);
    },
  );

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends a command that does not care: 128 + N', async (signal) => {
    const child = start('console.log("ready"); setInterval(() => {}, 1000);');
    await said(child, 'ready');
    child.process.kill(signal);
    expect(await child.ended).toEqual({ code: 128 + constants.signals[signal], signal: null });
  });

  test('to the whole group are not lost, and the command may take its time', async () => {
    const child = start(
      `let n = 0; process.on('SIGTERM', () => { n += 1; if (n === 1) setTimeout(() => { console.log('saved'); process.exit(5); }, 300); }); console.log('ready'); setInterval(() => {}, 1000);`,
      true,
    );
    await said(child, 'ready');
    process.kill(-Number(child.process.pid), 'SIGTERM');
    expect(await child.ended).toEqual({ code: 5, signal: null });
    expect(child.stdout()).toBe('ready\nsaved\n');
  });

  function start(script: string, ownGroup = false) {
    const child = spawn(process.execPath, argv([], train), {
      env: environmentWith(script),
      cwd: join(folder, 'project'),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
    });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    const ended = new Promise((done) => child.on('close', (code, signal) => done({ code, signal })));
    return { process: child as ChildProcess, stdout: () => stdout, ended };
  }

  async function said(child: ReturnType<typeof start>, text: string): Promise<void> {
    for (let tries = 0; tries < 500 && !child.stdout().includes(text); tries += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect(child.stdout()).toContain(text);
  }
});

describe('a command that may not run', () => {
  async function run(words: readonly string[], options: readonly string[] = []) {
    const started: HandedCommand[] = [];
    const outcome = await nnplans(['run', ...options, '--', ...words], {
      storage: projectStorage('examples/transfer'),
      handOver: async (command) => {
        started.push(command);
        return { code: 42 };
      },
    });
    return { ...outcome, started };
  }

  test('is not started after an error, and standard output stays empty', async () => {
    const { code, started, stdout, stderr } = await run(wrong);
    expect({ code, started, stdout }).toEqual({ code: 1, started: [], stdout: '' });
    expect(stderr).toContain('workflow/plans-exist');
    expect(stderr).toContain('nnplans: not started: nnUNetv2_train 122');
  });

  test('is started whatever is found with --fail-on never', async () => {
    expect(await run(wrong, ['--fail-on', 'never'])).toMatchObject({
      code: 42,
      stdout: '',
      started: [{ words: wrong }],
    });
  });

  test('says nothing when it is quiet and all is well', async () => {
    expect(await run(train, ['--quiet'])).toMatchObject({
      code: 42,
      stdout: '',
      stderr: '',
      started: [{ words: train }],
    });
  });

  test('is not started over a finished training unless somebody says what is to stop it', async () => {
    const again = train.map((word) => (word === '1' ? '0' : word));
    const { code, started, stderr } = await run(again, ['--quiet']);
    expect({ code, started }).toEqual({ code: 1, started: [] });
    expect(stderr).toMatch(
      /^nnplans: not started for workflow\/replaced-training \(with --fail-on error it is\): nnUNetv2_train/,
    );
    expect(await run(again, ['--fail-on', 'error'])).toMatchObject({ code: 42, started: [{ words: again }] });
  });

  test('a warning is enough where that is asked for', async () => {
    const later = [...train, '--use_compressed'];
    expect(await run(later)).toMatchObject({ code: 42 });
    expect(await run(later, ['--fail-on', 'warning'])).toMatchObject({ code: 1, started: [] });
  });

  test.each([[['echo', 'hello']], [['nnUNetv2_trian', '122']], [[]]])(
    'is refused when it is none of nnU-Net: %j',
    async (words) => {
      expect(await run(words)).toMatchObject({ code: 2, started: [], stdout: '' });
    },
  );

  test('asks for the command', async () => {
    const { code, stderr } = await nnplans('run', { storage: projectStorage('examples/transfer') });
    expect(code).toBe(2);
    expect(stderr).toContain('nnplans run needs a command of nnU-Net after --.');
  });
});
