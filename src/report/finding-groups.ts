import { grouped } from '../engine/grouped.js';
import type { Finding } from '../engine/report.js';
import type { Severity } from '../engine/severity.js';
import { sanitize } from './sanitize.js';

/** Findings of one rule and one severity. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Severity;
  readonly destroysData: boolean;
  readonly findings: readonly Finding[];
}

/** What destroys data comes on top; for the rest the findings stand in the right order already. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = grouped(findings, ({ severity, rule }) => `${severity} ${rule}`);
  const all = [...groups.values()].flatMap((group): FindingGroup[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, severity } = first;
    return [{ rule, severity, destroysData: group.some((one) => one.destroysData === true), findings: group }];
  });
  return [...all.filter((group) => group.destroysData), ...all.filter((group) => !group.destroysData)];
}

/** Findings that say the same. */
export interface SameWords {
  readonly message: string;
  readonly remedy: string;
  readonly findings: readonly Finding[];
}

/** The same words about several places are said once. */
export function sameWords(findings: readonly Finding[]): readonly SameWords[] {
  const said = grouped(findings, ({ message, remedy }) => `${message}\n${remedy}`);
  return [...said.values()].map((same) => ({
    message: same[0]?.message ?? '',
    remedy: same[0]?.remedy ?? '',
    findings: same,
  }));
}

/** Harmless to a terminal. */
export interface Statement {
  readonly places: readonly string[];
  readonly message: string;
  /** Left out where the next statement gives the same advice. */
  readonly remedy: string | undefined;
}

/** The same words about several places are said once, and so is the same advice about several things. */
export function statements(findings: readonly Finding[]): readonly Statement[] {
  const said = sameWords(findings);
  return said.map(({ message, remedy, findings: same }, i) => ({
    places: [...new Set(same.map(placeText))],
    message: sanitize(message),
    remedy: said[i + 1]?.remedy === remedy ? undefined : sanitize(remedy),
  }));
}

/** `file:41:17`, which editors and terminals make a link of. */
export function placeText({ location, subject }: Finding): string {
  if (location === undefined) return sanitize(subject);
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return sanitize(location.file) + position;
}
