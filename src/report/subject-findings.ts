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

/**
 * Everything that was looked at, what has the gravest findings first. Every open finding stands with exactly one of them, so that the numbers add up
 * to those of the summary; what is about nothing that is listed, such as all datasets together, gets a line of its own.
 */
export function subjectsByGravity(report: Report): readonly SubjectFindings[] {
  const listed = grouped(report.subjects, ({ label }) => ownerOf(label));
  const named = grouped(report.subjects, ({ label }) => label);
  const about = new Map<SubjectEntry, Finding[]>(report.subjects.map((entry) => [entry, []]));
  const others = new Map<string, SubjectEntry>();
  for (const finding of openFindings(report)) {
    const name = ownerOf(finding.subject);
    const other = others.get(name) ?? { kind: 'other', label: name };
    const entry = ownerAmong(listed.get(name) ?? [], finding) ?? other;
    if (entry === other) others.set(name, other);
    const findings = about.get(entry);
    if (findings === undefined) about.set(entry, [finding]);
    else findings.push(finding);
  }
  const all = [...about].map(([entry, findings]) => ({
    entry,
    isAlone: report.subjects.length < 2 || (named.get(entry.label) ?? []).length < 2,
    findings,
  }));
  return all.sort((a, b) => gravity(a.findings) - gravity(b.findings));
}

/** A model is nearer to a finding in it than its dataset. Of datasets with the same name, in several roots, only where the finding lies can tell. */
function ownerAmong(entries: readonly SubjectEntry[], finding: Finding): SubjectEntry | undefined {
  const candidates = entries
    .filter(({ label }) => belongsTo(finding.subject, label))
    .map((entry) => ({ entry, depth: depthIn(entry, finding) }));
  const [best] = candidates.sort(
    (a, b) =>
      Number(b.depth > 0) - Number(a.depth > 0) || b.entry.label.length - a.entry.label.length || b.depth - a.depth,
  );
  return best?.entry;
}

/** Length of the path that holds a finding, among those of an entry; 0 where none does. */
function depthIn({ file, folders = [] }: SubjectEntry, { location }: Finding): number {
  const holding = [...(file === undefined ? [] : [file]), ...folders].filter(
    (folder) => folder === '.' || location?.file === folder || location?.file.startsWith(`${folder}/`),
  );
  return holding.reduce((most, { length }) => Math.max(most, length), 0);
}
