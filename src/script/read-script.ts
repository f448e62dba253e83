import { Budget, limits } from '../budget.js';
import { decodeText } from '../io/json/decode.js';
import type { JsonProblem } from '../io/json/document.js';
import { parseJsonDocument } from '../io/json/parse.js';
import { Interpreter } from './interpreter.js';
import { jobTasks } from './job-array.js';
import { readMakefile } from './makefile.js';
import { readNotebook } from './notebook.js';
import type { ReadScript, ScriptNote, ScriptRun } from './script-command.js';
import { type ScriptKind, scriptKind } from './script-kind.js';
import { runBody, type ShellOptions } from './shell.js';
import { ShellState } from './shell-state.js';
import { parseShell, type Statement } from './shell-syntax.js';
import { fileText, type SourceText } from './source-text.js';
import { knownValue, unknownValue } from './value.js';

export type ScriptReading =
  | { readonly kind: ScriptKind; readonly script: ReadScript }
  /** A notebook that is no JSON. */
  | { readonly kind: 'notebook'; readonly problem: JsonProblem }
  | { readonly kind: undefined };

/**
 * Reads a script of any kind.
 * @param file the path under which reports know it
 * @returns without a kind for what no shell reads
 */
export function readScript(file: string, bytes: Uint8Array, options: ShellOptions): ScriptReading {
  const kind = scriptKind(file, decodeText(bytes.subarray(0, 64 * 1024)).text);
  if (kind === undefined) return { kind };
  const budget = new Budget(limits.script);
  if (kind === 'notebook') {
    const document = parseJsonDocument(bytes, file);
    const problem = document.problems.find(({ fatal }) => fatal);
    if (document.value === undefined && problem !== undefined) return { kind, problem };
    return { kind, script: withFewNotes(readNotebook(document, options, budget)) };
  }
  const { text: written, note } = firstLines(bytes, file);
  const source = fileText(file, written.replaceAll('\r\n', '\n'));
  const script = kind === 'shell' ? readShell(source, options, budget) : readMakefile(source, options, budget);
  return {
    kind,
    script: withFewNotes({ ...script, notes: [...note, ...script.notes], ...carriageReturnIn(written, file) }),
  };
}

/** Every run of a script is told what could not be followed in it: the first of them, and how many more there are. */
function withFewNotes(script: ReadScript): ReadScript {
  const { notes } = script;
  const next = notes[limits.notes];
  if (next === undefined) return script;
  const reason = `${notes.length - limits.notes} more things could not be followed from here on`;
  return { ...script, notes: [...notes.slice(0, limits.notes), { reason, position: next.position }] };
}

/** The lines of a script up to what people write. */
function firstLines(bytes: Uint8Array, file: string): { readonly text: string; readonly note: readonly ScriptNote[] } {
  const { text } = decodeText(bytes.subarray(0, limits.scriptFile));
  if (bytes.length <= limits.scriptFile) return { text, note: [] };
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const line = whole.split('\n').length;
  const reason = `the rest of the script was not read: it has ${bytes.length} bytes, and nnplans reads ${limits.scriptFile}`;
  return { text: whole, note: [{ reason, position: { file, line, column: 1 } }] };
}

/** Reads a shell script: what it would run, in order. */
function readShell(source: SourceText, options: ShellOptions, budget: Budget): ReadScript {
  const interpreter = new Interpreter(options, budget);
  const runs: ScriptRun[] = [];
  const take = () => {
    const commands = interpreter.commands.splice(0);
    if (commands.length > 0) runs.push(commands);
  };
  const { commands, fault } = parseShell(source.text, budget);
  const statements = fault === undefined ? commands : whole(commands, fault.pos);
  interpreter.bounded(() => {
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
        runBody(interpreter, node.body, text, within),
      );
      take();
    }
  }, source.positionAt(0));
  take();
  return {
    runs,
    notes: interpreter.notes,
    files: [...interpreter.files],
    fault: fault && { message: fault.message, position: source.positionAt(fault.pos) },
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

function carriageReturnIn(text: string, file: string): Pick<ReadScript, 'carriageReturn'> {
  const index = text.split('\n').findIndex((line, i) => line.endsWith('\r') && (i === 0 || !isComment(line)));
  return index < 0 ? {} : { carriageReturn: { file, line: index + 1, column: 1 } };
}

/** Lines that neither the shell nor the scheduler reads. */
function isComment(line: string): boolean {
  return /^\s*#/.test(line) && !/^#(SBATCH|PBS|BSUB|COBALT|\$)/.test(line);
}
