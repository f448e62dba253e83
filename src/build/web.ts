// Builds the page: `npm run web [-- --serve] [FOLDER]`. One file, the same for a host (index.html) and to keep (nnplans.html).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { version } from '../../package.json';
import { script as reportScript } from '../report/html/script.js';
import { shell } from '../web/shell.js';

/** Node's own modules have no place in a browser: inflating is fflate's, git there is none. */
const inBrowser: Plugin = {
  name: 'in-browser',
  setup(context) {
    context.onResolve({ filter: /^node:zlib$/ }, () => ({ path: join(process.cwd(), 'src/web/inflate.ts') }));
    context.onResolve({ filter: /\/node-git-storage\.js$/ }, () => ({
      path: join(process.cwd(), 'src/web/no-revisions.ts'),
    }));
  },
};

function builtIn(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'built-in',
    setup(context) {
      context.onResolve({ filter: /^(built-in|report-script)$/ }, ({ path }) => ({ path, namespace: 'built-in' }));
      context.onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path }) => ({ contents: modules[path] ?? '' }));
    },
  };
}

async function bundled(entry: string, plugins: readonly Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome110', 'firefox110', 'safari16'],
    charset: 'ascii',
    logLevel: 'warning',
    plugins: [...plugins],
  });
  return outputFiles[0]?.text ?? '';
}

/** What the files of examples hold, once each: they share many. */
const contents = new Map<string, number>();

/** The files of an example but for weights, which would be most of the page, with the numbers of what they hold. */
function exampleFiles(root: string, keep: RegExp): readonly { readonly path: string; readonly content: number }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => keep.test(path))
    .sort()
    .map((path) => {
      // Text packs better than its base64, which a JSON file of nnU-Net never is.
      const held = readFileSync(path, path.endsWith('.json') ? 'utf8' : 'base64');
      const content = contents.get(held) ?? contents.size;
      contents.set(held, content);
      return { path: path.slice(root.length + 1).replaceAll('\\', '/'), content };
    });
}

const examples = [
  { id: 'transfer', files: exampleFiles('test/examples/transfer', /(?<!\.pth)$/) },
  { id: 'own-plans', files: exampleFiles('test/examples/own-plans', /(?<!\.pth)$/) },
  { id: 'plans', files: exampleFiles('test/examples/own-plans', /nnUNet_preprocessed.*Plans\.json$/) },
];

const workerSource = await bundled('src/web/worker.ts', [inBrowser]);
const modules = {
  'built-in': `export const workerSource = ${JSON.stringify(workerSource)}; export const examples = ${JSON.stringify(examples)}; export const contents = ${JSON.stringify([...contents.keys()])};`,
  'report-script': `export function activateReport() { ${reportScript} }`,
};
const script = (await bundled('src/web/page.ts', [builtIn(modules)])).replaceAll('</script', '<\\/script');
const page = shell(script, version);

const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'dist/web';
mkdirSync(folder, { recursive: true });
for (const name of ['index.html', 'nnplans.html']) writeFileSync(join(folder, name), page);
const packed = gzipSync(page, { level: 9 }).length;
process.stdout.write(`${folder}/nnplans.html: ${page.length} bytes, ${packed} packed\n`);

if (process.argv.includes('--serve')) {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
  );
  server.listen(Number(process.env['PORT'] ?? 8000), '127.0.0.1', () =>
    process.stdout.write(`http://127.0.0.1:${process.env['PORT'] ?? 8000}/\n`),
  );
}
