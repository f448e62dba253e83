// Bundles the program into one file behind the bin, without anything to install beside it.
import { chmodSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const nodeModules = createRequire(import.meta.url);

/** yargs' ESM entry finds its locale files by `import.meta.url`, which one bundled file does not have. */
const yargs = join(dirname(nodeModules.resolve('yargs/package.json')), 'index.cjs');

await build({
  entryPoints: ['src/cli/bin.ts'],
  outfile: 'dist/nnplans.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  banner: { js: '#!/usr/bin/env node' },
  alias: { yargs },
  // Less to read at every start. Names stay, for messages about faults.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
});
mkdirSync('dist', { recursive: true });
chmodSync('dist/nnplans.cjs', 0o755);
