import type { JsonDocument } from '../io/json/document.js';
import { isObject, type JsonValue, member } from '../io/json/value.js';
import type { Storage, StorageEntry } from '../io/storage.js';
import { datasetNumber } from '../nnunet/dataset/dataset-ids.js';
import { spreadOf } from './case.js';
import { openCheckpoint } from './checkpoint.js';
import { openDataFolder } from './data-folder.js';
import { dataFolderUses } from './data-folder-use.js';
import { lazy } from './lazy.js';
import { isModelFolderName, openModelFolder } from './model-folder.js';
import type { ModelFolder } from './model-subjects.js';
import { join } from './paths.js';
import { plansFileOf } from './plans-file.js';
import type { DataFolder, Dataset, PlansFile, Roots } from './subjects.js';

/** Each is compared with the others. Nobody makes so many; by its name each can be asked for all the same. */
const mostPlansFiles = 1000;

/** Files of a preprocessed folder that are not plans. */
const otherFiles = new Set(['dataset.json', 'dataset_fingerprint.json', 'splits_final.json', 'nnplans.config.json']);

export interface DatasetSetting {
  readonly storage: Storage;
  readonly read: (path: string) => JsonDocument;
  readonly name: string;
  readonly folder: string;
  readonly rawFolder: string | undefined;
  readonly resultsFolder: string | undefined;
  readonly roots: Roots;
  /** `elsewhere` in an experiment repository, where nnU-Net itself would not look. */
  readonly place?: 'preprocessed' | 'elsewhere';
}

export function openDataset({
  storage,
  read,
  name,
  folder,
  rawFolder,
  resultsFolder,
  roots,
  place = 'preprocessed',
}: DatasetSetting): Dataset {
  const entries = lazy(() => storage.list(folder) ?? []);
  const names = (path: string): readonly string[] | undefined => {
    const found: string[] = [];
    return storage.forEachEntry(path, ({ name: one }) => found.push(one)) ? found.sort() : undefined;
  };
  const document = (path: string) => lazy(() => read(path));
  const datasetJson = document(join(folder, 'dataset.json'));
  const fingerprint = document(join(folder, 'dataset_fingerprint.json'));
  const splits = document(join(folder, 'splits_final.json'));
  const rawDatasetJson = rawFolder === undefined ? undefined : document(join(rawFolder, 'dataset.json'));
  const rawSplits = rawFolder === undefined ? undefined : document(join(rawFolder, 'splits_final.json'));
  const groundTruth = lazy(() => names(join(folder, 'gt_segmentations')));
  const rawImages = lazy(() => (rawFolder === undefined ? undefined : names(join(rawFolder, 'imagesTr'))));
  const rawLabels = lazy(() => (rawFolder === undefined ? undefined : names(join(rawFolder, 'labelsTr'))));

  const mayHold = lazy(() => entries().filter(mayBePlans));
  const plansFiles = lazy((): readonly PlansFile[] =>
    mayHold()
      .slice(0, mostPlansFiles)
      .map((entry) => read(join(folder, entry.name)))
      .filter(looksLikePlans)
      .map((found) =>
        plansFileOf(found, {
          place,
          dataset,
          modified: () => storage.stat(found.file)?.modified,
          checkpointAt: (path) => openCheckpoint(storage, path),
        }),
      ),
  );
  const dataFolders = lazy((): readonly DataFolder[] =>
    entries()
      .filter((entry) => entry.kind === 'folder' && entry.name !== 'gt_segmentations' && !entry.name.startsWith('.'))
      .map((entry) => openDataFolder(storage, join(folder, entry.name))),
  );
  const uses = lazy(() =>
    dataFolderUses(plansFiles(), dataFolders(), (folder, configurations) =>
      spreadOf(storage, dataset, folder, configurations),
    ),
  );
  const models = lazy((): readonly ModelFolder[] =>
    resultsFolder === undefined
      ? []
      : (storage.list(resultsFolder) ?? [])
          .filter((entry) => entry.kind === 'folder' && isModelFolderName(entry.name))
          .map((entry) => openModelFolder({ storage, read, folder: join(resultsFolder, entry.name), dataset })),
  );

  const dataset: Dataset = {
    kind: 'dataset',
    label: name,
    name,
    id: datasetNumber(name),
    folder,
    rawFolder,
    resultsFolder,
    place,
    roots,
    get plansFiles() {
      return plansFiles();
    },
    get plansFilesLeftOut() {
      return Math.max(0, mayHold().length - mostPlansFiles);
    },
    get datasetJson() {
      return datasetJson();
    },
    get fingerprint() {
      return fingerprint();
    },
    get splits() {
      return splits();
    },
    get rawDatasetJson() {
      return rawDatasetJson?.();
    },
    get rawSplits() {
      return rawSplits?.();
    },
    get dataFolders() {
      return dataFolders();
    },
    get dataFolderUses() {
      return uses();
    },
    get groundTruth() {
      return groundTruth();
    },
    get rawImages() {
      return rawImages();
    },
    get rawLabels() {
      return rawLabels();
    },
    get models() {
      return models();
    },
  };
  return dataset;
}

/** A pipe, or a link that leads nowhere, is told of where nnU-Net would look for plans, not passed over. */
function mayBePlans({ name, kind }: StorageEntry): boolean {
  if (kind === 'folder' || !name.endsWith('.json') || otherFiles.has(name)) return false;
  return kind === 'file' || isCalledPlans(name);
}

export function isCalledPlans(name: string): boolean {
  return /plans[^/]*\.json$/i.test(name) && !name.endsWith('nnplans.config.json');
}

/**
 * Whether a JSON file in a preprocessed folder is meant as plans: it has configurations, or two other keys that only plans have,
 * or its name says so. What cannot be parsed counts too: better one finding too many than silence about a damaged plans file.
 */
export function looksLikePlans(document: JsonDocument): boolean {
  if (document.value === undefined) return document.problems.some((problem) => problem.fatal);
  return isCalledPlans(document.file) || hasPlansKeys(document.value);
}

/** Whether a value has configurations, or two other keys that only plans have. */
export function hasPlansKeys(value: JsonValue): boolean {
  if (isObject(member(value, 'configurations'))) return true;
  const telling = ['plans_name', 'image_reader_writer', 'experiment_planner_used', 'transpose_forward'];
  return telling.filter((key) => member(value, key) !== undefined).length >= 2;
}
