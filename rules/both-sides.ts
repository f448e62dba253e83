import type { RelatedPlace, RuleContext } from '../src/engine/rule.js';
import { differenceIn } from '../src/nnunet/compare/comparison.js';
import type { Difference } from '../src/nnunet/compare/judgement.js';
import type { PlansConfiguration, TransferConfiguration } from '../src/workspace/subjects.js';

/** A field that differs between the two sides of a transfer, and whose values nnU-Net can use on both. */
export interface DifferingField<T> {
  readonly difference: Difference;
  readonly at: string | undefined;
  readonly data: { readonly pretraining: T; readonly finetuning: T };
  readonly related: readonly RelatedPlace[];
}

/**
 * Asks whether one field differs. What is missing or cannot be used is told by other rules.
 * @param read what nnU-Net makes of the field
 * @param told what is said of the place in the pretraining plans
 */
export function differingField<T>(
  field: string,
  { pretraining, finetuning }: TransferConfiguration,
  { tolerances }: Pick<RuleContext, 'tolerances'>,
  read: (side: PlansConfiguration) => T | undefined,
  told: (wanted: T) => string,
): DifferingField<T> | undefined {
  const [wanted, found] = [read(pretraining), read(finetuning)];
  const difference = differenceIn(field, pretraining, finetuning, tolerances);
  if (wanted === undefined || found === undefined || difference?.pointerA === undefined) return undefined;
  const { pointerA, pointerB } = difference;
  const related = [{ document: pretraining.plansFile.document, pointer: pointerA, message: told(wanted) }];
  return { difference, at: pointerB, data: { pretraining: wanted, finetuning: found }, related };
}
