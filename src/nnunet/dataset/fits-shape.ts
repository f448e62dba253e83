import type { ConfigurationInFile } from '../plans/plans.js';
import { sameNumbers } from '../values/numbers.js';
import { type CroppedCase, expectedCaseShape } from './expected-case-shape.js';

/** A preprocessed case as far as its shape is concerned. */
export interface CaseOfShape {
  readonly identifier: string;
  readonly data: { readonly value?: { readonly shape: readonly number[] } | undefined };
  readonly properties: { readonly value?: CroppedCase | undefined };
}

/** Voxels per axis that a case has, and those that a configuration would give it. */
export interface CaseShapes {
  readonly case: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
}

/** @returns `undefined` where the shape cannot be told beforehand, or the case not be read */
export function caseShapes(
  one: CaseOfShape,
  { plansFile, configuration }: ConfigurationInFile,
): CaseShapes | undefined {
  const stored = one.data.value?.shape;
  const expected = expectedCaseShape(plansFile.plans, configuration, one.properties.value ?? {})?.voxels;
  if (stored?.length !== 4 || expected === undefined) return undefined;
  return { case: one.identifier, stored: stored.slice(1), expected };
}

/** Whether a case has the shape that a configuration would give it; not where that cannot be told. */
export function fitsShape(one: CaseOfShape, configuration: ConfigurationInFile): boolean {
  const shapes = caseShapes(one, configuration);
  return shapes !== undefined && sameNumbers(shapes.stored, shapes.expected);
}

/** Whether the shapes of cases are those of one configuration, and of some not those of the other. */
export function areDataOf(
  cases: readonly CaseOfShape[],
  own: ConfigurationInFile,
  other: ConfigurationInFile,
): boolean {
  return cases.every((one) => fitsShape(one, own)) && cases.some((one) => isOfOtherShape(one, other));
}

function isOfOtherShape(one: CaseOfShape, other: ConfigurationInFile): boolean {
  return caseShapes(one, other) !== undefined && !fitsShape(one, other);
}
