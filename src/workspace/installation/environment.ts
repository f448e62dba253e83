import {
  readEditableMapping,
  readEditableSource,
  readMetadataVersion,
  readPathFile,
  readProjectVersion,
  readPyvenvConfig,
} from '../../io/python-environment/environment-files.js';
import { type Storage, StorageError } from '../../io/storage.js';
import { lazy } from '../lazy.js';
import { absolutePath, baseName, folderOf, join } from '../paths.js';
import type { SearchPath } from './python-modules.js';

/** Variables of the environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where one Python looks for packages, and what it has of nnU-Net. */
export interface PythonEnvironment {
  readonly path: () => SearchPath;
  /** Folder of the package `nnunetv2`; `undefined` where it has none. */
  readonly package: string | undefined;
  readonly version: string | undefined;
}

/**
 * The Python of a prefix: a venv, a conda environment, `/usr`.
 * @param interpreter its file name, which may tell the version: `python3.11`
 */
export function openPrefix(storage: Storage, prefix: string, interpreter: string, env: Variables): PythonEnvironment {
  const config = readPyvenvConfig(textAt(storage, join(prefix, 'pyvenv.cfg')) ?? '');
  const version = /^python(\d+\.\d+)/.exec(interpreter)?.[1] ?? /^\d+\.\d+/.exec(config.get('version') ?? '')?.[0];
  const home = config.get('home');
  const base = home === undefined ? prefix : folderOf(home.replaceAll('\\', '/'));
  const isAlone = home !== undefined && config.get('include-system-site-packages')?.toLowerCase() !== 'true';
  const sites = [
    ...(isAlone ? [] : userSites(storage, env, version)),
    ...sitesOf(storage, prefix, version),
    ...(isAlone || base === prefix ? [] : sitesOf(storage, base, version)),
  ];
  const standard = libraryFolders(storage, base, version).map((name) => join(base, 'lib', name));
  return openFolders(storage, { first: pythonPath(env), standard, sites, isComplete: standard.length > 0 });
}

/** A folder that holds `nnunetv2`: a checkout, or a site-packages folder with what is installed beside it. */
export function openFolder(storage: Storage, folder: string): PythonEnvironment {
  return openFolders(storage, { first: [], standard: [], sites: [folder], isComplete: false });
}

interface Folders {
  /** Searched before everything else: `PYTHONPATH`. */
  readonly first: readonly string[];
  /** Python's own modules. */
  readonly standard: readonly string[];
  /** Folders whose `.pth` files count. */
  readonly sites: readonly string[];
  readonly isComplete: boolean;
}

function openFolders(storage: Storage, { first, standard, sites, isComplete }: Folders): PythonEnvironment {
  const added = lazy(() => sites.map((site) => addedTo(storage, site)));
  const path = lazy(() => ({
    folders: [...first, ...standard, ...sites.flatMap((site, i) => [site, ...(added()[i]?.folders ?? [])])],
    placed: new Map(added().flatMap(({ placed }) => [...placed])),
    isComplete,
  }));
  const holds = (folder: string) => storage.stat(join(folder, 'nnunetv2', '__init__.py'))?.kind === 'file';
  // `.pth` files are read only where nnU-Net is in none of the folders themselves.
  const direct = [...first, ...sites].find(holds);
  const holder = direct ?? path().folders.find(holds);
  const placed = holder === undefined ? path().placed.get('nnunetv2') : join(holder, 'nnunetv2');
  return {
    path,
    package: placed,
    version: placed === undefined ? undefined : versionOf(storage, placed, sites),
  };
}

function pythonPath({ PYTHONPATH: path = '', PWD: cwd = '/' }: Variables): readonly string[] {
  return splitPath(path).map((folder) => absolutePath(cwd, folder));
}

/** A list of folders in a variable; on Windows they are told apart by semicolons. */
export function splitPath(path: string): readonly string[] {
  const isWindows = /^[A-Za-z]:[\\/]/.test(path) || path.includes(';');
  return path
    .split(isWindows ? ';' : ':')
    .map((folder) => folder.replaceAll('\\', '/'))
    .filter((folder) => folder !== '');
}

function sitesOf(storage: Storage, prefix: string, version: string | undefined): readonly string[] {
  const folders = [
    ...libraryFolders(storage, prefix, version).flatMap((name) => [
      join(prefix, 'local', 'lib', name, 'dist-packages'),
      join(prefix, 'lib', name, 'site-packages'),
      join(prefix, 'lib64', name, 'site-packages'),
    ]),
    join(prefix, 'lib', 'python3', 'dist-packages'),
    join(prefix, 'Lib', 'site-packages'),
  ];
  return folders.filter((folder) => storage.stat(folder)?.kind === 'folder');
}

/** `python3.11` in `lib`, the newest first where nothing tells which one is used. */
function libraryFolders(storage: Storage, prefix: string, version: string | undefined): readonly string[] {
  if (version !== undefined) {
    const name = `python${version}`;
    if (storage.stat(join(prefix, 'lib', name))?.kind === 'folder') return [name];
  }
  const names = (storage.list(join(prefix, 'lib')) ?? []).map(({ name }) => name);
  return names
    .filter((name) => /^python3\.\d+t?$/.test(name))
    .sort((a, b) => Number.parseInt(b.slice('python3.'.length), 10) - Number.parseInt(a.slice('python3.'.length), 10));
}

function userSites(storage: Storage, env: Variables, version: string | undefined): readonly string[] {
  const { HOME: home, PYTHONUSERBASE: base, PYTHONNOUSERSITE: none } = env;
  if ((none ?? '') !== '' || (home === undefined && base === undefined)) return [];
  const folder = base ?? join(home ?? '', '.local');
  return libraryFolders(storage, folder, version)
    .map((name) => join(folder, 'lib', name, 'site-packages'))
    .filter((site) => storage.stat(site)?.kind === 'folder');
}

/** What the `.pth` files of a folder add, editable installations among it. */
function addedTo(storage: Storage, site: string): Pick<SearchPath, 'folders' | 'placed'> {
  const folders: string[] = [];
  const placed = new Map<string, string>();
  for (const { name } of storage.list(site) ?? []) {
    if (name.endsWith('.pth')) {
      const read = readPathFile(textAt(storage, join(site, name)) ?? '');
      folders.push(...read.folders.map((folder) => absolutePath(site, folder)));
      for (const module of read.modules.filter((one) => one.startsWith('__editable__'))) {
        const finder = textAt(storage, join(site, `${module}.py`)) ?? '';
        for (const [packageName, place] of readEditableMapping(finder)) placed.set(packageName, place);
      }
    } else if (name.endsWith('.egg-link')) {
      folders.push(...readPathFile(textAt(storage, join(site, name)) ?? '').folders.slice(0, 1));
    } else if (/^nnunetv2-.*\.dist-info$/i.test(name)) {
      const source = readEditableSource(textAt(storage, join(site, name, 'direct_url.json')) ?? '');
      if (source !== undefined) folders.push(source);
    }
  }
  return { folders, placed };
}

/** A checkout says in its `pyproject.toml` what it is now; metadata say what was installed. */
function versionOf(storage: Storage, packageFolder: string, sites: readonly string[]): string | undefined {
  const holder = folderOf(packageFolder);
  const project = sites.includes(holder) ? undefined : textAt(storage, join(holder, 'pyproject.toml'));
  const own = project === undefined ? undefined : readProjectVersion(project);
  if (own !== undefined) return own;
  for (const site of new Set([holder, ...sites])) {
    const name = storage.list(site)?.find((entry) => /^nnunetv2-.*\.(dist|egg)-info$/i.test(entry.name))?.name;
    if (name === undefined) continue;
    const file = join(site, name, name.endsWith('.egg-info') ? 'PKG-INFO' : 'METADATA');
    const version = readMetadataVersion(textAt(storage, file) ?? '') ?? /^nnunetv2-([\d.]+\w*)/i.exec(name)?.[1];
    if (version !== undefined) return version;
  }
  return readProjectVersion(textAt(storage, join(holder, 'pyproject.toml')) ?? '');
}

/** No file that is read here is as large. */
const largestText = 1_000_000;

/** `undefined` where there is none, or none that can be read. */
export function textAt(storage: Storage, file: string): string | undefined {
  try {
    if (storage.stat(file)?.kind !== 'file') return undefined;
    return new TextDecoder().decode(storage.readBytes(file, largestText));
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

/** The prefix of an interpreter, as Python finds it: beside a `pyvenv.cfg`, else where its links end. */
export function prefixOf(storage: Storage, interpreter: string): string | undefined {
  const above = (file: string) => {
    const folder = folderOf(file);
    return /^(bin|Scripts)$/i.test(baseName(folder)) ? folderOf(folder) : folder;
  };
  if (storage.stat(interpreter)?.kind !== 'file') return undefined;
  const first = above(interpreter);
  if (storage.stat(join(first, 'pyvenv.cfg')) !== undefined) return first;
  return above(storage.realPath(interpreter) ?? interpreter);
}
