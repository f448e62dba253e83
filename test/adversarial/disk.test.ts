import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.js';
import { nodeStorage } from '../../src/io/node-storage.js';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nnplans-'));
  cpSync(join(process.cwd(), 'test/examples/transfer'), root, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function audit(path: string): Promise<{ code: number; out: string }> {
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  const code = await run(['audit', path], {
    stdout: sink,
    stderr: sink,
    env: {},
    cwd: root,
    storage: nodeStorage(),
    today: () => '2026-01-01',
    isTerminal: false,
    columns: 100,
    writeFile: () => undefined,
    saveFile: () => undefined,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  expect(code).not.toBe(3);
  return { code, out };
}

test.each(['PretrainedPlansCustom.json', 'dataset.json', 'splits_final.json', 'more.json'])(
  'a pipe called %s: nobody waits for it',
  async (name) => {
    const path = join(root, 'nnUNet_preprocessed/Dataset122_PancreasCT', name);
    rmSync(path, { force: true });
    execFileSync('mkfifo', [path]);
    for (const start of ['nnUNet_preprocessed', '.', path]) {
      const { out } = await audit(start);
      expect(out).not.toBe('');
    }
  },
);

test('links in a circle: every plans file is looked at once', async () => {
  const before = await audit('.');
  const dataset = join(root, 'nnUNet_preprocessed/Dataset122_PancreasCT');
  symlinkSync('..', join(root, 'nnUNet_preprocessed/up'));
  symlinkSync(root, join(dataset, 'top'));
  symlinkSync('itself', join(dataset, 'itself'));
  symlinkSync('itself.json', join(dataset, 'itself.json'));
  mkdirSync(join(root, 'deep'));
  symlinkSync('../deep', join(root, 'deep/deep'));
  const { code, out } = await audit('.');
  expect(code).toBeLessThan(2);
  const lines = (text: string) => text.split('\n').filter((line) => /^ Dataset\d+/.test(line)).length;
  expect(lines(out)).toBe(lines(before.out));
});
