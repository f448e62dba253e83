import type { SubjectEntry } from '../engine/report.js';
import { counted } from './counted.js';

const kindNames = new Map([
  ['plans', 'plans file'],
  ['model', 'model folder'],
]);

/** `2 datasets, 1 model folder` */
export function subjectCounts(subjects: readonly SubjectEntry[]): string {
  const kinds = new Map<string, number>();
  for (const { kind } of subjects) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const names = [...kinds].map(([kind, number]) => counted(number, kindNames.get(kind) ?? kind));
  return names.join(', ') || 'nothing';
}
