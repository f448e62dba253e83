import type { ScriptPosition } from './source-text.js';
import type { Piece, Value } from './value.js';

/** One word of a command as the program would get it. */
export interface ScriptWord {
  /** `undefined` where something in it is not known before the script runs. */
  readonly text: string | undefined;
  readonly pieces: readonly Piece[];
  /** As it stands in the script. */
  readonly written: string;
  /** It may turn out as several words or none. */
  readonly isElastic?: true;
  readonly position: ScriptPosition;
}

/** One way through an `if`, a `case` or behind `||`: of two arms of the same fork only one is taken. */
export interface Branch {
  readonly fork: number;
  readonly arm: number;
}

/** A command that a script runs. A loop that can be told turn by turn gives one for each turn. */
export interface ScriptCommand {
  readonly words: readonly ScriptWord[];
  /** Where the program stands in the words, behind `srun -n 1` or `nohup`. */
  readonly program: number;
  readonly position: ScriptPosition;
  /** Empty: it runs whenever the script does. */
  readonly branches: readonly Branch[];
  /** Exported variables, and those set in front of the command. */
  readonly environment: ReadonlyMap<string, Value>;
}

/** The commands of one way of running a script, in the order in which they run. */
export type ScriptRun = readonly ScriptCommand[];

/** Why some of a script was not read as a shell would. */
export interface ScriptNote {
  readonly reason: string;
  readonly position: ScriptPosition;
}

export interface ScriptFault {
  /** What is wrong: "expected 'fi' to close 'if'". */
  readonly message: string;
  readonly position: ScriptPosition;
}

export interface ReadScript {
  /** More than one where nothing says that one comes before the other: tasks of a job array, goals of a Makefile, functions that nobody calls. */
  readonly runs: readonly ScriptRun[];
  readonly notes: readonly ScriptNote[];
  /** The first place where its syntax breaks; what stands before is read. */
  readonly fault?: ScriptFault | undefined;
  /** The first line to which a carriage return belongs, as Windows ends lines; comments do not count. */
  readonly carriageReturn?: ScriptPosition;
  /** Files that were read along with it. */
  readonly files: readonly string[];
}
