import { grouped } from '../engine/grouped.js';
import { openFindings } from '../engine/open-findings.js';
import type { Finding, Report, SubjectEntry } from '../engine/report.js';
import { belongsTo, ownerOf } from './owner.js';
import { gravity } from './tally.js';

/** Something that was looked at, with the findings about it and about what lies in it. */
export interface SubjectFindings {
  readonly entry: SubjectEntry;
  /** Its name tells it from all others. */
  readonly isAlone: boolean;
  readonly findings: readonly Finding[];
}

/** Everything that was looked at, what has the gravest findings first. */
export function subjectsByGravity(report: Report): readonly SubjectFindings[] {
  const about = grouped(openFindings(report), ({ subject }) => ownerOf(subject));
  const labels = new Map<string, number>();
  for (const { label } of report.subjects) labels.set(label, (labels.get(label) ?? 0) + 1);
  const all = report.subjects.map((entry) => {
    const isAlone = report.subjects.length < 2 || labels.get(entry.label) === 1;
    return { entry, isAlone, findings: findingsAbout(entry, about, isAlone) };
  });
  return all.sort((a, b) => gravity(a.findings) - gravity(b.findings));
}

/** Datasets of several roots may have the same name: then only where a finding lies can tell. */
function findingsAbout(
  { label, file }: SubjectEntry,
  owners: ReadonlyMap<string, readonly Finding[]>,
  isAlone: boolean,
): readonly Finding[] {
  return (owners.get(ownerOf(label)) ?? []).filter(({ subject, location }) => {
    if (!belongsTo(subject, label)) return false;
    return isAlone || location === undefined || location.file === file || location.file.startsWith(`${file}/`);
  });
}
