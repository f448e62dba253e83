import type { Yielding } from '../src/engine/rule.js';

/** Whatever differs between the two sides of a transfer follows from the finetuning plans being others than those of the training. */
export const otherPlans: readonly Yielding[] = [
  'transfer/checkpoint-match',
  'transfer/wrong-direction:notFromTraining',
  'transfer/wrong-direction:differentOrigins',
];
