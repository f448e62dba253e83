import type { ExpandedArgument } from './arguments.js';
import { bracketOutcome } from './conditions.js';
import { type Expansion, expandWhole, expandWord } from './expand.js';
import { indexText } from './parameter.js';
import { printf } from './printed.js';
import { pathFrom } from './script-paths.js';
import type { End, ShellState } from './shell-state.js';
import { type ArrayValue, type Assignment, parseShell, type Word } from './shell-syntax.js';
import { type Status, succeeded, undecided } from './status.js';
import { emptyValue, joinValues, textOf, unknownValue, type Value } from './value.js';

/** `NAME=value`, `NAME+=value`, `NAME[index]=value`, `NAME=(…)` */
export function assign({ name, value, append, index }: Assignment, expansion: Expansion): void {
  const { state } = expansion;
  const before = state.variables.get(name);
  if (value.type === 'ArrayValue') {
    state.setList(name, listOf(value, append && before?.kind === 'list' ? before.elements : new Map(), expansion));
    return;
  }
  const own = expandWhole(value, expansion);
  if (index === undefined) {
    state.set(name, append ? joinValues([state.get(name) ?? emptyValue, own]) : own);
    return;
  }
  const key = indexText(index, state, (word) => expandWhole(word, expansion));
  const elements = before?.kind === 'list' ? before.elements : new Map<string, Value>();
  const isKnown = key !== undefined && elements !== undefined;
  state.setList(name, isKnown ? new Map(elements).set(key, own) : undefined);
}

/** `(a b [key]=c)`; `undefined` where nobody knows how many there are. */
function listOf(
  { elements: words }: ArrayValue,
  before: ReadonlyMap<string, Value> | undefined,
  expansion: Expansion,
): ReadonlyMap<string, Value> | undefined {
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
  const command = parseShell(`X=${text}`).commands[0]?.command;
  const assignment = command?.type === 'Command' ? command.prefix[0] : undefined;
  const word: Word | undefined =
    assignment?.type === 'Assignment' && assignment.value.type === 'Word' ? assignment.value : undefined;
  return word === undefined ? emptyValue : expandWhole(word, expansion);
}

const declarations = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
const ends: ReadonlyMap<string, End> = new Map<string, End>([
  ['exit', 'exit'],
  ['return', 'return'],
  ['break', 'break'],
  ['continue', 'continue'],
]);

/**
 * Commands of the shell itself that change what it knows.
 * @param words the command's name and its arguments
 * @param declareLocal called with the names of variables that end with the function
 * @returns `undefined` when the name is none of them
 */
export function runBuiltin(
  name: string,
  words: readonly ExpandedArgument[],
  expansion: Expansion,
  declareLocal: (name: string) => void,
): Status | undefined {
  const { state } = expansion;
  const fields = words.slice(1).map(({ field }) => field);
  const texts = fields.map(textOf);
  const end = ends.get(name);
  if (end !== undefined) {
    state.end = end;
    return succeeded;
  }
  if (declarations.has(name)) {
    const isExport = name === 'export' || texts.some((text) => /^-\w*x/.test(text ?? ''));
    for (const { argument } of words.slice(1)) {
      const variable = argument.type === 'Assignment' ? argument.name : argument.text;
      if (!/^[A-Za-z_]\w*$/.test(variable)) continue;
      if (name === 'local') declareLocal(variable);
      if (argument.type === 'Assignment') assign(argument, expansion);
      else if (name === 'local') state.set(variable, emptyValue);
      if (isExport) state.exported.add(variable);
    }
    return succeeded;
  }
  switch (name) {
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
    case 'printf': {
      if (texts[0] !== '-v' || texts[1] === undefined) return undefined;
      state.set(texts[1], printf(fields.slice(2)) ?? unknownValue(`$${texts[1]}`));
      return succeeded;
    }
    default:
      return undefined;
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
