import type { AnySubject, PlansConfiguration } from '../workspace/subjects.js';
import { grouped } from './grouped.js';
import { isOpen } from './open-findings.js';
import type { Finding, Location } from './report.js';
import type { FindingData, Rule, Yielding } from './rule.js';
import { type Severity, severities } from './severity.js';

/** Things that a finding can be about. */
type Thing =
  | 'case'
  | 'data folder'
  | 'pair'
  | 'configuration'
  | 'transfer'
  | 'checkpoint'
  | 'model'
  | 'plans'
  | 'script'
  | 'dataset'
  | 'roots';

/** What a subject belongs to, each by a name that nothing else has, from the narrowest to the widest. */
export type Belongings = ReadonlyMap<Thing, string>;

/** What relates findings. No format prints it: they show which finding another follows from, not why. */
export const bonds: unique symbol = Symbol('bonds');

export interface Bonds {
  readonly belongings: Belongings;
  /** What this very finding says that it follows from. */
  readonly causedBy: readonly Yielding[];
}

/** Of a transfer, the side that is to be trained counts: what is wrong with the other side is no mistake of these plans. */
export function belongings(subject: AnySubject): Belongings {
  return new Map(listed(subject));
}

function listed(subject: AnySubject): readonly (readonly [Thing, string])[] {
  switch (subject.kind) {
    case 'case': {
      const { dataset, folder, label } = subject;
      return [['case', label], ['data folder', folder.path], ...listed(dataset)];
    }
    case 'raw-case':
      return [['case', subject.label], ...listed(subject.dataset)];
    case 'transfer-configuration':
      return [['pair', `${subject.label}\n${subject.finetuning.plansFile.document.file}`], ...ofConfiguration(subject.finetuning), ...listed(subject.transfer)];
    case 'configuration':
      return [...ofConfiguration(subject), ...listed(subject.plansFile)];
    case 'transfer':
      return [
        ['transfer', `${subject.label}\n${subject.finetuning.document.file}`],
        ...(subject.checkpoint === undefined ? [] : [['checkpoint', subject.checkpoint.path] as const]),
        ...listed(subject.finetuning),
      ];
    case 'plans':
      return [['plans', subject.document.file], ...(subject.dataset === undefined ? [] : listed(subject.dataset))];
    case 'dataset':
      return [
        ['dataset', subject.folder],
        ['roots', ''],
      ];
    case 'model':
      return [['model', subject.folder], ['plans', subject.plansFile.document.file], ...maybe(subject.dataset)];
    case 'checkpoint':
      return [['checkpoint', subject.path], ...(subject.model === undefined ? [] : listed(subject.model))];
    case 'script':
      return [['script', subject.label]];
    case 'roots':
      return [['roots', '']];
    case 'suppression':
      return [];
  }
}

function ofConfiguration({ plansFile, configuration }: PlansConfiguration): readonly (readonly [Thing, string])[] {
  return [['configuration', `${plansFile.document.file}#${configuration.name}`]];
}

function maybe(dataset: AnySubject | undefined): readonly (readonly [Thing, string])[] {
  return dataset === undefined ? [] : listed(dataset);
}

/** One mistake: what it is, and everything that follows from it. */
export interface Family {
  readonly cause: Finding;
  readonly consequences: readonly Finding[];
  /** That of the gravest of them: a small edit may have grave consequences. */
  readonly severity: Severity;
}

/** Each finding with the one that it follows from, if there is one. Which of them are put aside has to be settled before. */
export function withCauses(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const yieldsTo = new Map(rules.map((rule) => [rule.id, rule.yieldsTo]));
  const byRule = grouped(findings, ({ rule }) => rule);
  const causes = new Map<Finding, Finding>();
  for (const finding of findings) {
    const explanations = [...(finding[bonds]?.causedBy ?? []), ...(yieldsTo.get(finding.rule) ?? [])];
    const candidates = explanations.flatMap((yielding) => explainedBy(finding, yielding, byRule));
    // What was put aside hides nothing that was not.
    const cause = candidates.find(isOpen) ?? candidates[0];
    if (cause !== undefined && !ancestry(cause, causes).includes(finding)) causes.set(finding, cause);
  }
  return findings.map((finding) => {
    const cause = causes.get(finding);
    return cause === undefined ? finding : { ...finding, causedBy: cause.identity };
  });
}

function explainedBy(
  finding: Finding,
  yielding: Yielding,
  byRule: ReadonlyMap<string, readonly Finding[]>,
): readonly Finding[] {
  const { to, messages, same, alike } = typeof yielding === 'string' ? { to: yielding } : { ...yielding };
  if (messages !== undefined && !messages.includes(finding.messageId)) return [];
  const [rule = '', messageId] = to.split(':');
  return (byRule.get(rule) ?? []).filter(
    (cause) =>
      cause !== finding &&
      (messageId === undefined || cause.messageId === messageId) &&
      areAboutOneThing(finding[bonds], cause[bonds]) &&
      (same === undefined || namesOnePlace(finding, cause, same === 'place')) &&
      (alike === undefined || haveInCommon(finding.data, cause.data, alike)),
  );
}

/** The narrowest thing that both belong to decides. */
function areAboutOneThing(a: Bonds | undefined, b: Bonds | undefined): boolean {
  for (const [thing, name] of a?.belongings ?? []) {
    const other = b?.belongings.get(thing);
    if (other !== undefined) return other === name;
  }
  return false;
}

function namesOnePlace(a: Finding, b: Finding, exactly: boolean): boolean {
  const places = ({ location, related }: Finding) => [...(location === undefined ? [] : [location]), ...related];
  return places(a).some((one) => places(b).some((other) => one.file === other.file && (!exactly || isAt(one, other))));
}

/** One pointer at or below the other; a file as a whole is no place. */
function isAt({ pointer: a }: Location, { pointer: b }: Location): boolean {
  return a !== undefined && b !== undefined && (a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`));
}

function haveInCommon(own: FindingData, cause: FindingData, [here, there]: readonly [string, string]): boolean {
  const wanted = entries(cause[there]);
  return entries(own[here]).some((entry) => wanted.includes(entry));
}

function entries(value: FindingData[string]): readonly string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((entry) => JSON.stringify(entry));
}

function ancestry(finding: Finding, causes: ReadonlyMap<Finding, Finding>): readonly Finding[] {
  const line: Finding[] = [];
  for (let one: Finding | undefined = finding; one !== undefined; one = causes.get(one)) line.push(one);
  return line;
}

/**
 * Open findings, each mistake with what follows from it, gravest first. What follows from a mistake that was put aside stands for itself, or with
 * what that mistake follows from in turn.
 */
export function familiesOf(findings: readonly Finding[]): readonly Family[] {
  const known = new Map<string, Finding>();
  if (findings.some(({ causedBy }) => causedBy !== undefined)) {
    for (const finding of findings) if (!known.has(finding.identity)) known.set(finding.identity, finding);
  }
  const families = new Map<Finding, Finding[]>();
  for (const finding of findings.filter(isOpen)) {
    const root = rootOf(finding, known);
    const family = families.get(root);
    if (family === undefined) families.set(root, root === finding ? [] : [finding]);
    else if (root !== finding) family.push(finding);
  }
  const all = [...families].map(([cause, consequences]) => ({
    cause,
    consequences,
    severity: gravestOf([cause, ...consequences]),
  }));
  const rank = ({ cause, severity }: Family) => severities.indexOf(severity) * 2 - (cause.destroysData ? 1 : 0);
  return all.sort((a, b) => rank(a) - rank(b));
}

/** The open finding at the beginning of the line; a report may have been written by anybody, so the line may turn back on itself. */
function rootOf(finding: Finding, known: ReadonlyMap<string, Finding>): Finding {
  let root = finding;
  const seen = new Set<Finding>([finding]);
  for (let one = next(finding); one !== undefined && !seen.has(one); one = next(one)) {
    seen.add(one);
    if (isOpen(one)) root = one;
  }
  return root;

  function next({ causedBy }: Finding): Finding | undefined {
    return causedBy === undefined ? undefined : known.get(causedBy);
  }
}

function gravestOf(findings: readonly Finding[]): Severity {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
}
