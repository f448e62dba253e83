import type { Arguments } from './arguments.js';
import type { Declaration } from './option.js';
import type { Terminal } from './terminal.js';

export interface Command extends Declaration {
  readonly summary: string;
  /** A paragraph for its help, below the summary. */
  readonly details?: string;
  /** Command lines with what they are good for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** @returns one of nnplans' own exit codes, or that of a command which nnplans has run */
  run(given: Arguments, terminal: Terminal): number | Promise<number>;
}
