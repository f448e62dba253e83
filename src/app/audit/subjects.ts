import type { ConfigurationEntry, SubjectEntry } from '../../engine/report.js';
import { countCases } from '../../nnunet/dataset/case-files.js';
import { lazy } from '../../workspace/lazy.js';
import type { ModelFolder } from '../../workspace/model-subjects.js';
import type { AnySubject, Dataset, PlansFile } from '../../workspace/subjects.js';
import { datasetSubjects, modelSubjects, plansSubjects } from '../../workspace/subjects-of.js';
import { measuresOf } from '../measures.js';
import { modelEntry } from '../model-entry.js';
import type { Scope } from './scope.js';

/** What is looked at in one go, or handed to one of several who share an audit. */
export interface Unit {
  /** Path that nothing else has. */
  readonly name: string;
  subjects(): Iterable<AnySubject>;
  /** Its line of the overview, if it has one. */
  entry?(): SubjectEntry;
  readonly model?: ModelFolder;
  readonly dataset?: Dataset;
}

/** Everything in the scope, one after the other. */
export function unitsOf(scope: Scope, nameFile: (file: string) => string): readonly Unit[] {
  return [
    ...scope.roots.map((root) => ({ name: `${root.preprocessed ?? root.label}/`, subjects: () => [root] })),
    ...scope.datasets.map((dataset) => ({
      name: dataset.folder,
      subjects: () => datasetSubjects(dataset),
      entry: () => datasetEntry(dataset, nameFile),
      dataset,
    })),
    ...scope.models.map((model) => ({
      name: model.folder,
      subjects: () => modelSubjects(model),
      entry: () => modelEntry(model, nameFile),
      model,
    })),
    ...scope.plansFiles.map((file) => ({
      name: file.document.file,
      subjects: () => plansSubjects(file),
      entry: () => plansEntry(file, nameFile),
    })),
    ...[...scope.pickles, ...scope.checkpoints].map((file) => ({
      name: file.path,
      subjects: () => [file],
      entry: () => ({ kind: file.kind, label: file.label, file: nameFile(file.path) }),
    })),
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
