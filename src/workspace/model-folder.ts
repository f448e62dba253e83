import type { JsonDocument } from '../io/json/document.js';
import type { Storage, StorageEntry } from '../io/storage.js';
import { modelName } from '../nnunet/plans/model-name.js';
import { openCheckpoint } from './checkpoint.js';
import { lazy } from './lazy.js';
import type { Checkpoint, Fold, ModelFolder, StagePrediction } from './model-subjects.js';
import { baseName, folderOf, join } from './paths.js';
import type { PickledFile } from './pickle-subjects.js';
import { isCheckpointName, openPickledFile, pickledCheckpoint } from './pickled-file.js';
import { plansFileOf } from './plans-file.js';
import { blosc2Array, readFile } from './stored-array.js';
import type { Dataset } from './subjects.js';

/** Whether a folder's name is one that nnU-Net gives to models: `<trainer>__<plans>__<configuration>`. */
export function isModelFolderName(name: string): boolean {
  return modelName(name) !== undefined;
}

export interface ModelFolderSetting {
  readonly storage: Storage;
  readonly read: (path: string) => JsonDocument;
  readonly folder: string;
  readonly dataset: Dataset | undefined;
}

/** A model folder; folds are listed and checkpoints read when first asked for. */
export function openModelFolder({ storage, read, folder, dataset }: ModelFolderSetting): ModelFolder {
  const name = baseName(folder);
  const datasetName = baseName(folderOf(folder));
  const label = `${datasetName}/${name}`;
  const entries = lazy(() => storage.list(folder) ?? []);
  const datasetJson = lazy(() => read(join(folder, 'dataset.json')));
  const fingerprint = lazy(() => read(join(folder, 'dataset_fingerprint.json')));
  // Prediction asks the checkpoint; the name of the folder is only what training called it.
  const trainer = lazy(() => {
    const [checkpoint] = folds().flatMap((fold) => fold.checkpoints);
    return (checkpoint?.trainedAs.trainer ?? modelName(name)?.trainer) || undefined;
  });
  const plansFile = lazy(() =>
    plansFileOf(read(join(folder, 'plans.json')), {
      place: 'model',
      trainer,
      owner: label,
      datasetJson,
      fingerprint,
    }),
  );
  const folds = lazy((): readonly Fold[] =>
    entries()
      .filter((entry) => entry.kind === 'folder' && entry.name.startsWith('fold_'))
      .map((entry) => openFold(storage, join(folder, entry.name), model)),
  );
  const pickles = lazy((): readonly PickledFile[] => {
    const known = new Set(folds().flatMap((fold) => fold.checkpoints.map(({ path }) => path)));
    const inFolder = (path: string, places: string) =>
      (storage.list(path) ?? [])
        .filter((entry) => entry.kind === 'file' && !known.has(join(path, entry.name)))
        .flatMap(({ name: one }): readonly PickledFile[] => {
          const own = `${label}${places}/${one}`;
          // -chk takes any name.
          if (isCheckpointName(one))
            return [pickledCheckpoint(openCheckpoint(storage, join(path, one), { label: own }))];
          return one.endsWith('.pkl') ? [openPickledFile(storage, join(path, one), own)] : [];
        });
    const merged = entries().filter((entry) => entry.kind === 'folder' && entry.name.startsWith('crossval_results'));
    return [
      ...inFolder(folder, ''),
      ...merged.flatMap(({ name: one }) => inFolder(join(folder, one), `/${one}`)),
      ...folds().flatMap((fold) => [
        ...inFolder(fold.folder, `/${fold.name}`),
        ...inFolder(join(fold.folder, 'validation'), `/${fold.name}/validation`),
      ]),
    ];
  });
  const predictedNextStage = lazy(() => {
    const stages = storage.list(join(folder, 'predicted_next_stage')) ?? [];
    const predictions = (stage: string) => {
      const path = join(folder, 'predicted_next_stage', stage);
      return (storage.list(path) ?? []).map(({ name: fileName }) => openPrediction(storage, path, fileName));
    };
    return new Map(
      stages.filter((stage) => stage.kind === 'folder').map((stage) => [stage.name, predictions(stage.name)]),
    );
  });

  const model: ModelFolder = {
    kind: 'model',
    label,
    folder,
    name,
    nameParts: modelName(name),
    datasetName,
    dataset,
    get plansFile() {
      return plansFile();
    },
    get datasetJson() {
      return datasetJson();
    },
    get fingerprint() {
      return fingerprint();
    },
    get folds() {
      return folds();
    },
    get entries() {
      return entries();
    },
    get pickles() {
      return pickles();
    },
    get predictedNextStage() {
      return predictedNextStage();
    },
  };
  return model;
}

function openPrediction(storage: Storage, folder: string, fileName: string): StagePrediction {
  const path = join(folder, fileName);
  const array = lazy(() =>
    fileName.endsWith('.b2nd') ? readFile(storage, path, (source) => blosc2Array(path, source)) : undefined,
  );
  return {
    fileName,
    get array() {
      return array();
    },
  };
}

function openFold(storage: Storage, folder: string, model: ModelFolder): Fold {
  const name = baseName(folder);
  const entries = lazy((): readonly StorageEntry[] => storage.list(folder) ?? []);
  const checkpoints = lazy((): readonly Checkpoint[] =>
    entries()
      .filter((entry) => entry.name.endsWith('.pth') && (entry.kind === 'file' || entry.kind === 'folder'))
      .map((entry) =>
        openCheckpoint(storage, join(folder, entry.name), {
          label: `${model.label}/${name}/${entry.name}`,
          model,
          fold,
        }),
      ),
  );
  const validation = lazy(() => storage.list(join(folder, 'validation'))?.map((entry) => entry.name));
  const fold: Fold = {
    name,
    fold: foldOf(name),
    folder,
    get entries() {
      return entries();
    },
    get checkpoints() {
      return checkpoints();
    },
    get validation() {
      return validation();
    },
  };
  return fold;
}

function foldOf(name: string): number | 'all' | undefined {
  if (name === 'fold_all') return 'all';
  const digits = /^fold_(\d+)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
