/** What follows when a field of the plans differs, gravest first. */
export const consequences = [
  'weights no longer load',
  'data must be preprocessed again',
  'training changes',
  'inference changes',
  'no effect',
] as const;

export type Consequence = (typeof consequences)[number];

/** One consequence and why: a whole sentence about what nnU-Net does with the field. */
export interface FieldConsequence {
  readonly consequence: Consequence;
  readonly reason: string;
}

/** The graver of two consequences. */
export function graver(a: Consequence, b: Consequence): Consequence {
  return consequences.indexOf(a) <= consequences.indexOf(b) ? a : b;
}
