import type { Storage } from '../io/storage.js';
import { datasetNumber } from '../nnunet/dataset/dataset-ids.js';
import { absolutePath, baseName, folderOf, join } from './paths.js';
import { type StorageFailure, tolerantStorage } from './tolerant-storage.js';
import { openWorkspace, type RootFolders, type Workspace } from './workspace.js';

/** Where a run looks: the user's roots, and other roots that paths lead to. */
export interface Reach {
  readonly storage: Storage;
  /** Working folder, absolute: relative paths start here. */
  readonly cwd: string;
  /** The user's three folders, absolute; each `undefined` where not known. */
  readonly roots: RootFolders;
  /** The workspace over the user's own roots. */
  readonly home: Workspace;
  /** The workspace whose preprocessed root is that folder; one per folder, so that files are read once. */
  workspaceOf(preprocessed: string): Workspace;
  /** Whether nnU-Net would look for preprocessed datasets there: the user's own root, or a folder laid out like one. */
  isPreprocessedRoot(path: string): boolean;
  absolute(path: string): string;
  /** Paths that could not be looked at so far, or were left out. */
  readonly failures: ReadonlyMap<string, StorageFailure>;
  /** Notes that a path is not looked at, and why. */
  leaveOut(path: string, reason: string): void;
}

export interface ReachSetting {
  readonly storage: Storage;
  readonly cwd: string;
  readonly roots: RootFolders;
  /** Whether whole roots are looked at, not only the datasets that are asked for. */
  readonly isComplete: boolean;
}

export function openReach({ storage: given, cwd, roots, isComplete }: ReachSetting): Reach {
  const { storage, failures } = tolerantStorage(given);
  const home = openWorkspace(storage, roots, isComplete);
  const others = new Map<string, Workspace>();
  const rootness = new Map<string, boolean>();
  const leaveOut = (path: string, reason: string) => failures.set(path, { path, reason, isForbidden: false });
  const real = (path: string) => storage.realPath(path) ?? path;
  return {
    storage,
    cwd,
    roots,
    home,
    workspaceOf(preprocessed) {
      if (roots.preprocessed !== undefined && real(preprocessed) === real(roots.preprocessed)) return home;
      const known = others.get(preprocessed);
      if (known !== undefined) return known;
      // Data of another root must not be held against the user's own raw images and models.
      const opened = openWorkspace(
        storage,
        { preprocessed, ...siblingRoots(storage, preprocessed) },
        isComplete,
        failures,
      );
      others.set(preprocessed, opened);
      return opened;
    },
    isPreprocessedRoot(path) {
      const known = rootness.get(path);
      if (known !== undefined) return known;
      const isRoot =
        path === roots.preprocessed || (path !== roots.raw && path !== roots.results && isLaidOutAsRoot(storage, path));
      rootness.set(path, isRoot);
      return isRoot;
    },
    absolute: (path) => absolutePath(cwd, path),
    failures,
    leaveOut,
  };
}

/** `nnUNet_raw` and `nnUNet_results` beside a preprocessed root, as most people lay them out. */
export function siblingRoots(storage: Storage, preprocessed: string): Pick<RootFolders, 'raw' | 'results'> {
  const beside = (name: string) => {
    const path = join(folderOf(preprocessed), name);
    return baseName(preprocessed) !== name && storage.stat(path)?.kind === 'folder' ? path : undefined;
  };
  return { raw: beside('nnUNet_raw'), results: beside('nnUNet_results') };
}

/** Called like a preprocessed root, or with datasets in it that have been preprocessed: those have ground truth beside them. */
function isLaidOutAsRoot(storage: Storage, path: string): boolean {
  const name = baseName(path);
  if (name.startsWith('Dataset')) return false;
  const datasets = (storage.list(path) ?? []).filter(
    (entry) => entry.kind === 'folder' && datasetNumber(entry.name) !== undefined,
  );
  if (datasets.length > 0 && /preprocessed/i.test(name)) return true;
  return datasets.some((entry) => storage.stat(join(path, entry.name, 'gt_segmentations'))?.kind === 'folder');
}
