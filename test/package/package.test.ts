import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';

/**
 * The package as others get it: packed by npm, installed into a project that has nothing else, used by JavaScript and by strict TypeScript.
 * Takes half a minute: `npm run test:package`.
 */
let outside = '';
let consumer = '';
let packed: readonly string[] = [];

function execute(command: string, words: readonly string[], cwd = consumer): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

const node = (...words: readonly string[]) => execute(process.execPath, words);

/** Compiles with everything strict, the declarations of the package included, and without the types of Node. */
function compile(files: readonly string[], options: Readonly<Record<string, unknown>>): void {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    target: 'es2022',
    lib: ['es2023'],
    types: [],
    ...options,
  };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  node(join(process.cwd(), 'node_modules/typescript/bin/tsc'), '-p', '.');
}

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'nnplans-package-'));
  consumer = join(outside, 'consumer');
  mkdirSync(consumer);
  const answer = execute('npm', ['pack', '--json', '--pack-destination', outside], process.cwd());
  const [{ filename, files }] = JSON.parse(answer.slice(answer.indexOf('[\n'))) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = files.map(({ path }) => path);
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true }');
  execute('npm', ['install', '--offline', '--no-audit', '--no-fund', join(outside, filename)]);
  cpSync('test/package/consumer', consumer, { recursive: true });
  cpSync('test/examples/transfer', consumer, { recursive: true });
}, 300_000);

afterAll(() => rmSync(outside, { recursive: true, force: true }));

test('it holds the program, the library, its types and what people read, and nothing else', () => {
  expect(packed.filter((path) => !/^(dist\/types|rules|schemas)\//.test(path)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/import-module.cjs',
    'dist/index.cjs',
    'dist/json-schema.cjs',
    'dist/nnplans.cjs',
    'dist/program.cjs',
    'package.json',
  ]);
  const kinds = (folder: string) =>
    [...new Set(packed.filter((path) => path.startsWith(folder)).map((path) => path.slice(path.indexOf('.'))))].sort();
  expect(kinds('dist/types/')).toEqual(['.d.ts', '.json']);
  expect(kinds('rules/')).toEqual(['.md']);
  expect(kinds('schemas/')).toEqual(['.md', '.schema.json']);
});

test('it needs no other package', () => {
  expect(readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['nnplans']);
});

test('its command runs', () => {
  expect(execute(join(consumer, 'node_modules/.bin/nnplans'), ['--version'])).toBe(`${version}\n`);
});

test('JavaScript imports it by name, as a whole, and by require', () => {
  const named = "import { audit, check, diff } from 'nnplans'; console.log(typeof audit, typeof check, typeof diff)";
  expect(node('--input-type=module', '-e', named)).toBe('function function function\n');
  const whole = "import * as nnplans from 'nnplans'; console.log(nnplans.rules.length > 50)";
  expect(node('--input-type=module', '-e', whole)).toBe('true\n');
  expect(node('-e', "console.log(typeof require('nnplans').check, require('nnplans/package.json').name)")).toBe(
    'function nnplans\n',
  );
});

test('its schemas are found by name', () => {
  const code =
    "console.log(['config', 'plans', 'report'].map((name) => require(`nnplans/schemas/${name}.schema.json`).$id).join())";
  const id = (name: string) => (JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as { $id: string }).$id;
  expect(node('-e', code)).toBe(`${['config', 'plans', 'report'].map(id).join()}\n`);
});

test('strict TypeScript compiles against it as an ES module and as CommonJS, and what comes out runs', () => {
  compile(['module.mts', 'script.cts'], { module: 'node16', moduleResolution: 'node16', outDir: 'out' });
  expect(JSON.parse(node('out/module.mjs'))).toEqual({
    errors: 0,
    comparisons: 1,
    own: 1,
    weights: 'yes',
    verdict: 'start',
    trouble: 'impossible',
    unresolved: 'unresolved',
  });
  expect(JSON.parse(node('out/script.cjs'))).toEqual({ errors: 0, rules: true });
});

test('the examples of its documentation compile', () => {
  const page = readFileSync('schemas/README.md', 'utf8');
  const files = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ''], i) => {
    const name = `example-${i}.mts`;
    writeFileSync(join(consumer, name), `declare const console: { log(...what: unknown[]): void };\n${code}`);
    return name;
  });
  writeFileSync(
    join(consumer, 'node.d.ts'),
    "declare module 'node:fs' { export function writeFileSync(file: string, text: string): void }",
  );
  expect(files.length).toBeGreaterThan(5);
  compile([...files, 'node.d.ts'], { module: 'node16', moduleResolution: 'node16', noEmit: true });
});

test('strict TypeScript compiles against it for a bundler', () => {
  compile(['module.mts'], { module: 'esnext', moduleResolution: 'bundler', noEmit: true });
});

test('a rule that yields a message it does not have does not compile', () => {
  const right = readFileSync(join(consumer, 'module.mts'), 'utf8');
  const wrong = right.replace("yield { message: 'small'", "yield { message: 'large'");
  expect(wrong).not.toBe(right);
  writeFileSync(join(consumer, 'wrong.mts'), wrong);
  expect(() => compile(['wrong.mts'], { module: 'node16', moduleResolution: 'node16', noEmit: true })).toThrow(
    `'"large"' is not assignable to type '"small"'`,
  );
});

test('a rule of nnplans works outside of it under another name: there is nothing private', () => {
  const original = readFileSync('rules/plans/dataset-matches-folder.ts', 'utf8');
  const moved = original
    .replaceAll(/from '\.\.\/\.\.\/src\/[^']+'/g, "from 'nnplans'")
    .replace("id: 'plans/dataset-matches-folder'", "id: 'team/dataset-matches-folder'");
  writeFileSync(join(consumer, 'dataset-matches-folder.mts'), moved);
  compile(['dataset-matches-folder.mts'], { module: 'node16', moduleResolution: 'node16', outDir: 'own' });
  const plans = join(consumer, 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json');
  writeFileSync(plans, readFileSync(plans, 'utf8').replace(/("dataset_name": )"[^"]*"/, '$1"Dataset009_Other"'));
  const { stdout, stderr, status } = spawnSync(
    join(consumer, 'node_modules/.bin/nnplans'),
    [
      ...['audit', 'nnUNet_preprocessed', '--rules', 'own', '--format', 'json', '--fail-on', 'info'],
      ...['--rule', 'plans/dataset-matches-folder,team/dataset-matches-folder'],
    ],
    { cwd: consumer, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; identity: string }[] };
  const by = (rule: string) =>
    findings.filter((finding) => finding.rule === rule).map(({ rule: _rule, identity: _identity, ...rest }) => rest);
  expect(by('plans/dataset-matches-folder').length).toBeGreaterThan(0);
  expect(by('team/dataset-matches-folder')).toEqual(by('plans/dataset-matches-folder'));
});
