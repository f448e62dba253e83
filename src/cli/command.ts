import type { Arguments } from './arguments.js';
import type { Options, Positional } from './option.js';
import type { Terminal } from './terminal.js';

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** A paragraph for its help, below the summary. */
  readonly details?: string;
  readonly positionals: readonly Positional[];
  readonly options: Options;
  /** Whether a whole command of another program may follow behind `--`. */
  readonly takesCommand?: true;
  /** Command lines with what they are good for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** @returns one of nnplans' own exit codes, or that of a command which nnplans has run */
  run(given: Arguments, terminal: Terminal): number | Promise<number>;
}
