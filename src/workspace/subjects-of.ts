import type { Storage } from '../io/storage.js';
import { modelName } from '../nnunet/plans/model-name.js';
import { casesOf } from './case.js';
import type { PreprocessedCase, UnprocessedCase } from './case-subjects.js';
import type { ModelFolder } from './model-subjects.js';
import { baseName, folderOf } from './paths.js';
import { unprocessedCasesOf } from './raw-case.js';
import type { AnySubject, Dataset, PlansFile } from './subjects.js';

/** A dataset, its plans files with their configurations, and the models trained on it. */
export function* datasetSubjects(dataset: Dataset): Iterable<AnySubject> {
  yield dataset;
  for (const file of dataset.plansFiles) yield* plansSubjects(file);
  for (const model of dataset.models) yield* modelSubjects(model);
}

/** Every preprocessed case that some configuration reads, folder by folder, then the cases of the raw folder. */
export function* caseSubjects(storage: Storage, dataset: Dataset): Iterable<PreprocessedCase | UnprocessedCase> {
  for (const { folder, configurations } of dataset.dataFolderUses) {
    if (folder !== undefined) yield* casesOf(storage, dataset, folder, configurations);
  }
  yield* unprocessedCasesOf(storage, dataset);
}

/** A plans file with its configurations; beside a model's folds, those that the model may have been trained with. */
export function* plansSubjects(file: PlansFile): Iterable<AnySubject> {
  yield file;
  const named = file.place === 'model' ? configurationOfModel(file) : undefined;
  const own = file.configurations.filter(({ configuration }) => configuration.name === named);
  yield* own.length > 0 ? own : file.configurations;
}

/** Which configuration the folder of a model is named after. */
export function configurationOfModel({ document }: PlansFile): string | undefined {
  return modelName(baseName(folderOf(document.file)))?.configuration;
}

/** A model folder, the plans that its predictor reads with the one configuration that it uses, and its checkpoints. */
export function* modelSubjects(model: ModelFolder): Iterable<AnySubject> {
  // First, since it is the reading of each that takes long, and all of them may not fit into the memory at once.
  yield* checkpointsOf(model);
  yield model;
  // That it is not there is told of the model.
  if (model.plansFile.document.problems.some((problem) => problem.kind === 'missing')) return;
  yield* plansSubjects(model.plansFile);
}

function* checkpointsOf(model: ModelFolder): Iterable<AnySubject> {
  for (const fold of model.folds) yield* fold.checkpoints;
}
