import { Interpreter, type StartOptions } from './interpreter.js';
import { jobTasks } from './job-array.js';
import type { ReadScript, ScriptRun } from './script-command.js';
import { ShellState } from './shell-state.js';
import { parseShell, type Statement } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { knownValue, unknownValue } from './value.js';

export interface ShellOptions extends StartOptions {
  /** How the script is called: its `$0`, from which it finds its own folder. */
  readonly path: string;
}

/** Reads a shell script: what it would run, in order. */
export function readShell(source: SourceText, options: ShellOptions): ReadScript {
  const script = parseShell(source.text);
  const [fault] = script.errors ?? [];
  const statements = fault === undefined ? script.commands : whole(script.commands, fault.pos);
  const interpreter = new Interpreter(options);
  const runs: ScriptRun[] = [];
  const take = () => {
    const commands = interpreter.commands.splice(0);
    if (commands.length > 0) runs.push(commands);
  };
  let state = new ShellState();
  for (const task of jobTasks(source.text)) {
    state = startState(options);
    for (const [variable, value] of task) state.set(variable, knownValue(value));
    interpreter.runStatements(statements, source, state);
    take();
  }
  // What nothing calls may be called by another script, with arguments that nobody knows here.
  for (const [name, { node, source: text }] of state.functions) {
    if (text !== source || interpreter.calledFunctions.has(name)) continue;
    const own = new ShellState(state);
    own.end = undefined;
    own.positional = undefined;
    interpreter.inBranch({ fork: interpreter.newFork(), arm: 0 }, own, (within) =>
      interpreter.runBody(node.body, text, within),
    );
    take();
  }
  return {
    runs,
    notes: interpreter.notes,
    files: [...interpreter.files],
    ...(fault === undefined ? {} : { fault: { message: fault.message, position: source.positionAt(fault.pos) } }),
  };
}

/** The shell runs command by command until it meets the one that it does not understand. */
function whole(statements: readonly Statement[], fault: number): readonly Statement[] {
  return statements.filter(({ pos }) => pos <= fault).slice(0, -1);
}

function startState({ path, environment }: ShellOptions): ShellState {
  const state = new ShellState();
  for (const [name, value] of environment) state.export(name, value);
  state.set('0', knownValue(path));
  state.setList('BASH_SOURCE', new Map([['0', knownValue(path)]]));
  state.folder = unknownValue('$PWD');
  return state;
}
