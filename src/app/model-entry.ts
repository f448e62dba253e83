import type { SubjectEntry } from '../engine/report.js';
import type { ModelFolder } from '../workspace/model-subjects.js';

/** The line of an overview about a model. */
export function modelEntry(
  { label, folder, plansFile, nameParts }: ModelFolder,
  nameFile: (file: string) => string,
): SubjectEntry {
  return {
    kind: 'model',
    label,
    file: nameFile(folder),
    facts: { plans: plansFile.plans.plansName ?? '–', configurations: nameParts?.configuration ?? '–' },
  };
}
