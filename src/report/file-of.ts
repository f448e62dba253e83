import type { Finding, Report } from '../engine/report.js';
import { belongsTo } from './owner.js';

/**
 * The file or folder that a finding is shown at where a place is a must: its own, that of the subject it is about, or the working folder.
 */
export function fileOf({ location, subject }: Finding, { subjects }: Pick<Report, 'subjects'>): string {
  if (location !== undefined) return location.file;
  const owner = subjects.find(({ label }) => belongsTo(subject, label));
  return owner?.file ?? '.';
}
