import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nnplans, projectStorage } from '../support/command-line.js';

interface Example {
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly expected: readonly string[];
}

/** Every command of the reference, with the configs that stand before it. */
function examples(): readonly Example[] {
  const found: Example[] = [];
  let files: Record<string, string> = {};
  const blocks = readFileSync('schemas/README.md', 'utf8').matchAll(
    /(?:<!-- file: (\S+) -->\n+)?```(json|console)\n([\s\S]*?)```/g,
  );
  for (const [, name = 'nnplans.config.json', kind, text = ''] of blocks) {
    if (kind === 'json') files[name] = text;
    else if (!text.includes('--rules ')) {
      const [command = '', ...expected] = text.trimEnd().split('\n');
      found.push({ files, words: command.replace(/^\$ nnplans /, '').split(' '), expected });
      files = {};
    }
  }
  return found;
}

test('there is an example for every part', () => {
  expect(examples().length).toBeGreaterThan(5);
});

test.each(examples().map((example) => [example.words.join(' '), example] as const))('%s', async (_words, example) => {
  const storage = projectStorage('examples/own-plans', example.files);
  const { stdout, stderr } = await nnplans(example.words, { storage });
  expect(stderr).toBe('');
  expect(example.expected.length).toBeGreaterThan(0);
  for (const line of example.expected) expect(stdout).toContain(line);
});

test('a rule in code is run as it is printed', () => {
  const [, code = '', command = '', expected = ''] =
    /<!-- module: \S+ -->\n+```js\n([\s\S]*?)```\s+```console\n\$ nnplans (.*)\n([\s\S]*?)```/.exec(
      readFileSync('schemas/README.md', 'utf8'),
    ) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'nnplans-reference-'));
  try {
    cpSync('test/examples/own-plans', folder, { recursive: true });
    mkdirSync(join(folder, 'team-rules'));
    writeFileSync(join(folder, 'team-rules', 'patch-volume.mjs'), code);
    const bin = ['--import', require.resolve('tsx'), join(process.cwd(), 'src/cli/bin.ts')];
    const { stdout, stderr, status } = spawnSync(process.execPath, [...bin, ...command.split(' ')], {
      cwd: folder,
      env: { ...process.env, nnUNet_preprocessed: 'nnUNet_preprocessed' },
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    for (const line of expected.trimEnd().split('\n')) expect(stdout).toContain(line);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
