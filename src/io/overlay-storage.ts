import type { Storage, StorageEntry } from './storage.js';

/**
 * A storage in which one file has another content, or is there at all: what would be found after it was written.
 * @param path in a folder that exists
 */
export function withFile(storage: Storage, path: string, bytes: Uint8Array): Storage {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, slash), path.slice(slash + 1)];
  const entry: StorageEntry = { name, kind: 'file', isLink: false };
  const overlaid: Storage = {
    list(listed) {
      const entries = storage.list(listed);
      if (listed !== folder || entries === undefined) return entries;
      return [...entries.filter((one) => one.name !== name), entry].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    forEachEntry(listed, visit) {
      if (listed !== folder) return storage.forEachEntry(listed, visit);
      const entries = overlaid.list(listed);
      for (const one of entries ?? []) visit(one);
      return entries !== undefined;
    },
    stat(asked) {
      if (asked !== path) return storage.stat(asked);
      // It is not written yet, so nothing follows from its time.
      return { kind: 'file', size: bytes.length, modified: 0 };
    },
    readBytes: (asked, maximumBytes) => (asked === path ? bytes : storage.readBytes(asked, maximumBytes)),
    readRange: (asked, offset, length) =>
      asked === path ? bytes.subarray(offset, offset + length) : storage.readRange(asked, offset, length),
    linkTarget: (asked) => (asked === path ? undefined : storage.linkTarget(asked)),
    realPath: (asked) => (asked === path ? path : storage.realPath(asked)),
  };
  return overlaid;
}
