import type { ConfigurationEntry, SubjectEntry } from '../../engine/report.js';
import type { Storage } from '../../io/storage.js';
import { countCases } from '../../nnunet/dataset/case-files.js';
import { lazy } from '../../workspace/lazy.js';
import type { AnySubject, Dataset, PlansFile } from '../../workspace/subjects.js';
import { caseSubjects, datasetSubjects, modelSubjects, plansSubjects } from '../../workspace/subjects-of.js';
import { measuresOf } from '../measures.js';
import { modelEntry } from '../model-entry.js';
import type { Scope } from './scope.js';

/** Everything in the scope, one after the other; cases last of each dataset, since there may be very many. */
export function* scopeSubjects(scope: Scope, storage: Storage): Iterable<AnySubject> {
  yield* scope.roots;
  for (const dataset of scope.datasets) {
    yield* datasetSubjects(dataset);
    yield* caseSubjects(storage, dataset);
  }
  for (const model of scope.models) yield* modelSubjects(model);
  for (const file of scope.plansFiles) yield* plansSubjects(file);
  yield* scope.checkpoints;
  yield* scope.pickles;
}

/** One entry for each line of the overview. */
export function scopeEntries(scope: Scope, nameFile: (file: string) => string): readonly SubjectEntry[] {
  return [
    ...scope.datasets.map((dataset) => datasetEntry(dataset, nameFile)),
    ...scope.models.map((model) => modelEntry(model, nameFile)),
    ...scope.plansFiles.map((file) => plansEntry(file, nameFile)),
    ...scope.pickles.map(({ label, path }) => ({ kind: 'pickle', label, file: nameFile(path) })),
    ...scope.checkpoints.map(({ label, path }) => ({ kind: 'checkpoint', label, file: nameFile(path) })),
  ];
}

function datasetEntry(dataset: Dataset, nameFile: (file: string) => string): SubjectEntry {
  // Most formats show names and counts only.
  const configurations = lazy(() => configurationEntries(dataset.plansFiles, dataset));
  return {
    ...datasetLine(dataset, nameFile),
    facts: {
      plans: dataset.plansFiles.map((file) => file.stem),
      configurations: [...new Set(dataset.plansFiles.flatMap((file) => file.plans.configurationNames))],
      cases: countCases(dataset.dataFolderUses.flatMap(({ folder }) => folder?.files ?? [])),
    },
    get configurations() {
      return configurations();
    },
  };
}

/** A dataset without what is told of it. Findings about it may lie in its other folders as well. */
export function datasetLine({ label, folder, rawFolder, resultsFolder }: Dataset, nameFile: (file: string) => string) {
  const folders = [rawFolder, resultsFolder].flatMap((other) => other ?? []);
  return {
    kind: 'dataset',
    label,
    file: nameFile(folder),
    ...(folders.length === 0 ? {} : { folders: folders.map(nameFile) }),
  } as const;
}

function plansEntry(file: PlansFile, nameFile: (file: string) => string): SubjectEntry {
  const configurations = lazy(() => configurationEntries([file], file.dataset));
  return {
    kind: 'plans',
    label: file.label,
    file: nameFile(file.document.file),
    facts: { plans: file.plans.plansName ?? '–', configurations: file.plans.configurationNames },
    get configurations() {
      return configurations();
    },
  };
}

function configurationEntries(
  files: readonly PlansFile[],
  dataset: Dataset | undefined,
): readonly ConfigurationEntry[] {
  return files.flatMap((file) =>
    file.configurations.map((side) => ({
      plans: file.stem,
      configuration: side.configuration.name,
      measures: measuresOf(side, dataset),
    })),
  );
}
