import { type ByteSource, memorySource, rangeSource } from '../io/byte-source.js';
import { FormatError } from '../io/format-error.js';
import type { Storage } from '../io/storage.js';
import { type TreeNode, treeStorage } from '../io/tree-storage.js';
import { readZipDirectory } from '../io/zip/directory.js';
import { zipEntrySource } from '../io/zip/entry-data.js';
import type { DroppedFile } from './messages.js';

/** Of workers only, which the types of a page do not know. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** Largest file inside a zip that is unpacked whole: a checkpoint of a model zoo. */
const largestUnpacked = 2 ** 30;

export interface Dropped {
  readonly storage: Storage;
  /** Zip files that could not be opened, and why. */
  readonly notes: readonly string[];
}

/**
 * Files that somebody dropped on the page, read slice by slice where they are. Works in a worker only: `FileReaderSync`. A zip is the folder that
 * was packed into it.
 */
export function droppedStorage(files: readonly DroppedFile[]): Dropped {
  const nodes = new Map<string, TreeNode>();
  const notes: string[] = [];
  for (const { path, file } of files) {
    const source = blobSource(file);
    if (!path.toLowerCase().endsWith('.zip')) {
      nodes.set(`/${path}`, nodeOf(source, file.lastModified ?? 0));
      continue;
    }
    try {
      for (const [name, node] of unpacked(source, file.lastModified ?? 0)) {
        nodes.set(`/${[...path.split('/').slice(0, -1), name].join('/')}`, node);
      }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      notes.push(`${path} cannot be unpacked: ${error.message}.`);
    }
  }
  return { storage: treeStorage(nodes), notes };
}

function nodeOf(source: ByteSource, modified: number): TreeNode {
  return {
    kind: 'file',
    size: source.size,
    modified,
    read: () => source.read(0, source.size),
    readRange: (offset, length) => source.read(offset, Math.max(0, Math.min(length, source.size - offset))),
  };
}

function blobSource(blob: Blob): ByteSource {
  const reader = new FileReaderSync();
  return rangeSource(
    blob.size,
    (offset, length) => new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + length))),
  );
}

/** Entries by their paths; what is deflated is inflated when it is asked for, and kept only as long as somebody reads it. */
function* unpacked(source: ByteSource, modified: number): Iterable<[string, TreeNode]> {
  for (const entry of readZipDirectory(source).entries) {
    const names = entry.name.split(/[\\/]/).filter((name) => name !== '' && name !== '.');
    if (entry.name.endsWith('/') || names.includes('..') || names[0] === '__MACOSX') continue;
    let content: WeakRef<ByteSource> | undefined;
    const open = (): ByteSource => {
      const known = content?.deref();
      if (known !== undefined) return known;
      const opened = entry.size === 0 ? memorySource(new Uint8Array()) : zipEntrySource(source, entry, largestUnpacked);
      content = new WeakRef(opened);
      return opened;
    };
    yield [
      names.join('/'),
      {
        kind: 'file',
        size: entry.size,
        modified,
        read: () => open().read(0, entry.size),
        readRange: (offset, length) => open().read(offset, Math.max(0, Math.min(length, entry.size - offset))),
      },
    ];
  }
}
