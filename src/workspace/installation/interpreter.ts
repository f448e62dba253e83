import { readLauncher } from '../../io/python-environment/launcher.js';
import { type Storage, StorageError } from '../../io/storage.js';
import { absolutePath, baseName, folderOf, join } from '../paths.js';
import { splitPath, textAt, type Variables } from './environment.js';

/** What a command is looked for with. */
export interface Shell {
  /** One that takes a folder without permission for an empty one. */
  readonly storage: Storage;
  readonly env: Variables;
  /** absolute */
  readonly cwd: string;
}

/** The file that a shell starts under a name; `undefined` where there is none. */
export function programOnPath({ storage, env, cwd }: Shell, name: string, without?: string): string | undefined {
  for (const folder of splitPath(env['PATH'] ?? env['Path'] ?? '')) {
    const absolute = absolutePath(cwd, folder);
    if (absolute === without) continue;
    for (const file of [join(absolute, name), join(absolute, `${name}.exe`)]) {
      if (storage.stat(file)?.kind === 'file') return file;
    }
  }
  return undefined;
}

/** Longer than the first lines of any script that starts a command. */
const beginning = 4096;

/**
 * The interpreter that runs a script such as `nnUNetv2_train`.
 * @param script absolute path
 * @returns absolute path; `undefined` where it cannot be told
 */
export function interpreterOf(shell: Shell, script: string): string | undefined {
  const { storage } = shell;
  if (script.endsWith('.exe')) return join(folderOf(script), 'python.exe');
  const launcher = readLauncher(beginningOf(storage, script));
  switch (launcher.kind) {
    case 'interpreter':
      return launcher.path;
    case 'program':
      return interpreterNamed(shell, launcher.name);
    case 'beside':
      return join(folderOf(storage.realPath(script) ?? script), launcher.name);
    case 'pyenv': {
      const chosen = chosenByPyenv(shell, folderOf(folderOf(script)), launcher.root, baseName(script));
      return chosen === undefined ? undefined : interpreterOf(shell, chosen);
    }
    case 'unknown':
      return undefined;
  }
}

/** The interpreter that a shell starts under a name: `python3`. */
export function interpreterNamed(shell: Shell, name: string): string | undefined {
  const found = name.includes('/') ? absolutePath(shell.cwd, name) : programOnPath(shell, name);
  if (found === undefined) return undefined;
  const launcher = readLauncher(beginningOf(shell.storage, found));
  if (launcher.kind !== 'pyenv') return found;
  return chosenByPyenv(shell, folderOf(folderOf(found)), launcher.root, baseName(found));
}

/** pyenv's choice: PYENV_VERSION, else the nearest `.python-version`, else the global `version`; the first of these versions that has the program. */
function chosenByPyenv(shell: Shell, shims: string, named: string | undefined, program: string): string | undefined {
  const { storage, env } = shell;
  const root = named ?? env['PYENV_ROOT'] ?? shims;
  const versions = (env['PYENV_VERSION'] ?? versionFile(shell, root))
    .split(/[:\s]+/)
    .filter((version) => version !== '');
  for (const version of versions) {
    if (version === 'system') {
      const found = programOnPath(shell, program, join(root, 'shims'));
      if (found !== undefined) return found;
      continue;
    }
    // `3.11` stands for the newest 3.11 that is installed.
    const installed = (storage.list(join(root, 'versions')) ?? []).map(({ name }) => name);
    const newest = installed
      .filter((name) => name.startsWith(`${version}.`))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const folder = installed.includes(version) ? version : newest.at(-1);
    const file = folder === undefined ? undefined : join(root, 'versions', folder, 'bin', program);
    if (file !== undefined && storage.stat(file)?.kind === 'file') return file;
  }
  return undefined;
}

function versionFile({ storage, cwd }: Shell, root: string): string {
  for (let folder = cwd; ; folder = folderOf(folder)) {
    const text = textAt(storage, join(folder, '.python-version'));
    if (text !== undefined) return text;
    if (folder === '/' || folder === folderOf(folder)) break;
  }
  return textAt(storage, join(root, 'version')) ?? 'system';
}

function beginningOf(storage: Storage, file: string): string {
  try {
    return new TextDecoder('latin1').decode(storage.readRange(file, 0, beginning));
  } catch (error) {
    if (error instanceof StorageError) return '';
    throw error;
  }
}
