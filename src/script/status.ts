import type { Outcome } from './conditions.js';

/** How a command ended, as far as that decides what runs next. */
export interface Status {
  readonly outcome: Outcome;
  /** A test may go either way; a program is taken to succeed. */
  readonly kind: 'test' | 'program' | 'wanted program';
}

export const succeeded: Status = { outcome: true, kind: 'test' };
export const undecided: Status = { outcome: undefined, kind: 'test' };
