import type { Storage, StorageEntry } from '../io/storage.js';
import { lazy } from './lazy.js';
import { baseName } from './paths.js';
import type { DataFolder } from './subjects.js';

/** Longest first: `_seg.b2nd` is not a case called `…_seg`. */
const caseEndings = ['_seg.b2nd', '_seg.npy', '.b2nd', '.npz', '.npy', '.pkl'] as const;

export function openDataFolder(storage: Storage, path: string): DataFolder {
  const entries = lazy(() => storage.list(path) ?? []);
  const cases = lazy(() => casesOf(entries()));
  return {
    name: baseName(path),
    path,
    get entries() {
      return entries();
    },
    get cases() {
      return cases();
    },
  };
}

function casesOf(entries: readonly StorageEntry[]): ReadonlyMap<string, readonly string[]> {
  const cases = new Map<string, string[]>();
  for (const { name, kind } of entries) {
    if (kind !== 'file') continue;
    const ending = caseEndings.find((candidate) => name.endsWith(candidate));
    if (ending === undefined) continue;
    const identifier = name.slice(0, -ending.length);
    const endings = cases.get(identifier);
    if (endings === undefined) cases.set(identifier, [ending]);
    else endings.push(ending);
  }
  return cases;
}
