// Writes the declarations of the library: `tsx src/build/types.ts [FOLDER]`. Only what `src/index.ts` shows, directly or through other types.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const folder = process.argv[2] ?? 'dist/types';
const source = resolve('src');
const entry = 'src/index.d.ts';

/** Declarations by their path: those of `src`, and the names and options of rules. */
function declarations(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram([join(source, 'index.ts')], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: '/declarations',
    rootDir: process.cwd(),
  });
  const files = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text) => {
    if (/^\/declarations\/(src|rules)\//.test(path)) files.set(path.slice('/declarations/'.length), text);
  });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, diagnosticsHost));
  return files;
}

const diagnosticsHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => process.cwd(),
  getNewLine: () => '\n',
};

/** The entry and what its declarations import. Nothing may come from a package: the library has no dependencies, neither have its types. */
function reachable(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} is imported by a declaration and was not written`);
    found.set(path, text);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith('.')) throw new Error(`${path} needs the types of ${fileName}`);
      open.push(join(dirname(path), fileName.replace(/\.js$/, '.d.ts')));
    }
  }
  return found;
}

rmSync(folder, { recursive: true, force: true });
for (const [path, text] of reachable(declarations())) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
// The bundle is CommonJS, and so its types must say: TypeScript takes the nearest package.json's word for it.
writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
