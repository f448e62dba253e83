import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { git, gitObjects } from './node-git.js';
import { StorageError } from './storage.js';

/** A file of a git tree or index. */
export interface GitEntry {
  /** `100644` and `100755` files, `120000` links, `160000` submodules. */
  readonly mode: string;
  readonly id: string;
  /** From the root of the repository. */
  readonly path: string;
}

const mebibyte = 1024 * 1024;
const mostReadAhead = 4 * mebibyte;
/** More is dropped before the next reading; larger files of Git LFS stay pointers. */
const mostKept = 64 * mebibyte;
const largestReadAhead = mebibyte;
const largestBlob = 1024 * mebibyte;

/**
 * The contents of git's files. Each start of git costs milliseconds, so the files around with the same ending
 * (the plans of other datasets) are read along.
 */
export class GitBlobs {
  readonly #folder: string;
  readonly #entries: readonly GitEntry[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #contents = new Map<string, Uint8Array>();
  #kept = 0;
  #knownSizes: ReadonlyMap<string, number> | undefined;
  #knownLfsFolder: string | undefined;

  constructor(folder: string, entries: readonly GitEntry[]) {
    this.#folder = folder;
    this.#entries = entries;
    this.#indexes = new Map(entries.map(({ path }, index) => [path, index]));
  }

  /** Bytes of an entry's content; of a file in Git LFS those of its pointer. */
  size({ id }: GitEntry): number {
    return this.#sizes().get(id) ?? 0;
  }

  read(entry: GitEntry): Uint8Array {
    const content = this.#contents.get(entry.id) ?? this.#readAlong(entry);
    return this.#fromLfs(content) ?? content;
  }

  #readAlong(entry: GitEntry): Uint8Array {
    if (this.size(entry) > largestBlob) {
      throw new StorageError('too-large', entry.path, `${entry.path}: git cannot give parts of a file of this size`);
    }
    if (this.#kept > mostKept) {
      this.#contents.clear();
      this.#kept = 0;
    }
    const ids = this.#worthReadingWith(entry);
    for (const object of gitObjects(this.#folder, ids, 2 * largestBlob)) {
      if (object === undefined) continue;
      this.#contents.set(object.id, object.content);
      this.#kept += object.content.length;
    }
    const content = this.#contents.get(entry.id);
    if (content !== undefined) return content;
    throw new StorageError('failed', entry.path, `${entry.path}: its content is not in this clone of the repository`);
  }

  #worthReadingWith(entry: GitEntry): string[] {
    const ids = new Set([entry.id]);
    let total = 0;
    const index = this.#indexes.get(entry.path) ?? 0;
    for (const next of [...this.#entries.slice(index + 1), ...this.#entries.slice(0, index).reverse()]) {
      if (total > mostReadAhead) break;
      if (next.mode === '160000' || endingOf(next.path) !== endingOf(entry.path) || this.#contents.has(next.id))
        continue;
      const size = this.size(next);
      if (size > largestReadAhead) continue;
      total += size;
      ids.add(next.id);
    }
    return [...ids];
  }

  #sizes(): ReadonlyMap<string, number> {
    this.#knownSizes ??= this.#readSizes();
    return this.#knownSizes;
  }

  #readSizes(): Map<string, number> {
    const names = this.#entries.filter(({ mode }) => mode !== '160000').map(({ id }) => `${id}\n`);
    const output = Buffer.from(git(this.#folder, ['cat-file', '--batch-check'], names.join(''))).toString('latin1');
    const sizes = new Map<string, number>();
    for (const [, id = '', size] of output.matchAll(/^([\da-f]+) blob (\d+)$/gm)) sizes.set(id, Number(size));
    return sizes;
  }

  /** What a pointer of Git LFS stands for, when this clone has it (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
  #fromLfs(content: Uint8Array): Uint8Array | undefined {
    if (content.length > 1024 || content[0] !== 0x76) return undefined;
    const pointer = Buffer.from(content).toString('latin1');
    const [, id] = /^version https:\/\/git-lfs[^\n]*\n(?:[^\n]*\n)*oid sha256:([\da-f]{64})\n/.exec(pointer) ?? [];
    if (id === undefined) return undefined;
    this.#knownLfsFolder ??= this.#lfsFolder();
    const path = `${this.#knownLfsFolder}/${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`;
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size <= mostKept ? readFileSync(path) : undefined;
  }

  #lfsFolder(): string {
    const common = Buffer.from(git(this.#folder, ['rev-parse', '--git-common-dir']))
      .toString('utf8')
      .trimEnd();
    return `${resolve(this.#folder, common)}/lfs/objects`;
  }
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
