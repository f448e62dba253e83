import type { Budget } from '../budget.js';
import type { Expansion } from './expand.js';
import type { Branch, ScriptCommand } from './script-command.js';
import type { ShellState, Status, Variable } from './shell-state.js';
import type { CompoundList, PipelineNode, Statement } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import type { UnknownPiece, Value } from './value.js';

/** What a script finds when it begins, and what reading it asks for. */
export interface ShellOptions {
  /** How the script is called: its `$0`, from which it finds its own folder. */
  readonly path: string;
  /** Variables that it finds set. */
  readonly environment: ReadonlyMap<string, Value>;
  /** Text of a file that the script names, by its path as written or as completed; `undefined` where there is none. */
  readonly readFile: (path: string) => { readonly file: string; readonly text: string } | undefined;
  /** Programs that are looked for behind `srun`, `nohup` and the like. */
  readonly isWanted: (program: string) => boolean;
}

/** What those who read parts of a script need of the whole. */
export interface Shell {
  readonly options: ShellOptions;
  readonly budget: Budget;
  /** Files that were read along with the script. */
  readonly files: Set<string>;
  readonly calledFunctions: Set<string>;
  /** Values that stand in generated text under a made-up name. */
  readonly unknowns: ReadonlyMap<string, Value>;
  run(node: PipelineNode, source: SourceText, state: ShellState): Status;
  runStatements(statements: readonly Statement[], source: SourceText, state: ShellState): Status;
  /** Reads a text as a script; one that does not parse is noted. */
  runText(text: SourceText, state: ShellState): Status;
  expansion(state: ShellState, source: SourceText): Expansion;
  record(command: Omit<ScriptCommand, 'branches'>): void;
  note(reason: string, source: SourceText, offset: number): void;
  /** A made-up variable for something unknown, to be written into text that is read again. */
  nameUnknown(piece: UnknownPiece): string;
  newFork(): number;
  /** Takes one of several ways, on a state of its own. */
  inBranch(branch: Branch, state: ShellState, go: (state: ShellState) => void): ShellState;
  /** Runs a function's body; what it declares local is kept with its value from before. */
  withLocals<T>(locals: Map<string, Variable | undefined>, body: () => T): T;
  declareLocal(name: string, state: ShellState): void;
}

/** The body of a function, a loop or a coprocess. */
export function runBody(
  shell: Shell,
  body: CompoundList | PipelineNode,
  source: SourceText,
  state: ShellState,
): Status {
  return body.type === 'CompoundList'
    ? shell.runStatements(body.commands, source, state)
    : shell.run(body, source, state);
}
