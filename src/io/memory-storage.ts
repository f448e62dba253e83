import type { Storage } from './storage.js';
import { type TreeNode, treeStorage } from './tree-storage.js';

/** What a path of a {@link memoryStorage} holds: text (as UTF-8), bytes, a link, an empty folder, or a pipe or device. */
export type MemoryFile = string | Uint8Array | { readonly linkTo: string } | { readonly kind: 'folder' | 'other' };

export interface MemoryStorageOptions {
  /** Milliseconds since 1970 at which a path was last written; 0 for the others. */
  readonly modified?: ReadonlyMap<string, number> | Readonly<Record<string, number>>;
}

/**
 * A file system in memory, for tests and for files that never were on a disk. Folders follow from the paths;
 * `data/plans.json` and `/data/plans.json` are the same file.
 */
export function memoryStorage(
  files: ReadonlyMap<string, MemoryFile> | Readonly<Record<string, MemoryFile>>,
  options: MemoryStorageOptions = {},
): Storage {
  const modified = new Map([...entries(options.modified ?? {})].map(([path, time]) => [absolute(path), time]));
  const nodes = new Map<string, TreeNode>();
  for (const [path, file] of entries(files)) {
    nodes.set(absolute(path), node(file, modified.get(absolute(path)) ?? 0));
  }
  return treeStorage(nodes);
}

function node(file: MemoryFile, modified: number): TreeNode {
  if (typeof file === 'string') return node(new TextEncoder().encode(file), modified);
  if (ArrayBuffer.isView(file)) return { kind: 'file', size: file.length, modified, read: () => file };
  if ('linkTo' in file) return { kind: 'link', target: file.linkTo };
  return { kind: file.kind };
}

function entries<V>(values: ReadonlyMap<string, V> | Readonly<Record<string, V>>): Iterable<[string, V]> {
  return values instanceof Map ? values.entries() : Object.entries(values);
}

function absolute(path: string): string {
  return `/${path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/')}`;
}
