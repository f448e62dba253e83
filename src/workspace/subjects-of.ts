import type { AnySubject, Dataset } from './subjects.js';
import type { Workspace } from './workspace.js';

/** Everything that an audit of the roots looks at. */
export function auditSubjects(workspace: Workspace): readonly AnySubject[] {
  return [workspace.roots, ...workspace.roots.datasets.flatMap(datasetSubjects)];
}

/** A dataset, its plans files and their configurations. */
export function datasetSubjects(dataset: Dataset): readonly AnySubject[] {
  return [dataset, ...dataset.plansFiles.flatMap((file): readonly AnySubject[] => [file, ...file.configurations])];
}
