import { bracketOutcome } from './conditions.js';
import {
  type ExpandedArgument,
  type Expansion,
  expandArguments,
  expandWhole,
  expandWord,
  indexText,
} from './expand.js';
import { runNested, writtenFile } from './nested.js';
import { pathFrom, printf } from './printed.js';
import { runBody, type Shell } from './shell.js';
import {
  type DefinedFunction,
  type ShellState,
  type Status,
  succeeded,
  undecided,
  type Variable,
} from './shell-state.js';
import { type ArrayValue, type Assignment, type Command, parseShell } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { emptyValue, joinValues, knownValue, textOf, unknownValue, type Value } from './value.js';
import { programIndex, programName, withoutFeed } from './wrappers.js';

/** Programs that answer a question: what follows `&&` may not run. */
const questions = new Set(['grep', 'egrep', 'command', 'which', 'type', 'hash', 'diff', 'cmp', 'pgrep', 'id']);

/** One command: an assignment, a function, something of the shell itself, another script, or a program. */
export function runSimpleCommand(shell: Shell, node: Command, source: SourceText, state: ShellState): Status {
  const expansion = shell.expansion(state, source);
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  if (node.name === undefined) {
    for (const assignment of assignments) assign(assignment, expansion);
    return succeeded;
  }
  const words = expandArguments(node, expansion);
  const name = words[0] === undefined ? undefined : textOf(words[0].field);
  const defined = name === undefined ? undefined : state.functions.get(name);
  if (name !== undefined && defined !== undefined) return callFunction(shell, name, defined, words, state);
  const prefixed = new Map(
    assignments.flatMap(({ name: variable, value }) =>
      value.type === 'Word' ? [[variable, expandWhole(value, expansion)] as const] : [],
    ),
  );
  if (name === 'read' && readHereString(node, prefixed, words, expansion)) return succeeded;
  const builtin = name === undefined ? undefined : runBuiltin(shell, name, words, expansion);
  if (builtin !== undefined) return builtin;
  writtenFile(shell, node, expansion, source);
  const given = name === 'xargs' || name === 'parallel' ? withoutFeed(words) : words;
  const fields = given.map(({ field }) => field);
  const program = programIndex(fields, shell.options.isWanted);
  const nested = runNested(shell, { node, words: given, program, prefixed }, source, state);
  if (nested !== undefined) return nested;
  shell.budget.step(state.exported.size);
  shell.record({
    words: given.map(({ field, argument }) => ({
      text: textOf(field),
      pieces: field.pieces,
      written: argument.text,
      position: source.positionAt(argument.pos),
      ...(field.isElastic ? { isElastic: true } : {}),
    })),
    program,
    position: source.positionAt(words[program]?.argument.pos ?? node.pos),
    environment: new Map([...state.environment(), ...prefixed]),
  });
  const started = programName(fields[program]) ?? '';
  if (shell.options.isWanted(started)) return { outcome: undefined, kind: 'wanted program' };
  return { outcome: undefined, kind: questions.has(started) ? 'test' : 'program' };
}

function callFunction(
  shell: Shell,
  name: string,
  { node, source }: DefinedFunction,
  words: readonly ExpandedArgument[],
  state: ShellState,
): Status {
  shell.calledFunctions.add(name);
  const { positional, argumentsMoved } = state;
  const isKnown = words.every(({ field }) => field.isElastic !== true);
  state.positional = isKnown ? words.slice(1).map(({ field }) => field) : undefined;
  state.argumentsMoved = true;
  const locals = new Map<string, Variable | undefined>();
  const status = shell.withLocals(locals, () => runBody(shell, node.body, source, state));
  for (const [local, before] of locals) {
    if (before === undefined) state.variables.delete(local);
    else state.variables.set(local, before);
  }
  Object.assign(state, { positional, argumentsMoved });
  if (state.end === 'return') state.end = undefined;
  return status;
}

/** `IFS=: read -r id name <<< "$entry"` */
function readHereString(
  node: Command,
  prefixed: ReadonlyMap<string, Value>,
  words: readonly ExpandedArgument[],
  expansion: Expansion,
): boolean {
  const hereString = node.redirects.find((redirect) => redirect.type === 'HereString');
  if (hereString?.target === undefined) return false;
  const text = textOf(expandWhole(hereString.target, expansion));
  const separators = textOf(prefixed.get('IFS') ?? knownValue(' \t\n'));
  const names = words.slice(1).flatMap(({ argument }) => (/^[A-Za-z_]\w*$/.test(argument.text) ? [argument.text] : []));
  if (text === undefined || separators === undefined || words.some(({ argument }) => argument.text === '-a'))
    return false;
  const parts = splitInto(text, separators, names.length);
  for (const [index, name] of names.entries()) expansion.state.set(name, knownValue(parts[index] ?? ''));
  return true;
}

/** As `read` splits a line: the last name takes all that is left. */
function splitInto(text: string, separators: string, count: number): readonly string[] {
  const isSpace = separators.trim() === '';
  const line = isSpace ? text.trim() : text;
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length && parts.length < count - 1; at += 1) {
    if (!separators.includes(line.charAt(at))) continue;
    if (!isSpace || at > start) parts.push(line.slice(start, at));
    start = at + 1;
  }
  return [...parts, isSpace ? line.slice(start).trimStart() : line.slice(start)];
}

/** `NAME=value`, `NAME+=value`, `NAME[index]=value`, `NAME=(…)` */
function assign({ name, value, append, index }: Assignment, expansion: Expansion): void {
  const { state } = expansion;
  const before = state.variables.get(name);
  const elements = before?.kind === 'list' ? before.elements : new Map<string, Value>();
  if (value.type === 'ArrayValue') {
    state.setList(name, listOf(value, append ? elements : new Map(), expansion));
    return;
  }
  const own = expandWhole(value, expansion);
  if (index === undefined) {
    state.set(name, append ? joinValues([state.get(name) ?? emptyValue, own]) : own);
    return;
  }
  const key = indexText(index, expansion);
  expansion.budget.step(elements?.size);
  state.setList(name, key === undefined || elements === undefined ? undefined : new Map(elements).set(key, own));
}

/** `(a b [key]=c)`; `undefined` where nobody knows how many there are. */
function listOf(
  { elements: words }: ArrayValue,
  before: ReadonlyMap<string, Value> | undefined,
  expansion: Expansion,
): ReadonlyMap<string, Value> | undefined {
  expansion.budget.step(before?.size);
  const elements = new Map(before);
  let next = elements.size;
  for (const word of words) {
    const [, key, rest] = /^\[([^\]]*)\]=([\s\S]*)$/.exec(word.text) ?? [];
    if (key !== undefined && rest !== undefined) {
      elements.set(key.replace(/^(["'])(.*)\1$/, '$2'), wholeText(rest, expansion));
      continue;
    }
    for (const field of expandWord(word, expansion)) {
      if (field.isElastic) return undefined;
      elements.set(String(next), field);
      next += 1;
    }
  }
  return elements;
}

function wholeText(text: string, expansion: Expansion): Value {
  const command = parseShell(`X=${text}`, expansion.budget).commands[0]?.command;
  const assignment = command?.type === 'Command' ? command.prefix[0] : undefined;
  return assignment?.type === 'Assignment' && assignment.value.type === 'Word'
    ? expandWhole(assignment.value, expansion)
    : emptyValue;
}

/** Commands of the shell itself that change what it knows; `undefined` when the name is none of them. */
function runBuiltin(
  shell: Shell,
  name: string,
  words: readonly ExpandedArgument[],
  expansion: Expansion,
): Status | undefined {
  const { state } = expansion;
  const fields = words.slice(1).map(({ field }) => field);
  const texts = fields.map(textOf);
  switch (name) {
    case 'exit':
    case 'return':
    case 'break':
    case 'continue':
      state.end = name;
      return succeeded;
    case 'export':
    case 'declare':
    case 'typeset':
    case 'readonly':
    case 'local':
      declare(shell, name, words.slice(1), expansion);
      return succeeded;
    case 'true':
    case ':':
      return succeeded;
    case 'false':
      return { ...succeeded, outcome: false };
    case '[':
      return { outcome: bracketOutcome(fields.slice(0, -1)), kind: 'test' };
    case 'test':
      return { outcome: bracketOutcome(fields), kind: 'test' };
    case 'unset':
      for (const text of texts) if (text !== undefined) state.variables.set(text, { kind: 'text', value: emptyValue });
      return succeeded;
    case 'set':
      setOptions(fields, texts, state);
      return succeeded;
    case 'shift':
      state.argumentsMoved ||= state.positional === undefined;
      state.positional = state.positional?.slice(Number(texts[0] ?? 1));
      return succeeded;
    case 'cd':
    case 'pushd':
      state.folder = fields[0] === undefined ? unknownValue('~') : pathFrom(state.folder, fields[0]);
      return succeeded;
    case 'popd':
      state.folder = unknownValue('$PWD');
      return succeeded;
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'getopts':
    case 'let':
      for (const text of texts) {
        const variable = /^([A-Za-z_]\w*)/.exec(text ?? '')?.[1];
        if (variable !== undefined) state.forget(variable);
      }
      return undecided;
    case 'printf':
      if (texts[0] !== '-v' || texts[1] === undefined) return undefined;
      state.set(texts[1], printf(fields.slice(2), expansion.budget) ?? unknownValue(`$${texts[1]}`));
      return succeeded;
    default:
      return undefined;
  }
}

/** `export A=1 B`, `local x=$1` */
function declare(shell: Shell, name: string, words: readonly ExpandedArgument[], expansion: Expansion): void {
  const { state } = expansion;
  const isExport = name === 'export' || words.some(({ argument }) => /^-\w*x/.test(argument.text));
  for (const { argument } of words) {
    const variable = argument.type === 'Assignment' ? argument.name : argument.text;
    if (!/^[A-Za-z_]\w*$/.test(variable)) continue;
    if (name === 'local') shell.declareLocal(variable, state);
    if (argument.type === 'Assignment') assign(argument, expansion);
    else if (name === 'local') state.set(variable, emptyValue);
    if (isExport) state.exported.add(variable);
  }
}

/** `set -- a b` gives the script other arguments, `set -a` exports whatever is assigned. */
function setOptions(fields: readonly Value[], texts: readonly (string | undefined)[], state: ShellState): void {
  const dashes = texts.indexOf('--');
  if (dashes >= 0) state.positional = fields.slice(dashes + 1);
  const isAll = (sign: string) =>
    texts.some(
      (text, i) =>
        text?.startsWith(sign) && (/^.[a-z]*a/.test(text) || (text === `${sign}o` && texts[i + 1] === 'allexport')),
    );
  if (isAll('-')) state.exportsAll = true;
  if (isAll('+')) state.exportsAll = false;
}
