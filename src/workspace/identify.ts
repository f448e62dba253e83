import { member } from '../io/json/value.js';
import type { StorageEntry } from '../io/storage.js';
import { ownerCommand } from '../nnunet/command-line/permission.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { isCalledPlans, looksLikePlans } from './dataset.js';
import { isModelFolderName } from './model-folder.js';
import { baseName, folderOf, relativeTo } from './paths.js';
import { isCheckpointName } from './pickled-file.js';
import type { Reach } from './reach.js';
import type { StorageFailure } from './tolerant-storage.js';
import { Unresolved } from './unresolved.js';

/** What lies at a path, as far as nnU-Net's layout tells. Paths are absolute. */
export type Found =
  | { readonly kind: 'plans' | 'checkpoint'; readonly path: string }
  /** A pickle that nnU-Net opens besides checkpoints: a case's properties, a postprocessing.pkl. Also weights that lie in no model's folder. */
  | { readonly kind: 'pickle'; readonly path: string }
  /** `<trainer>__<plans>__<configuration>` with its plans.json. */
  | { readonly kind: 'model'; readonly path: string }
  /** A folder with plans, a fingerprint or, when its name begins with `Dataset`, a dataset.json. */
  | { readonly kind: 'dataset'; readonly path: string; readonly place: 'preprocessed' | 'elsewhere' }
  /** A dataset's folder under nnUNet_raw: images, nothing that was planned. */
  | { readonly kind: 'raw-dataset'; readonly path: string }
  /** Where nnU-Net looks for preprocessed datasets. */
  | { readonly kind: 'preprocessed-root'; readonly path: string }
  /** Any other folder; plans may lie somewhere below it. */
  | { readonly kind: 'folder'; readonly path: string };

/** JSON files of a dataset that are not plans. */
const companions = new Set(['dataset.json', 'dataset_fingerprint.json', 'splits_final.json']);

/** @throws Unresolved where nothing is, or nothing that holds plans */
export function identify(reach: Reach, typed: string): Found {
  const path = reach.absolute(typed);
  const kind = reach.storage.stat(path)?.kind;
  if (kind === undefined) throw nothingAt(reach, path);
  if (kind === 'folder') return identifyFolder(reach, path, reach.storage.list(path) ?? []);
  if (kind !== 'file')
    throw new Unresolved(`${shown(reach, path)} is a pipe, socket or device, which is never opened.`);
  return identifyFile(reach, path);
}

function identifyFile(reach: Reach, path: string): Found {
  const name = baseName(path);
  if (isCheckpointName(name)) return { kind: 'checkpoint', path };
  if (name.endsWith('.pkl')) return { kind: 'pickle', path };
  if (name === 'dataset.json') {
    const folder = folderOf(path);
    const found = identifyFolder(reach, folder, reach.storage.list(folder) ?? []);
    if (found.kind !== 'folder') return found;
    if (isDatasetJson(reach, path)) return { kind: 'dataset', path: folder, place: 'elsewhere' };
  }
  if (companions.has(name)) {
    throw new Unresolved(`${shown(reach, path)} belongs to a dataset and is no plans file.`, [
      `Name the dataset's folder instead: ${shown(reach, folderOf(path))}`,
    ]);
  }
  if (!name.endsWith('.json')) {
    throw new Unresolved(
      `${shown(reach, path)} is neither a plans file (.json) nor a checkpoint (.pth) or another pickle (.pkl).`,
    );
  }
  if (!looksLikePlans(reach.home.read(path))) {
    throw new Unresolved(`${shown(reach, path)} does not look like plans: it has no "configurations".`);
  }
  return { kind: 'plans', path };
}

/** Whether a dataset.json is one of nnU-Net: other programs have files of that name, too. */
export function isDatasetJson(reach: Reach, path: string): boolean {
  const { value } = reach.home.read(path);
  const has = (key: string) => member(value, key) !== undefined;
  return has('labels') && (has('channel_names') || has('modality'));
}

/** @param entries what is in the folder */
export function identifyFolder(reach: Reach, path: string, entries: readonly StorageEntry[]): Found {
  const name = baseName(path);
  const has = (file: string) => entries.some((entry) => entry.name === file);
  if (isModelFolderName(name) && has('plans.json')) return { kind: 'model', path };
  if (reach.isPreprocessedRoot(path)) return { kind: 'preprocessed-root', path };
  const isCalledDataset = name.startsWith('Dataset');
  if (isCalledDataset && reach.isPreprocessedRoot(folderOf(path)))
    return { kind: 'dataset', path, place: 'preprocessed' };
  if (has('imagesTr') || folderOf(path) === reach.roots.raw || baseName(folderOf(path)) === 'nnUNet_raw') {
    return { kind: 'raw-dataset', path };
  }
  if (has('dataset_fingerprint.json') || (isCalledDataset && has('dataset.json'))) {
    return { kind: 'dataset', path, place: has('gt_segmentations') ? 'preprocessed' : 'elsewhere' };
  }
  if (isCalledDataset && entries.some((entry) => entry.kind !== 'folder' && isCalledPlans(entry.name))) {
    return { kind: 'dataset', path, place: 'elsewhere' };
  }
  return { kind: 'folder', path };
}

/** Says what there is instead. */
export function nothingAt(reach: Reach, path: string): Unresolved {
  const failure = reach.failures.get(path);
  if (failure !== undefined) return notToBeRead(reach, failure);
  const target = reach.storage.linkTarget(path);
  if (target !== undefined)
    return new Unresolved(`${shown(reach, path)} is a link to ${target}, where there is nothing.`);
  const neighbours = reach.storage.list(folderOf(path));
  if (neighbours === undefined) {
    return new Unresolved(
      `There is nothing at ${shown(reach, path)}: there is no folder ${shown(reach, folderOf(path))} either.`,
    );
  }
  const nearest = nearestName(
    baseName(path),
    neighbours.map((entry) => entry.name),
  );
  return new Unresolved(
    `There is nothing at ${shown(reach, path)}.`,
    nearest === undefined ? [] : [`Did you mean ${shown(reach, `${folderOf(path)}/${nearest}`)}?`],
  );
}

/** What could not be looked at may be there all the same: nothing is to be planned or written in its place. */
export function notToBeRead(reach: Reach, { path, reason, isForbidden }: StorageFailure): Unresolved {
  return new Unresolved(
    `${shown(reach, path)} could not be looked at: ${reason}.`,
    // The folder above may be what is locked: then only that can be looked at.
    isForbidden
      ? [`Ask the owner for permission. Who that is: ${ownerCommand(shown(reach, folderOf(path)), shown(reach, path))}`]
      : [],
  );
}

export function shown(reach: Reach, path: string): string {
  return relativeTo(reach.cwd, path);
}

/** Places without those that were named twice. */
export function eachOnce(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((one) => [one.path, one])).values()];
}
