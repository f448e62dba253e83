import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The examples of the library, with what they say that is printed: after `//` behind `console.log`, or in lines of their own at the end. */
const examples = [...readFileSync('schemas/README.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code = '']) => {
    const behind = [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    const below = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, text]) => text);
    return { code, printed: [...behind, ...below] };
  },
);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nnplans-library-'));
  cpSync('test/examples/own-plans', folder, { recursive: true });
  // The package as others have it, but for its build.
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const home = join(folder, 'node_modules', 'nnplans');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'nnplans', type: 'module', exports: './index.ts' }));
  writeFileSync(join(home, 'index.ts'), `export * from ${JSON.stringify(join(process.cwd(), 'src/index.ts'))};\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there are some', () => {
  expect(examples.length).toBeGreaterThan(5);
});

test('each prints what it says', () => {
  // In one process: loading the library is what takes longest.
  const mark = (i: number) => `--- ${i}`;
  for (const [i, { code }] of examples.entries()) writeFileSync(join(folder, `example-${i}.ts`), code);
  const imports = examples.map((_example, i) => `console.log('${mark(i)}');\nawait import('./example-${i}.ts');\n`);
  writeFileSync(join(folder, 'all.ts'), imports.join(''));
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), join(folder, 'all.ts')], {
    cwd: folder,
    encoding: 'utf8',
  });
  const expected = examples.flatMap(({ printed }, i) => [mark(i), ...printed]);
  for (const { printed } of examples) expect(printed.length).toBeGreaterThan(0);
  expect({ stderr, printed: stdout.trimEnd().split('\n') }).toEqual({ stderr: '', printed: expected });
});
