import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { nodeStorage } from '../../src/io/node-storage.js';
import type { Storage } from '../../src/io/storage.js';
import { formatNames } from '../../src/report/format.js';
import { nnplans } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

const project = [...projectFiles('examples/own-plans')];
const outputs = formatNames.map((name) => `-o ${name}=${name}`).join(' ');

/** Everything that a command writes, in every format. */
async function allBytes(words: string, { storage, cwd }: { storage: Storage; cwd: string }): Promise<string> {
  const { code, stdout, stderr, written } = await nnplans(`${words} ${outputs}`, { storage, cwd, env: {} });
  expect(written.size).toBe(formatNames.length);
  return [code, stdout, stderr, ...written.values()].join('\n');
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A copy on the disk, its files written one after the other. */
function onDisk(files: readonly (readonly [path: string, bytes: Uint8Array])[]): { storage: Storage; cwd: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'nnplans-'));
  folders.push(cwd);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), bytes);
  }
  return { storage: nodeStorage(), cwd };
}

describe('the same files give the same bytes in every format, in whatever order they were written', () => {
  const roots = ['raw', 'preprocessed', 'results'].map((name) => `--${name} nnUNet_${name}`).join(' ');

  test.each([[`check -s 121 -t 122 -sp TinyPlans -tp TinyPlans ${roots}`], [`audit ${roots}`], ['audit .']])(
    '%s',
    async (words) => {
      const expected = await allBytes(words, { storage: memoryStorage(new Map(project)), cwd: '/' });
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray(project, { minLength: project.length }), async (files) => {
          expect(await allBytes(words, { storage: memoryStorage(new Map(files)), cwd: '/' })).toBe(expected);
          expect(await allBytes(words, onDisk(files))).toBe(expected);
        }),
        { numRuns: 4 },
      );
    },
  );
});
