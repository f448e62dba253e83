import type { JsonDocument } from '../io/json/document.js';
import { unreadDocument } from '../io/json/parse.js';
import { leadsOut, readJsonDocument } from '../io/json/read.js';
import { type JsonValue, member } from '../io/json/value.js';
import type { Storage } from '../io/storage.js';
import { openDataset } from './dataset.js';
import { lazy } from './lazy.js';
import { keptDocument, memoryOf } from './memory.js';
import { isModelFolderName } from './model-folder.js';
import { baseName, folderOf, join } from './paths.js';
import { plansFileOf } from './plans-file.js';
import type { Dataset, PlansFile, Roots } from './subjects.js';

/** Folders of nnU-Net's environment variables. */
export interface RootFolders {
  readonly raw?: string | undefined;
  readonly preprocessed?: string | undefined;
  readonly results?: string | undefined;
}

/** Everything in reach of one run; files are read at most once. */
export interface Workspace {
  readonly storage: Storage;
  readonly roots: Roots;
  read(path: string): JsonDocument;
  /** The dataset of that name, whether its folders exist or not. */
  dataset(name: string): Dataset;
  /** Names under which a number is known in any root; nnU-Net wants exactly one. */
  namesOfId(id: number): readonly string[];
  /** Any plans file, by path. */
  plansFile(path: string): PlansFile;
}

/** @param leftOut paths that are not to be looked at */
export function openWorkspace(
  storage: Storage,
  folders: RootFolders,
  isComplete = true,
  leftOut: ReadonlyMap<string, unknown> = new Map(),
): Workspace {
  const documents = new Map<string, JsonDocument>();
  const datasets = new Map<string, Dataset>();

  const read = (path: string): JsonDocument => {
    const known = documents.get(path);
    if (known !== undefined) return known;
    const document = keptDocument(memoryOf(storage), () => readLinked(storage, path));
    documents.set(path, document);
    return document;
  };

  const datasetNames = (root: string | undefined): readonly string[] =>
    (root === undefined ? [] : (storage.list(root) ?? []))
      .filter((entry) => entry.kind === 'folder' && entry.name.startsWith('Dataset'))
      .filter((entry) => !entry.isLink || !leftOut.has(join(root ?? '', entry.name)))
      .map((entry) => entry.name);

  const folderNames = lazy(
    () =>
      new Map([
        ['nnUNet_raw', datasetNames(folders.raw)],
        ['nnUNet_preprocessed', datasetNames(folders.preprocessed)],
        ['nnUNet_results', datasetNames(folders.results)],
      ] as const),
  );

  const dataset = (name: string): Dataset => {
    const known = datasets.get(name);
    if (known !== undefined) return known;
    const existing = (root: string | undefined, kind: 'nnUNet_raw' | 'nnUNet_results') =>
      root !== undefined && folderNames().get(kind)?.includes(name) ? join(root, name) : undefined;
    const opened = openDataset({
      storage,
      read,
      name,
      folder: join(folders.preprocessed ?? '', name),
      rawFolder: existing(folders.raw, 'nnUNet_raw'),
      resultsFolder: existing(folders.results, 'nnUNet_results'),
      roots,
    });
    datasets.set(name, opened);
    return opened;
  };

  const roots: Roots = {
    kind: 'roots',
    label: baseName(folders.preprocessed ?? folders.raw ?? folders.results ?? '.'),
    raw: folders.raw,
    preprocessed: folders.preprocessed,
    results: folders.results,
    isComplete,
    get datasets() {
      return (folderNames().get('nnUNet_preprocessed') ?? []).map(dataset);
    },
    get folderNames() {
      return folderNames();
    },
  };

  return {
    storage,
    roots,
    read,
    dataset,
    namesOfId(id) {
      // "Dataset%03.0d" is a prefix there: Dataset1234_X is found by 123 (utilities/dataset_name_id_conversion.py).
      const prefix = `Dataset${String(id).padStart(3, '0')}`;
      const names = [...folderNames().values()].flat().filter((name) => name.startsWith(prefix));
      return [...new Set(names)].sort();
    },
    plansFile(path) {
      const folder = folderOf(path);
      if (folders.preprocessed !== undefined && folderOf(folder) === folders.preprocessed) {
        const owner = dataset(baseName(folder));
        const own = owner.plansFiles.find((file) => file.document.file === path);
        return own ?? plansFileOf(read(path), { place: 'preprocessed', dataset: owner });
      }
      const isModel = baseName(path) === 'plans.json' && isModelFolderName(baseName(folder));
      return plansFileOf(read(path), {
        place: isModel ? 'model' : 'elsewhere',
        owner: folder === '.' ? undefined : baseName(folder),
        datasetJson: () => read(join(folder, 'dataset.json')),
      });
    },
  };
}

/** Keys that only plans, dataset.json and fingerprints have; a list of folds has them one level below. */
const telling = [
  'configurations',
  'plans_name',
  'channel_names',
  'modality',
  'numTraining',
  'file_ending',
  'spacings',
  'shapes_after_crop',
  'train',
];

/**
 * Reads a JSON file that stands where nnU-Net would look for one of its own. A stranger's folder may link to any file of its reader instead: where it
 * is none of nnU-Net's, its values stay unread, since findings would quote them.
 */
function readLinked(storage: Storage, path: string): JsonDocument {
  const document = readJsonDocument(storage, path);
  if (document.value === undefined || isOfNnunet(document.value) || !leadsOut(storage, path)) return document;
  return unreadDocument(path, {
    kind: 'unreadable',
    fatal: true,
    message: 'it is a link to a file elsewhere that is none of nnU-Net, and is not quoted',
    remedy: 'put the file itself in its place',
  });
}

function isOfNnunet(value: JsonValue): boolean {
  const first = Array.isArray(value) ? value[0] : value;
  return telling.some((key) => member(first, key) !== undefined);
}
