import { type EntryKind, type Storage, type StorageEntry, StorageError, type StorageStat } from './storage.js';

/** A file, link or device of a {@link treeStorage}; folders follow from the paths. */
export type TreeNode =
  | {
      readonly kind: 'file';
      readonly size: number;
      readonly modified: number;
      readonly read: () => Uint8Array;
      /** Where a part can be had without the whole; fewer bytes only at the end of the file. */
      readonly readRange?: (offset: number, length: number) => Uint8Array;
    }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder' | 'other' };

/** As many links in a row as Linux follows before it gives up (ELOOP). */
const mostLinks = 40;

/**
 * A {@link Storage} over a fixed set of paths: the common part of memory and git revisions.
 * @param nodes absolute paths with `/` between names, without `.` and `..`
 * @param workingFolder absolute path that relative paths start from
 */
export function treeStorage(nodes: ReadonlyMap<string, TreeNode>, workingFolder = '/'): Storage {
  const folders = foldersOf(nodes);

  /** The path behind all links; `undefined` where a link leads to nothing, in a circle, or through a file. */
  function resolve(path: string): string | undefined {
    const open = namesOf(path, workingFolder).reverse();
    const resolved: string[] = [];
    let links = 0;
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (name === '..') {
        resolved.pop();
        continue;
      }
      const here = join(resolved, name);
      const node = nodes.get(here);
      if (node?.kind === 'link') {
        links += 1;
        if (links > mostLinks) return undefined;
        if (node.target.startsWith('/')) resolved.length = 0;
        for (const one of splitNames(node.target).reverse()) open.push(one);
      } else if (folders.has(here) || (node !== undefined && open.length === 0)) {
        resolved.push(name);
      } else {
        return undefined;
      }
    }
    return join(resolved);
  }

  function kindOf(path: string): EntryKind {
    const resolved = resolve(path);
    if (resolved === undefined) return 'dangling';
    const node = nodes.get(resolved);
    return node === undefined || node.kind === 'link' ? 'folder' : node.kind;
  }

  function file(path: string): Extract<TreeNode, { kind: 'file' }> {
    const resolved = resolve(path);
    if (resolved === undefined) throw new StorageError('missing', path, `${path}: there is no such file`);
    const node = nodes.get(resolved);
    if (node?.kind !== 'file') throw new StorageError('not-a-regular-file', path, `${path}: not a regular file`);
    return node;
  }

  const storage: Storage = {
    list(folder) {
      const resolved = resolve(folder);
      const names = resolved === undefined ? undefined : folders.get(resolved);
      if (resolved === undefined || names === undefined) return undefined;
      return [...names].sort().map((name): StorageEntry => {
        const path = join(splitNames(resolved), name);
        return { name, kind: kindOf(path), isLink: nodes.get(path)?.kind === 'link' };
      });
    },

    forEachEntry(folder, visit) {
      const entries = storage.list(folder);
      for (const entry of entries ?? []) visit(entry);
      return entries !== undefined;
    },

    stat(path): StorageStat | undefined {
      const resolved = resolve(path);
      if (resolved === undefined) return undefined;
      const node = nodes.get(resolved);
      if (node?.kind === 'file') return { kind: 'file', size: node.size, modified: node.modified };
      return { kind: kindOf(resolved), size: 0, modified: 0 };
    },

    readBytes(path, maximumBytes) {
      const node = file(path);
      if (node.size > maximumBytes) throw tooLarge(path, node.size, maximumBytes);
      const bytes = node.read();
      if (bytes.length > maximumBytes) throw tooLarge(path, bytes.length, maximumBytes);
      return bytes;
    },

    readRange(path, offset, length) {
      const node = file(path);
      return node.readRange?.(offset, length) ?? node.read().subarray(offset, offset + length);
    },

    linkTarget(path) {
      const names = namesOf(path, workingFolder);
      const name = names.pop();
      if (name === undefined || name === '..') return undefined;
      const folder = resolve(join(names));
      const node = folder === undefined ? undefined : nodes.get(join(splitNames(folder), name));
      return node?.kind === 'link' ? node.target : undefined;
    },

    realPath: resolve,
  };
  return storage;
}

/** The refusal of a file that is larger than the caller is ready to hold. */
export function tooLarge(path: string, size: number, maximumBytes: number): StorageError {
  return new StorageError('too-large', path, `${path}: ${size} bytes, more than the ${maximumBytes} that are read`);
}

/** Folder paths with the names in them, the root included. */
function foldersOf(nodes: ReadonlyMap<string, TreeNode>): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>([['/', new Set()]]);
  for (const [path, node] of nodes) {
    if (node.kind === 'folder' && !folders.has(path)) folders.set(path, new Set());
    const names = splitNames(path);
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const folder = join(names);
      const known = folders.get(folder);
      known?.add(name);
      if (known === undefined) folders.set(folder, new Set([name]));
    }
  }
  return folders;
}

function namesOf(path: string, workingFolder: string): string[] {
  return path.startsWith('/') ? splitNames(path) : [...splitNames(workingFolder), ...splitNames(path)];
}

function splitNames(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function join(folder: readonly string[], ...names: readonly string[]): string {
  return `/${[...folder, ...names].join('/')}`;
}
