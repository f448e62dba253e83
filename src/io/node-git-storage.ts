import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { git, gitObjects } from './node-git.js';
import { GitBlobs, type GitEntry } from './node-git-blobs.js';
import { type Storage, StorageError } from './storage.js';
import { type TreeNode, treeStorage } from './tree-storage.js';

/**
 * The files of a git revision, read from git's objects without a checkout. It answers the same paths as the disk does:
 * absolute ones within the repository, and relative ones from `repositoryFolder`; everything outside the repository is missing.
 * Files tracked with Git LFS are read from the local LFS store where they are there, and are pointers otherwise.
 *
 * @param repositoryFolder any folder of the working tree, or a bare repository (then `/` is its root)
 * @param revision what `git rev-parse` understands (`HEAD~2`, a branch, a tag, an id); an empty text means the index, what the next commit will hold
 * @throws StorageError when there is no repository, no such revision, or no git
 */
export function gitStorage(repositoryFolder: string, revision: string): Storage {
  return openRevision(repositoryFolder, revision).storage;
}

/** The storage and the path in it that `REV:path` means: from the root of the repository, or with `./` and `../` from `folder`. */
export function revisionFile(folder: string, name: string): { readonly storage: Storage; readonly path: string } {
  const parts = splitRevisionName(name);
  if (parts === undefined) {
    throw new StorageError('missing', name, `${name} is not of the form REVISION:PATH`);
  }
  const { storage, root } = openRevision(folder, parts.revision);
  return { storage, path: /^\.\.?\//.test(parts.path) ? parts.path : `${root}/${parts.path}` };
}

/** Splits at the first colon outside braces, as git does: `HEAD^{/fix: spacing}:plans.json`. `:plans.json` is the index. */
export function splitRevisionName(name: string): { readonly revision: string; readonly path: string } | undefined {
  const parts = /^((?:[^:{]|\{[^}]*\})*):(?:0:)?(.+)$/s.exec(name);
  if (parts === null) return undefined;
  const [, revision = '', path = ''] = parts;
  return { revision, path };
}

function openRevision(folder: string, revision: string): { readonly storage: Storage; readonly root: string } {
  const real = realFolder(folder);
  const root = rootOf(folder, real);
  const { tree, modified } = treeOf(folder, revision);
  const entries = tree === undefined ? indexEntries(root || folder) : treeEntries(folder, tree);
  const blobs = new GitBlobs(folder, entries);
  const nodes = new Map<string, TreeNode>();
  // A folder that is reached through links has two names, and the one that was given must work, too.
  if (root !== '' && resolve(folder) !== real) nodes.set(resolve(folder), { kind: 'link', target: real });
  for (const entry of entries) nodes.set(`${root}/${entry.path}`, treeNode(entry, blobs, modified));
  return { storage: treeStorage(nodes, root === '' ? '/' : real), root };
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    throw new StorageError('missing', folder, `${folder}: there is no such folder`);
  }
}

/** The top folder of the working tree; an empty text in a bare repository. */
function rootOf(folder: string, real: string): string {
  const answer = Buffer.from(git(folder, ['rev-parse', '--is-inside-work-tree', '--show-cdup'])).toString('utf8');
  const [isInside, upwards = ''] = answer.split('\n');
  return isInside === 'true' ? resolve(real, upwards) : '';
}

/** The tree of a revision, and when it was committed in milliseconds since 1970; no tree for the index. */
function treeOf(folder: string, revision: string): { readonly tree?: string; readonly modified: number } {
  if (revision === '') return { modified: 0 };
  let name = revision;
  // A tag may name a tag.
  for (let steps = 0; steps < 16; steps += 1) {
    const object = isSafe(name) ? gitObjects(folder, [name])[0] : undefined;
    if (object === undefined) break;
    if (object.type === 'tree') return { tree: object.id, modified: 0 };
    const header = Buffer.from(object.content).toString('latin1');
    if (object.type === 'commit') {
      const [, tree = ''] = /^tree ([\da-f]+)$/m.exec(header) ?? [];
      const [, seconds] = /^committer .* (\d+) [-+]\d+$/m.exec(header) ?? [];
      return { tree, modified: Number(seconds ?? 0) * 1000 };
    }
    if (object.type !== 'tag') {
      throw new StorageError('missing', folder, `${revision} names a file, not a state of the repository`);
    }
    name = /^object ([\da-f]+)$/m.exec(header)?.[1] ?? '';
  }
  throw new StorageError('missing', folder, `git knows no revision ${revision} in ${folder}`);
}

/** Names go to git one a line, and none may look like an option wherever it is used. */
function isSafe(name: string): boolean {
  return name !== '' && !name.startsWith('-') && !/[\n\r\0]/.test(name);
}

function treeEntries(folder: string, tree: string): GitEntry[] {
  return entriesOf(git(folder, ['ls-tree', '-r', '-z', '--full-tree', tree]), /^(\d+) \w+ ([\da-f]+)\t(.*)$/s);
}

/** Only stage 0: of a file with a merge conflict there is no single content. */
function indexEntries(root: string): GitEntry[] {
  return entriesOf(git(root, ['ls-files', '--stage', '-z']), /^(\d+) ([\da-f]+) 0\t(.*)$/s);
}

function entriesOf(output: Uint8Array, pattern: RegExp): GitEntry[] {
  return Buffer.from(output)
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode, id, path] = pattern.exec(line) ?? [];
      return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path }];
    });
}

function treeNode(entry: GitEntry, blobs: GitBlobs, modified: number): TreeNode {
  if (entry.mode === '160000') return { kind: 'folder' };
  if (entry.mode === '120000') return new GitLink(entry, blobs);
  return new GitFile(entry, blobs, modified);
}

class GitFile {
  readonly kind = 'file';
  readonly #entry: GitEntry;
  readonly #blobs: GitBlobs;

  constructor(
    entry: GitEntry,
    blobs: GitBlobs,
    readonly modified: number,
  ) {
    this.#entry = entry;
    this.#blobs = blobs;
  }

  get size(): number {
    return this.#blobs.size(this.#entry);
  }

  read(): Uint8Array {
    return this.#blobs.read(this.#entry);
  }
}

class GitLink {
  readonly kind = 'link';
  readonly #entry: GitEntry;
  readonly #blobs: GitBlobs;

  constructor(entry: GitEntry, blobs: GitBlobs) {
    this.#entry = entry;
    this.#blobs = blobs;
  }

  get target(): string {
    return Buffer.from(this.#blobs.read(this.#entry)).toString('utf8');
  }
}
