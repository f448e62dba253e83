import type { Storage } from '../../io/storage.js';
import { locateCommand } from '../../nnunet/command-line/locate-command.js';
import { plainWords } from '../../nnunet/command-line/word.js';
import type { Installation } from '../../nnunet/installation/installation.js';
import { absolutePath, baseName, folderOf, join } from '../paths.js';
import { tolerantStorage } from '../tolerant-storage.js';
import { openFolder, openPrefix, type PythonEnvironment, prefixOf, splitPath, type Variables } from './environment.js';
import { interpreterNamed, interpreterOf, programOnPath, type Shell } from './interpreter.js';
import { openInstallation } from './open-installation.js';

/** The installation that a command line uses. */
export interface Search {
  readonly storage: Storage;
  readonly env: Variables;
  /** absolute */
  readonly cwd: string;
  /** The command that is about to run, where one is known. */
  readonly command?: readonly string[] | undefined;
}

/** Programs that choose an environment of their own. */
const choosers = /^(uvx?|poetry|pdm|hatch|pipenv|pixi|rye|pipx|conda|mamba|micromamba)$/;

/**
 * The nnU-Net that a command will use, found without running anything: the script on the PATH, its first line, the packages of that Python; else an
 * active `VIRTUAL_ENV` or `CONDA_PREFIX`.
 * @returns `undefined` where there is none, or none that can be told
 */
export function findInstallation(search: Search): Installation | undefined {
  const shell: Shell = { ...search, storage: tolerantStorage(search.storage).storage };
  const start = startOf(search.command ?? []);
  if (start.kind === 'elsewhere') return undefined;
  const found = start.kind === 'environment' ? inEnvironment(shell, start) : (onPath(shell, start) ?? active(shell));
  return found === undefined ? undefined : opened(shell, found);
}

/**
 * The nnU-Net in a folder that somebody names: a checkout, a site-packages folder, a venv or a conda environment, an interpreter.
 * @param path absolute
 * @returns `undefined` where it holds none
 */
export function installationIn(search: Search, path: string): Installation | undefined {
  const shell: Shell = { ...search, storage: tolerantStorage(search.storage).storage };
  const { storage } = shell;
  const isPackage = baseName(path) === 'nnunetv2' && storage.stat(join(path, '__init__.py')) !== undefined;
  const holder = isPackage ? folderOf(path) : path;
  if (storage.stat(join(holder, 'nnunetv2', '__init__.py'))?.kind === 'file') {
    return opened(shell, { ...openFolder(storage, holder), place: `in ${holder}` });
  }
  const interpreter = storage.stat(path)?.kind === 'file' ? path : join(path, 'bin', 'python');
  const prefix = interpreter === path ? prefixOf(storage, path) : path;
  return prefix === undefined ? undefined : opened(shell, atPrefix(shell, prefix, baseName(interpreter)));
}

type Placed = PythonEnvironment & { readonly place: string };

function opened({ storage, env, cwd }: Shell, found: Placed): Installation | undefined {
  if (found.package === undefined) return undefined;
  const outerTrainers = splitPath(env['nnUNet_extTrainer'] ?? '')
    .filter((folder) => folder.trim() !== '')
    .map((folder) => absolutePath(cwd, folder));
  return openInstallation(storage, { ...found, package: found.package, outerTrainers });
}

function atPrefix({ storage, env, cwd }: Shell, prefix: string, interpreter: string): Placed {
  const environment = openPrefix(storage, prefix, interpreter, { ...env, PWD: cwd });
  return { ...environment, place: placeOf(storage, prefix, environment.package) };
}

/** `in venv /home/me/venv`; of a checkout that is installed there, the checkout. */
function placeOf(storage: Storage, prefix: string, packageFolder: string | undefined): string {
  const isInside = packageFolder === undefined || packageFolder.startsWith(`${prefix}/`);
  const kind =
    storage.stat(join(prefix, 'pyvenv.cfg')) !== undefined
      ? 'venv '
      : storage.stat(join(prefix, 'conda-meta')) !== undefined
        ? 'conda environment '
        : '';
  return isInside ? `in ${kind}${prefix}` : `in ${folderOf(packageFolder)}, used by ${kind}${prefix}`;
}

type Start =
  /** A script by its name or path. */
  | { readonly kind: 'script'; readonly program: string }
  /** `python -m nnunetv2.run.run_training`: the working folder is searched first. */
  | { readonly kind: 'module'; readonly python: string; readonly seesFolder: boolean }
  /** `conda run -n NAME`, `uv run`. */
  | {
      readonly kind: 'environment';
      readonly chooser: string;
      readonly name?: string | undefined;
      readonly prefix?: string | undefined;
    }
  /** In a container, or on another machine. */
  | { readonly kind: 'elsewhere' };

function startOf(words: readonly string[]): Start {
  const located = locateCommand(plainWords(words));
  if (located === undefined) return { kind: 'script', program: 'nnUNetv2_train' };
  if (located.runsElsewhere) return { kind: 'elsewhere' };
  const before = words.slice(0, located.program);
  const chooser = before.find((word) => choosers.test(baseName(word)));
  if (chooser !== undefined) {
    const after = (...options: readonly string[]) => {
      const at = before.findIndex((word) => options.includes(word));
      return at < 0 ? undefined : before[at + 1];
    };
    return {
      kind: 'environment',
      chooser: baseName(chooser),
      name: after('-n', '--name'),
      prefix: after('-p', '--prefix'),
    };
  }
  const program = words[located.program] ?? '';
  const python = before.findLast((word) => /^(python|pypy)[\d.]*(\.exe)?$/.test(baseName(word)));
  const isScript = baseName(program).replace(/\.exe$/, '') === located.name;
  if (isScript || python === undefined) return { kind: 'script', program };
  return { kind: 'module', python, seesFolder: program === '-m' };
}

function onPath(shell: Shell, start: Extract<Start, { kind: 'script' | 'module' }>): Placed | undefined {
  const { storage, cwd } = shell;
  if (start.kind === 'module') {
    if (start.seesFolder && storage.stat(join(cwd, 'nnunetv2', '__init__.py'))?.kind === 'file') {
      return { ...openFolder(storage, cwd), place: `in ${cwd}` };
    }
    return ofInterpreter(shell, interpreterNamed(shell, start.python));
  }
  const script = start.program.includes('/')
    ? absolutePath(cwd, start.program)
    : programOnPath(shell, start.program.replace(/\.exe$/, ''));
  return script === undefined ? undefined : ofInterpreter(shell, interpreterOf(shell, script));
}

function ofInterpreter(shell: Shell, interpreter: string | undefined): Placed | undefined {
  const prefix = interpreter === undefined ? undefined : prefixOf(shell.storage, interpreter);
  if (prefix === undefined) return undefined;
  const found = atPrefix(shell, prefix, baseName(interpreter ?? ''));
  return found.package === undefined ? undefined : found;
}

function active(shell: Shell): Placed | undefined {
  const { VIRTUAL_ENV: venv, CONDA_PREFIX: conda } = shell.env;
  for (const prefix of [venv, conda]) {
    if (prefix === undefined || prefix === '') continue;
    const found = atPrefix(shell, prefix.replaceAll('\\', '/'), 'python');
    if (found.package !== undefined) return found;
  }
  return undefined;
}

/** `conda run` names an environment; the other tools keep one in the folder of the project. */
function inEnvironment(
  shell: Shell,
  { chooser, name, prefix }: Extract<Start, { kind: 'environment' }>,
): Placed | undefined {
  const { storage, env, cwd } = shell;
  if (prefix !== undefined) return existing(shell, absolutePath(cwd, prefix));
  if (/conda|mamba/.test(chooser)) {
    const { CONDA_PREFIX: current = '', CONDA_EXE: exe = '', MAMBA_ROOT_PREFIX: mamba = '' } = env;
    const roots = [mamba, folderOf(folderOf(exe)), current.replace(/\/envs\/[^/]+$/, ''), current].filter(
      (root) => root.length > 1,
    );
    const candidates = name === undefined ? [current] : roots.map((root) => join(root, 'envs', name));
    const found = candidates.find((candidate) => candidate !== '' && storage.stat(candidate)?.kind === 'folder');
    return found === undefined ? undefined : existing(shell, found);
  }
  for (let folder = cwd; ; folder = folderOf(folder)) {
    const found = existing(shell, join(folder, '.venv'));
    if (found !== undefined) return found;
    if (folder === folderOf(folder)) return undefined;
  }
}

function existing(shell: Shell, prefix: string): Placed | undefined {
  const found = atPrefix(shell, prefix, 'python');
  return found.package === undefined ? undefined : found;
}
