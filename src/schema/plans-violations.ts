import * as plansSchema from '../../schemas/compiled/plans.js';
import type { JsonDocument } from '../io/json/document.js';
import { valueAt } from '../io/json/value.js';
import type { Installation } from '../nnunet/installation/installation.js';
import { concernsTrainer, judgeNetwork, type PlacedProblem } from '../nnunet/network/judge-network.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { missingKeys } from '../nnunet/plans/missing-keys.js';
import { isReached, isRead, isTemplate, keysOfOtherProgram, type PlacedPlans } from '../nnunet/plans/uses.js';
import { describePlace, type PlaceDescription } from './annotations.js';
import { type Violation, violationsOf } from './violations.js';

/** A plans file with the text that it was read from. */
export type ValidatedPlans = PlacedPlans & { readonly document: JsonDocument; readonly trainer: string | undefined };

/** What does not fit the schema of plans, as far as nnU-Net reads it where this file lies. */
export function schemaViolations(file: ValidatedPlans): readonly Violation[] {
  const isIncomplete = keysOfOtherProgram(file).length > 0;
  return violationsOf(plansSchema, file.document).filter(
    ({ at, key, kind, readBy }) =>
      !(isIncomplete && kind === 'missing') &&
      isRead(file, readBy) &&
      isReached(file, at) &&
      !isLeftToOthers(file, at) &&
      !(key !== undefined && isPartial(file, at)),
  );
}

/** A spacing of nothing but null has a rule of its own (plans/null-spacing). */
function isLeftToOthers({ plans }: ValidatedPlans, at: string): boolean {
  const spacing = /^(\/configurations\/[^/]+\/spacing)\/\d+$/.exec(at)?.[1];
  const value = spacing === undefined ? undefined : valueAt(plans.value, spacing);
  return Array.isArray(value) && value.every((entry) => entry === null);
}

/** Part of an architecture where the whole could be inherited: plans/inheritance tells why that does not work. */
function isPartial({ plans }: ValidatedPlans, at: string): boolean {
  const [, name] = /^\/configurations\/([^/]+)\/architecture$/.exec(at) ?? [];
  const lineage =
    name === undefined ? [] : (plans.configurations.find((one) => one.at('architecture') === at)?.lineage ?? []);
  return lineage.slice(1).some((ancestor) => plans.configuration(ancestor)?.has('architecture'));
}

export interface IncompleteConfiguration {
  /** JSON pointer of the configuration. */
  readonly at: string;
  /** What it lacks, and typing errors that stand in for it. */
  readonly keys: readonly string[];
  readonly instead: readonly string[];
  /** What the schema says about the first of them. */
  readonly description: PlaceDescription;
}

/** Configurations that lack, with all that they inherit, what nnU-Net reads. One finding for each, however much is missing. */
export function incompleteConfigurations(file: ValidatedPlans): readonly IncompleteConfiguration[] {
  if (keysOfOtherProgram(file).length > 0) return [];
  return usedConfigurations(file).flatMap((configuration) => {
    const { name, pointer: at } = configuration;
    const missing = missingKeys(configuration, requiredKeys())
      .map((one) => ({ ...one, description: describePlace(plansSchema.schema, ['configurations', name, one.key]) }))
      .filter(({ description }) => isRead(file, description.readBy));
    const [first] = missing;
    // An ancestor's gap is an ancestor's fault.
    const isOwn = missing.some(({ key }) => configuration.lineage.slice(1).every((one) => !lacks(file, one, key)));
    if (first === undefined || !isOwn || isTemplate(file.plans, name)) return [];
    const instead = missing.map((one) => one.instead).filter((key) => key !== undefined);
    return [{ at, keys: missing.map((one) => one.key), instead, description: first.description }];
  });
}

/** Values in the architecture of a type that the network cannot be built with, where the schema has nothing to say. */
export function wrongTypesInNetworks(
  file: ValidatedPlans,
  violations: readonly Violation[],
  installation?: Installation,
): readonly PlacedProblem[] {
  const told = violations.map((violation) => violation.at);
  return usedConfigurations(file)
    .flatMap((configuration) => judgeNetwork(configuration, file.document).problems)
    .filter((problem) => problem.topic === 'types' && concernsTrainer(problem, file, installation))
    .filter(({ pointer: at }) => !told.some((other) => isWithin(at, other) || isWithin(other, at)));
}

function usedConfigurations(file: ValidatedPlans): readonly Configuration[] {
  return file.plans.configurations.filter(
    (one) => one.inheritanceProblem === undefined && isReached(file, one.pointer),
  );
}

function requiredKeys(): readonly string[] {
  const { configuration } = plansSchema.schema['$defs'] as { configuration: { required: readonly string[] } };
  return configuration.required;
}

function lacks({ plans }: ValidatedPlans, name: string, key: string): boolean {
  return !isTemplate(plans, name) && plans.configuration(name)?.has(key) === false;
}

function isWithin(at: string, holder: string): boolean {
  return at === holder || at.startsWith(`${holder}/`);
}
