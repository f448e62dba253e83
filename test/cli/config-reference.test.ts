import { readFileSync } from 'node:fs';
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
    else {
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
