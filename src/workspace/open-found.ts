import { openCheckpoint } from './checkpoint.js';
import { openDataset } from './dataset.js';
import { isModelFolderName, openModelFolder } from './model-folder.js';
import type { Checkpoint, ModelFolder } from './model-subjects.js';
import { baseName, folderOf, join } from './paths.js';
import type { PickledFile } from './pickle-subjects.js';
import { isCheckpointName, openPickledFile, pickledCheckpoint } from './pickled-file.js';
import type { Reach } from './reach.js';
import type { Dataset, PlansFile } from './subjects.js';

/** The dataset whose folder that is. */
export function datasetAt(reach: Reach, path: string, place: 'preprocessed' | 'elsewhere'): Dataset {
  if (place === 'preprocessed') return reach.workspaceOf(folderOf(path)).dataset(baseName(path));
  const { home, storage } = reach;
  return openDataset({
    storage,
    read: home.read,
    name: baseName(path),
    folder: path,
    rawFolder: undefined,
    resultsFolder: undefined,
    roots: home.roots,
    place,
  });
}

/** A raw dataset that lies anywhere, with its preprocessed folder where nnU-Net's usual layout has it. */
export function rawDatasetAt(reach: Reach, path: string): Dataset {
  const { home, roots, storage } = reach;
  const name = baseName(path);
  const preprocessed = roots.preprocessed ?? join(folderOf(folderOf(path)), 'nnUNet_preprocessed');
  return openDataset({
    storage,
    read: home.read,
    name,
    folder: join(preprocessed, name),
    rawFolder: path,
    resultsFolder: undefined,
    roots: home.roots,
    place: 'preprocessed',
  });
}

/** The plans.json of a model is what its predictor reads, whichever way it was come by. */
export function plansAt(reach: Reach, path: string): PlansFile {
  if (baseName(path) === 'plans.json' && isModelFolderName(baseName(folderOf(path)))) {
    return modelAt(reach, folderOf(path)).plansFile;
  }
  const root = folderOf(folderOf(path));
  return (reach.isPreprocessedRoot(root) ? reach.workspaceOf(root) : reach.home).plansFile(path);
}

export function modelAt({ storage, home }: Reach, path: string): ModelFolder {
  const dataset = home.roots.datasets.find((candidate) => candidate.name === baseName(folderOf(path)));
  return openModelFolder({ storage, read: home.read, folder: path, dataset });
}

/** A checkpoint, with the model around it where it lies in one. */
export function checkpointAt(reach: Reach, path: string): Checkpoint {
  const fold = folderOf(path);
  const folder = folderOf(fold);
  if (baseName(fold).startsWith('fold_') && isModelFolderName(baseName(folder))) {
    const checkpoints = modelAt(reach, folder).folds.flatMap((one) => one.checkpoints);
    const own = checkpoints.find((checkpoint) => checkpoint.path === path);
    if (own !== undefined) return own;
  }
  return openCheckpoint(reach.storage, path);
}

/** Any file that is opened as a pickle: by torch where it has a name of such a file. */
export function pickleAt(reach: Reach, path: string): PickledFile {
  const { storage } = reach;
  if (!isCheckpointName(baseName(path))) return openPickledFile(storage, path);
  return pickledCheckpoint(openCheckpoint(storage, path));
}
