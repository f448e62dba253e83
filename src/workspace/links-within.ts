import type { StorageEntry } from '../io/storage.js';
import { join } from './paths.js';
import type { Reach } from './reach.js';

/**
 * Tells of the entries of folders below a start whether they lie there: everything but links that lead out of it, of which the reach takes a note.
 * The start itself may be a link; it was named.
 * @param wouldMatter whether somebody would have looked at the entry, were it no link
 */
export function linksWithin(
  reach: Reach,
  start: string,
  wouldMatter: (entry: StorageEntry) => boolean,
): (folder: string, entry: StorageEntry) => boolean {
  let root: string | undefined;
  return (folder, entry) => {
    if (!entry.isLink || (entry.kind !== 'folder' && entry.kind !== 'file')) return true;
    const path = join(folder, entry.name);
    root ??= reach.storage.realPath(start) ?? start;
    const real = reach.storage.realPath(path) ?? path;
    if (real === root || real.startsWith(root.endsWith('/') ? root : `${root}/`)) return true;
    if (wouldMatter(entry)) {
      reach.leaveOut(path, 'it is a link that leads out of the folder, and is followed only where it is named itself');
    }
    return false;
  };
}
