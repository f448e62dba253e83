// Bundles the program into files that need nothing installed beside them: `tsx src/build/bundle.ts [FOLDER [PACKAGES]]`. Into the file PACKAGES goes the
// list of the packages that are in them.
import childProcess, { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import zlib from 'node:zlib';
import * as python from '@lezer/python';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const [, , folder = 'dist', packagesFile] = process.argv;

const nodeModules = createRequire(import.meta.url);

/** yargs' ESM entry finds its locale files by `import.meta.url`, which one bundled file does not have. */
const yargs = join(dirname(nodeModules.resolve('yargs/package.json')), 'index.cjs');

/** cli-table3 and yargs measure texts as the reports measure everything else, and without a regular expression of all emoji, slow to compile. */
const ownStringWidth: Plugin = {
  name: 'own-string-width',
  setup(context) {
    context.onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'own' }));
    context.onLoad({ filter: /.*/, namespace: 'own' }, () => ({
      contents: "module.exports = require('./src/report/terminal/width.ts').widthOf;",
      resolveDir: process.cwd(),
    }));
  },
};

/**
 * Parts of Node that bring streams and sockets along, which take longer to load than most checks to run; only packed files need the one, only git
 * and `run` the other. The grammar of Python is needed only for a name that does not come with nnU-Net.
 */
const loadedWhenNeeded: ReadonlyMap<string, object> = new Map<string, object>([
  ['node:zlib', zlib],
  ['node:child_process', childProcess],
  ['@lezer/python', python],
]);

const partsWhenNeeded: Plugin = {
  name: 'parts-when-needed',
  setup(context) {
    context.onResolve({ filter: /^(node:(zlib|child_process)|@lezer\/python)$/ }, ({ path, namespace }) => {
      if (namespace !== 'when-needed') return { path, namespace: 'when-needed' };
      return path.startsWith('node:') ? { path, external: true } : { path: nodeModules.resolve(path) };
    });
    context.onLoad({ filter: /.*/, namespace: 'when-needed' }, ({ path }) => ({
      contents: Object.keys(loadedWhenNeeded.get(path) ?? {})
        .filter((name) => /^[a-z]\w+$/.test(name))
        .map(
          (name) =>
            `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('${path}').${name} });`,
        )
        .join('\n'),
      resolveDir: process.cwd(),
    }));
  },
};

/**
 * Files that stay beside the program: what loads rules of one's own, since `import()` does not work in what runs from a cache of V8, and what
 * compiles JSON Schemas, which takes a fifth of the whole and which hardly any run needs.
 */
const filesBeside: Plugin = {
  name: 'files-beside',
  setup(context) {
    context.onResolve({ filter: /\/(import-module|json-schema)\.js$/ }, ({ path }) => ({
      path: `./${path.slice(path.lastIndexOf('/') + 1).replace('.js', '.cjs')}`,
      external: true,
    }));
  },
};

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  alias: { yargs },
  plugins: [ownStringWidth, partsWhenNeeded],
  // Less to read at every start.
  minify: true,
  metafile: true,
  logLevel: 'warning',
};

/**
 * The launcher reads the program byte by byte, which is faster; esbuild leaves other characters than those of ASCII in regular expressions and tagged
 * templates, where an escape means the same.
 */
function escapeAll(file: string): void {
  const text = readFileSync(file, 'utf8');
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, escaped);
}

/** Caches of V8 belong to one build: its check of the source is a check of the length. */
function removeCaches(): void {
  for (const name of readdirSync(folder)) if (name.endsWith('.cache')) rmSync(join(folder, name));
}

/** The first run of a command is slow and writes its cache: here, not at the user's. */
function warmUp(): void {
  const project = 'test/examples/transfer/nnUNet_preprocessed';
  const pretraining = `${project}/Dataset121_AbdomenCT/TinyPlans.json`;
  const finetuning = `${project}/Dataset122_PancreasCT/PretrainedPlansCustom.json`;
  for (const words of [
    ['check', '--config', 'none', '-s', pretraining, '-t', finetuning],
    ['audit', '--config', 'none', project],
    ['diff', pretraining, finetuning],
  ])
    spawnSync(process.execPath, [join(folder, 'nnplans.cjs'), ...words], { env: {}, stdio: 'ignore' });
}

/** Folders of the packages that something was taken from. */
const packages = new Set<string>();

async function bundle(options: BuildOptions): Promise<void> {
  const { metafile } = await build({ ...common, ...options });
  for (const input of Object.keys(metafile?.inputs ?? {})) {
    const [, found] = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    if (found !== undefined) packages.add(found);
  }
}

await bundle({ entryPoints: ['src/index.ts'], outfile: join(folder, 'index.cjs') });
await bundle({
  entryPoints: ['src/cli/import-module.ts', 'src/engine/json-schema.ts'],
  outdir: folder,
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
});
await bundle({
  entryPoints: ['src/cli/bin.ts'],
  outfile: join(folder, 'program.cjs'),
  // A function for the launcher to call, as Node makes of every module: made here, a megabyte need not be copied at every start.
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  plugins: [...(common.plugins ?? []), filesBeside],
  supported: { 'dynamic-import': false },
});
await bundle({
  entryPoints: ['src/cli/launch.ts'],
  outfile: join(folder, 'nnplans.cjs'),
  banner: { js: '#!/usr/bin/env node' },
});
escapeAll(join(folder, 'program.cjs'));
chmodSync(join(folder, 'nnplans.cjs'), 0o755);
removeCaches();
warmUp();
if (packagesFile !== undefined) writeFileSync(packagesFile, JSON.stringify([...packages].sort()));
