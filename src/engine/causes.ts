import type { AnySubject, PlansConfiguration } from '../workspace/subjects.js';
import { grouped } from './grouped.js';
import { isOpen } from './open-findings.js';
import { type Belongings, type Bonds, bonds, type Finding, type Location, type Thing } from './report.js';
import type { FindingData, Rule, Yielding, YieldingWhere } from './rule.js';
import { type Severity, severities } from './severity.js';

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
      return [
        ['pair', `${subject.label}\n${subject.finetuning.plansFile.document.file}`],
        ...ofConfiguration(subject.finetuning),
        ...listed(subject.transfer),
      ];
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
    case 'pickle':
      return [['checkpoint', subject.path]];
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
    // What destroys data is told in full, unless something of the kind stands for it.
    const candidates = explanations
      .flatMap((yielding) => explainedBy(finding, yielding, byRule))
      .filter((cause) => finding.destroysData !== true || cause.destroysData === true);
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
  const where: YieldingWhere = typeof yielding === 'string' ? { to: yielding } : yielding;
  const { to, messages, same, alike, within } = where;
  if (messages !== undefined && !messages.includes(finding.messageId)) return [];
  const found = [to].flat().flatMap((reference) => {
    const [rule = '', messageId] = reference.split(':');
    const siblings = byRule.get(rule) ?? [];
    // Of several that say the same, the first stands for all.
    const own = siblings.indexOf(finding);
    return siblings.filter(
      (cause, i) =>
        (own < 0 || i < own || cause.messageId !== finding.messageId) &&
        cause !== finding &&
        (messageId === undefined || cause.messageId === messageId) &&
        areAboutOneThing(finding[bonds], cause[bonds], same, within) &&
        (same === undefined || nameTheSame(finding, cause, same)) &&
        (alike === undefined || haveInCommon(finding.data, cause.data, alike)),
    );
  });
  if (same !== 'places' && same !== 'files') return found;
  const there = found.flatMap(placesOf);
  const areAllNamed = placesOf(finding).every((one) => there.some((other) => isSame(one, other, same)));
  return areAllNamed ? [...found].sort(byGravity) : [];
}

function byGravity(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

/** Without anything else that decides, the narrowest thing that both belong to does. */
function areAboutOneThing(
  a: Bonds | undefined,
  b: Bonds | undefined,
  same: YieldingWhere['same'],
  within: YieldingWhere['within'],
): boolean {
  if (a === undefined || b === undefined) return false;
  if (within === 'job') return true;
  const agree = (thing: Thing) => a.belongings.get(thing) === b.belongings.get(thing);
  if (within !== undefined) return a.belongings.has(within) && agree(within);
  const shared = [...a.belongings.keys()].filter((thing) => b.belongings.has(thing));
  if (same === undefined) return shared[0] !== undefined && agree(shared[0]);
  // One place is one thing, except that several transfers or scripts may lead to it.
  return shared.every((thing) => (thing !== 'transfer' && thing !== 'script') || agree(thing));
}

function nameTheSame(own: Finding, cause: Finding, what: NonNullable<YieldingWhere['same']>): boolean {
  const here = placesOf(own);
  const there = placesOf(cause);
  // A command on the command line lies nowhere, and so does what is found in it.
  if (here.length === 0 && there.length === 0) return true;
  return here.some((one) => there.some((other) => isSame(one, other, what)));
}

function isSame(a: Location, b: Location, what: NonNullable<YieldingWhere['same']>): boolean {
  return a.file === b.file && (what === 'file' || what === 'files' || isAt(a, b));
}

function placesOf({ location, related }: Finding): readonly Location[] {
  return location === undefined ? related : [location, ...related];
}

/** One pointer at or below the other, or the same line of a script; a file as a whole is no place. */
function isAt(a: Location, b: Location): boolean {
  if (a.pointer === undefined || b.pointer === undefined) {
    return a.pointer === b.pointer && a.line !== undefined && a.line === b.line;
  }
  return a.pointer === b.pointer || a.pointer.startsWith(`${b.pointer}/`) || b.pointer.startsWith(`${a.pointer}/`);
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
