import type { PlannedTransfer } from '../engine/report.js';
import { counted } from './counted.js';

/** What stands at the place of the file, in brackets. */
function existingText({ existing }: PlannedTransfer): string {
  if (existing === 'nothing') return '(new)';
  return existing === 'the same' ? '(there already, the same)' : '(there already, other plans)';
}

/** What follows from the rewriting, for weights and data: whole sentences. */
export function meanings({ changes }: PlannedTransfer): readonly string[] {
  const telling = changes.filter(({ consequence }) => consequence !== 'no effect');
  const names = 'Only names change. Everything else stays: weights of the source load, data are made in the same way.';
  return telling.length === 0
    ? [names]
    : telling.map(({ what, reason }) => `${what}: ${reason} Everything else stays.`);
}

/** Data folders that are there, a sentence each; preprocessing fills the others without a loss. */
export function filledFolders({ dataFolders }: PlannedTransfer): readonly string[] {
  const full = new Map(dataFolders.filter(({ cases }) => cases > 0).map((one) => [one.identifier, one.cases]));
  return [...full].map(
    ([identifier, cases]) =>
      `The data folder ${identifier} has ${counted(cases, 'case')} already: nnUNetv2_preprocess deletes them first.`,
  );
}

/** Whether the file was written, and if not, why. */
export function outcomeText({ outcome, refusal, file, existing, backup }: PlannedTransfer): string {
  const another = `There are other plans in ${file}: choose another -tp, or replace them with --write --force, which keeps a copy beside them.`;
  switch (outcome) {
    case 'written':
      return backup === undefined ? `${file} was written.` : `${file} was written; the old file is now ${backup}.`;
    case 'already there':
      return `${file} is there already, byte for byte.`;
    case 'refused':
      return refusal === 'other plans'
        ? `Nothing was written. ${another}`
        : `${file} was not written because of the findings. --fail-on sets the severity.`;
    case 'not asked for':
      return existing === 'other plans'
        ? `Nothing was written. ${another}`
        : 'Nothing was written. Add --write to write this.';
  }
}

/** What is moved where, by name. */
export function moveFacts(planned: PlannedTransfer): readonly (readonly [name: string, value: string])[] {
  return [
    ['source', planned.source],
    ['target', planned.target],
    ['file', `${planned.file} ${existingText(planned)}`],
    ['as by', planned.release],
    ['all of', planned.configurations.join(', ')],
  ];
}
