import { type ExpandedArgument, expandArguments, scriptWord } from './arguments.js';
import { assign, runBuiltin } from './builtins.js';
import { type Expansion, expandWhole } from './expand.js';
import { writtenFile } from './here-documents.js';
import type { Interpreter } from './interpreter.js';
import { runNested } from './nested.js';
import type { DefinedFunction, ShellState, Variable } from './shell-state.js';
import type { Assignment, Command } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { type Status, succeeded } from './status.js';
import { knownValue, textOf, type Value } from './value.js';
import { programIndex, programName, withoutFeed } from './wrappers.js';

/** Programs that answer a question: what follows `&&` may not run. */
const questions = new Set(['grep', 'egrep', 'command', 'which', 'type', 'hash', 'diff', 'cmp', 'pgrep', 'id']);

/** One command: an assignment, a function, something of the shell itself, another script, or a program. */
export function runSimpleCommand(
  interpreter: Interpreter,
  node: Command,
  source: SourceText,
  state: ShellState,
): Status {
  const expansion = interpreter.expansion(state, source);
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  if (node.name === undefined) {
    for (const assignment of assignments) assign(assignment, expansion);
    return succeeded;
  }
  const words = expandArguments(node, expansion);
  const name = words[0] === undefined ? undefined : textOf(words[0].field);
  const defined = name === undefined ? undefined : state.functions.get(name);
  if (name !== undefined && defined !== undefined) return callFunction(interpreter, name, defined, words, state);
  if (name === 'read' && readHereString(node, assignments, words, expansion)) return succeeded;
  const builtin =
    name === undefined
      ? undefined
      : runBuiltin(name, words, expansion, (local) => interpreter.declareLocal(local, state));
  if (builtin !== undefined) return builtin;
  writtenFile(interpreter, node, expansion, source);
  const prefixed = new Map(assignments.flatMap((one) => prefixValue(one, expansion)));
  const given = name === 'xargs' || name === 'parallel' ? withoutFeed(words) : words;
  const fields = given.map(({ field }) => field);
  const program = programIndex(fields, interpreter.options.isWanted);
  const nested = runNested(interpreter, { node, words: given, program, prefixed }, source, state);
  if (nested !== undefined) return nested;
  interpreter.record({
    words: given.map((word) => scriptWord(word, source)),
    program,
    position: source.positionAt(words[program]?.argument.pos ?? node.pos),
    environment: new Map([...state.environment(), ...prefixed]),
  });
  const started = programName(fields[program]) ?? '';
  if (interpreter.options.isWanted(started)) return { outcome: undefined, kind: 'wanted program' };
  return { outcome: undefined, kind: questions.has(started) ? 'test' : 'program' };
}

function callFunction(
  interpreter: Interpreter,
  name: string,
  { node, source }: DefinedFunction,
  words: readonly ExpandedArgument[],
  state: ShellState,
): Status {
  interpreter.calledFunctions.add(name);
  const outer = state.positional;
  const outerMoved = state.argumentsMoved;
  const isKnown = words.every(({ field }) => field.isElastic !== true);
  state.positional = isKnown ? words.slice(1).map(({ field }) => field) : undefined;
  state.argumentsMoved = true;
  const locals = new Map<string, Variable | undefined>();
  const status = interpreter.withLocals(locals, () => interpreter.runBody(node.body, source, state));
  for (const [local, before] of locals) {
    if (before === undefined) state.variables.delete(local);
    else state.variables.set(local, before);
  }
  state.positional = outer;
  state.argumentsMoved = outerMoved;
  if (state.end === 'return') state.end = undefined;
  return status;
}

/** `IFS=: read -r id name <<< "$entry"` */
function readHereString(
  node: Command,
  assignments: readonly Assignment[],
  words: readonly ExpandedArgument[],
  expansion: Expansion,
): boolean {
  const hereString = node.redirects.find((redirect) => redirect.type === 'HereString');
  if (hereString?.target === undefined) return false;
  const separators = assignments.flatMap((one) => (one.name === 'IFS' ? prefixValue(one, expansion) : []))[0]?.[1];
  const text = textOf(expandWhole(hereString.target, expansion));
  const between = separators === undefined ? ' \t\n' : textOf(separators);
  const names = words.slice(1).flatMap(({ argument }) => (/^[A-Za-z_]\w*$/.test(argument.text) ? [argument.text] : []));
  if (text === undefined || between === undefined || words.some(({ argument }) => argument.text === '-a')) return false;
  const parts = splitInto(text, between, names.length);
  for (const [index, name] of names.entries()) expansion.state.set(name, knownValue(parts[index] ?? ''));
  return true;
}

/** At any of some characters, into so many parts; the last keeps what is left over. */
function splitInto(text: string, separators: string, count: number): readonly string[] {
  const parts: string[] = [];
  let rest = /^\s*$/.test(separators) ? text.trim() : text;
  while (parts.length < count - 1) {
    const at = [...rest].findIndex((character) => separators.includes(character));
    if (at < 0) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
    if (/^\s*$/.test(separators)) rest = rest.trimStart();
  }
  return [...parts, rest];
}

function prefixValue(assignment: Assignment, expansion: Expansion): readonly (readonly [string, Value])[] {
  return assignment.value.type === 'Word' ? [[assignment.name, expandWhole(assignment.value, expansion)]] : [];
}
