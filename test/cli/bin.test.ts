import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';

/** The program as it is installed: bundled, started as a process of its own. */
let folder = '';
const example = join(process.cwd(), 'test/examples/own-plans');
const check = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'TinyPlans', '--config', 'none'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nnplans-bin-'));
  execFileSync('npx', ['tsx', 'src/build/bundle.ts', folder], { stdio: 'pipe' });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bin(words: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}) {
  const env = { PATH: process.env['PATH'], ...options.env };
  return spawnSync(process.execPath, [join(folder, 'nnplans.cjs'), ...words], {
    cwd: options.cwd ?? example,
    env,
    encoding: 'utf8',
  });
}

test('answers, and its exit code is that of the process', () => {
  expect(bin(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  const found = bin([...check, '--preprocessed', 'nnUNet_preprocessed']);
  expect(found).toMatchObject({ status: 1, stderr: '' });
  expect(found.stdout).toContain('transfer/wrong-direction');
  expect(bin(['nonsense'])).toMatchObject({ status: 2, stdout: '' });
});

test('help works without the files of yargs', () => {
  expect(bin(['check', '--help'])).toMatchObject({ status: 0, stderr: '' });
});

test('stands alone: a copy of the folder is enough', () => {
  const copy = mkdtempSync(join(tmpdir(), 'nnplans-copy-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const { status } = spawnSync(process.execPath, [join(copy, 'nnplans.cjs'), 'rules'], { cwd: copy });
    expect(status).toBe(0);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('says the same with its cache, without it, and with a broken one', () => {
  const cached = () => readdirSync(folder).filter((name) => name.endsWith('.check.cache'));
  const words = [...check, '--preprocessed', 'nnUNet_preprocessed', '--format', 'json'];
  const first = bin(words);
  expect(cached()).toHaveLength(1);
  const [name = ''] = cached();
  rmSync(join(folder, name));
  const without = bin(words, { env: { NODE_DISABLE_COMPILE_CACHE: '1' } });
  expect(existsSync(join(folder, name))).toBe(false);
  cpSync(join(folder, 'program.cjs'), join(folder, name));
  const broken = bin(words);
  expect(without).toMatchObject({ status: first.status, stdout: first.stdout, stderr: '' });
  expect(broken).toMatchObject({ status: first.status, stdout: first.stdout, stderr: '' });
});

test('characters beyond ASCII get through the bundle', () => {
  expect(readFileSync(join(folder, 'program.cjs'), 'latin1')).toMatch(/^[\0-\x7f]*$/);
  const { stdout } = bin([...check, '--preprocessed', 'nnUNet_preprocessed', '--format', 'html']);
  expect(stdout).toContain('mean ± standard deviation');
  expect(stdout).not.toMatch(/Â|â/);
});

test('a report that cannot be written leaves nothing behind', () => {
  const place = mkdtempSync(join(tmpdir(), 'nnplans-place-'));
  try {
    const { status, stderr } = bin([...check, '--preprocessed', 'nnUNet_preprocessed', '-o', `json=${place}`]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `nnplans: ${place} cannot be written: it is a folder.\n` });
    expect(readdirSync(join(place, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
    const missing = join(place, 'none', 'x.json');
    const other = bin([...check, '--preprocessed', 'nnUNet_preprocessed', '-o', `json=${missing}`]);
    expect(other.stderr).toBe(`nnplans: ${missing} cannot be written: there is no folder ${join(place, 'none')}.\n`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

test('a reader that closes the pipe early is no error', async () => {
  const words = ['rules', '--format', 'json'];
  const child = spawn(process.execPath, [join(folder, 'nnplans.cjs'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  child.stdout.destroy();
  const code = await new Promise((done) => child.on('close', done));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a large report gets through a slow pipe whole', () => {
  const command = `"${process.execPath}" "${join(folder, 'nnplans.cjs')}" rules --format json | (sleep 0.3; cat)`;
  const text = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8', maxBuffer: 1e8 });
  expect(JSON.parse(text).length).toBeGreaterThan(50);
});

test('the library can be required', () => {
  const code = `const n = require(${JSON.stringify(join(folder, 'index.cjs'))}); console.log(n.rules.length > 50, typeof n.check)`;
  expect(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })).toBe('true function\n');
});
