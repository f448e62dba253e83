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
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const all = [...groups.values()].flatMap((group): FindingGroup[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, severity } = first;
    return [{ rule, severity, destroysData: group.some((one) => one.destroysData === true), findings: group }];
  });
  return [...all.filter((group) => group.destroysData), ...all.filter((group) => !group.destroysData)];
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
  const said = new Map<string, { places: string[]; message: string; remedy: string }>();
  for (const finding of findings) {
    const message = sanitize(finding.message);
    const remedy = sanitize(finding.remedy);
    const known = said.get(`${message}\n${remedy}`);
    if (known === undefined) said.set(`${message}\n${remedy}`, { places: [placeText(finding)], message, remedy });
    else if (!known.places.includes(placeText(finding))) known.places.push(placeText(finding));
  }
  const all = [...said.values()];
  return all.map((one, i) => ({ ...one, remedy: all[i + 1]?.remedy === one.remedy ? undefined : one.remedy }));
}

/** `file:41:17`, which editors and terminals make a link of. */
export function placeText({ location, subject }: Finding): string {
  if (location === undefined) return sanitize(subject);
  const position = location.line === undefined ? '' : `:${location.line}:${location.column ?? 1}`;
  return sanitize(location.file) + position;
}
