import type { Family } from '../engine/causes.js';
import { grouped } from '../engine/grouped.js';
import type { Finding } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import type { Severity } from '../engine/severity.js';
import { sanitize } from './sanitize.js';

/** Findings of one rule and one severity, and what follows from them. */
export interface FindingGroup {
  readonly rule: string;
  /** That of the gravest of them, consequences included. */
  readonly severity: Severity;
  readonly destroysData: boolean;
  readonly findings: readonly Finding[];
  readonly consequences: readonly Finding[];
}

/** Mistakes by rule, gravest first, and what destroys data before everything else. */
export function findingGroups(families: readonly Family[]): readonly FindingGroup[] {
  const groups = grouped(families, ({ severity, cause }) => `${severity} ${cause.rule}`);
  const all = [...groups.values()].flatMap((group): FindingGroup[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { severity, cause } = first;
    const findings = group.map((family) => family.cause);
    return [
      {
        rule: cause.rule,
        severity,
        destroysData: findings.some((one) => one.destroysData === true),
        findings,
        consequences: group.flatMap(({ consequences }) => consequences),
      },
    ];
  });
  return [...all.filter((group) => group.destroysData), ...all.filter((group) => !group.destroysData)];
}

/** Findings of a list as if nothing followed from anything. */
export function plainGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  return findingGroups(findings.map((cause) => ({ cause, consequences: [], severity: cause.severity })));
}

/** What some findings are about, in a few words: `spacing, patch size, weights`. */
export function topicsText(findings: readonly Finding[], rules: readonly Rule[]): string {
  const topics = new Map(rules.map(({ id, topic }) => [id, topic]));
  const named = findings.map(({ rule }) => topics.get(rule) ?? rule);
  return [...new Set(named)].map(sanitize).join(', ');
}

/** Of each consequence the mistake that it follows from in the end. */
export function causesOf(families: readonly Family[]): ReadonlyMap<Finding, Finding> {
  return new Map(families.flatMap(({ cause, consequences }) => consequences.map((one) => [one, cause] as const)));
}

/** Said of a consequence in place of its own remedy. */
export function followsFrom({ rule }: Finding): string {
  return `Follows from ${rule}: correct that first.`;
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
