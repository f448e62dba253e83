import type { RootName } from '../../engine/config.js';
import type { Storage } from '../../io/storage.js';
import type { Found } from '../../workspace/identify.js';
import { siblingRoots } from '../../workspace/reach.js';
import type { RootFolders } from '../../workspace/workspace.js';

export interface FoundRoots {
  readonly roots: RootFolders;
  /** Preprocessed roots between which nobody but the user can choose. */
  readonly candidates: readonly string[];
}

/** nnU-Net's folders below the one that was looked through: a preprocessed root and what lies beside it. */
export function foundRoots(storage: Storage, found: readonly Found[]): FoundRoots {
  const candidates = found.filter(({ kind }) => kind === 'preprocessed-root').map(({ path }) => path);
  const [preprocessed, second] = candidates;
  if (preprocessed === undefined || second !== undefined) return { roots: {}, candidates };
  return { roots: { preprocessed, ...siblingRoots(storage, preprocessed) }, candidates };
}

/** Folders by nnU-Net's names; those that are not known are left out. */
export function writtenRoots({ raw, preprocessed, results }: RootFolders): readonly (readonly [RootName, string])[] {
  const all = [
    ['nnUNet_raw', raw],
    ['nnUNet_preprocessed', preprocessed],
    ['nnUNet_results', results],
  ] as const;
  return all.flatMap(([name, path]) => (path === undefined ? [] : [[name, path] as const]));
}
