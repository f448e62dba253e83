import type { Finding, Report, SubjectEntry } from '../engine/report.js';
import { openFindings } from './open-findings.js';
import { ownerOf } from './owner.js';
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
  const about = byOwner(openFindings(report));
  const labels = new Map<string, number>();
  for (const { label } of report.subjects) labels.set(label, (labels.get(label) ?? 0) + 1);
  const all = report.subjects.map((entry) => {
    const isAlone = report.subjects.length < 2 || labels.get(entry.label) === 1;
    return { entry, isAlone, findings: findingsAbout(entry, about, isAlone) };
  });
  return all.sort((a, b) => gravity(a.findings) - gravity(b.findings));
}

function byOwner(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const owners = new Map<string, Finding[]>();
  for (const finding of findings) {
    const owner = ownerOf(finding.subject);
    const known = owners.get(owner);
    if (known === undefined) owners.set(owner, [finding]);
    else known.push(finding);
  }
  return owners;
}

/** Datasets of several roots may have the same name: then only where a finding lies can tell. */
function findingsAbout(
  { label, file }: SubjectEntry,
  owners: ReadonlyMap<string, readonly Finding[]>,
  isAlone: boolean,
): readonly Finding[] {
  return (owners.get(ownerOf(label)) ?? []).filter(({ subject, location }) => {
    if (subject !== label && !subject.startsWith(`${label}/`) && !subject.startsWith(`${label}#`)) return false;
    return isAlone || location === undefined || location.file === file || location.file.startsWith(`${file}/`);
  });
}
