import type { MakeVariables } from './make-variables.js';
import { spaced } from './script-paths.js';
import { joinValues, knownValue, textOf, unknownValue, unsetValue, type Value } from './value.js';

/** A variable that refers to others; deeper it refers to itself. */
const deepest = 20;

/** A reference of make in a text, or the text between two. */
interface Reference {
  readonly start: number;
  readonly end: number;
  /** What stands between the parentheses; a single character without them. */
  readonly name: string;
}

/** `$(NAME)`, `${NAME}`, `$@` and `$$`, outermost first, in order. */
export function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  for (let start = text.indexOf('$'); start >= 0; start = text.indexOf('$', start)) {
    const open = text.charAt(start + 1);
    const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
    const end = close === undefined ? start + 2 : endOfReference(text, start + 2, open, close);
    found.push({ start, end, name: close === undefined ? open : text.slice(start + 2, end - 1) });
    start = end;
  }
  return found;
}

/**
 * A text with the references of make replaced. `$(shell …)` becomes `$(…)`, which the shell of a recipe runs; a variable that the Makefile does not
 * set becomes one of the shell, since recipes find the same environment as make.
 */
export function expandMake(
  text: string,
  variables: MakeVariables,
  automatic = new Map<string, Value>(),
  depth = 0,
): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const { start, end, name } of referencesIn(text)) {
    parts.push(knownValue(text.slice(from, start)), valueOfReference(name, variables, automatic, depth));
    from = end;
  }
  return joinValues([...parts, knownValue(text.slice(from))]);
}

export function valueOfReference(
  name: string,
  variables: MakeVariables,
  automatic: ReadonlyMap<string, Value>,
  depth = 0,
): Value {
  if (name === '$') return knownValue('$');
  if (depth > deepest) return unknownValue(`$(${name})`);
  const own = automatic.get(name);
  if (own !== undefined) return own;
  const expand = (text: string) => expandMake(text, variables, new Map(automatic), depth + 1);
  const [, call, rest = ''] = /^([a-z-]+)\s+([\s\S]*)$/.exec(name) ?? [];
  if (call !== undefined)
    return (
      callFunction(call, splitArguments(rest), { expand, variables, automatic, depth }) ?? unknownValue(`$(${name})`)
    );
  const [, variable, from, to] = /^([\w.-]+):([^=]*)=(.*)$/.exec(name) ?? [];
  if (variable !== undefined && from !== undefined && to !== undefined) {
    return mapWords(valueOfReference(variable, variables, automatic, depth + 1), (word) =>
      replaceEnding(word, from, to),
    );
  }
  if (name === 'MAKE') return knownValue('make');
  const text = variables.get(name);
  if (text !== undefined) return expand(text);
  return /^[A-Za-z_]\w*$/.test(name) ? unsetValue(`$${name}`) : unknownValue(`$(${name})`);
}

interface Call {
  readonly expand: (text: string) => Value;
  readonly variables: MakeVariables;
  readonly automatic: ReadonlyMap<string, Value>;
  readonly depth: number;
}

function callFunction(
  name: string,
  words: readonly string[],
  { expand, variables, automatic, depth }: Call,
): Value | undefined {
  const [first = '', second = '', third = ''] = words;
  switch (name) {
    case 'shell': {
      const command = expand(words.join(','));
      return joinValues([knownValue('$('), command, knownValue(')')]);
    }
    case 'strip':
      return mapWords(expand(first), (word) => word);
    case 'addprefix':
      return mapWords(expand(second), (word) => (textOf(expand(first)) ?? '') + word);
    case 'addsuffix':
      return mapWords(expand(second), (word) => word + (textOf(expand(first)) ?? ''));
    case 'notdir':
      return mapWords(expand(first), (word) => word.slice(word.lastIndexOf('/') + 1));
    case 'basename':
      return mapWords(expand(first), (word) => word.replace(/\.[^./]*$/, ''));
    case 'subst':
      return mapWords(expand(third), (word) =>
        word.replaceAll(textOf(expand(first)) ?? '', textOf(expand(second)) ?? ''),
      );
    case 'patsubst':
      return mapWords(expand(third), (word) => replaceEnding(word, first.trim(), second.trim()));
    case 'word':
      return wordAt(expand(second), Number(first));
    case 'firstword':
      return wordAt(expand(first), 1);
    case 'lastword':
      return wordAt(expand(first), -1);
    case 'foreach': {
      const list = textOf(expand(second));
      if (list === undefined) return undefined;
      const turns = wordsOf(list).map((word) =>
        expandMake(third, variables, new Map(automatic).set(first.trim(), knownValue(word)), depth + 1),
      );
      return spaced(turns);
    }
    default:
      return undefined;
  }
}

function mapWords(value: Value, change: (word: string) => string): Value {
  const text = textOf(value);
  return text === undefined ? { pieces: value.pieces } : knownValue(wordsOf(text).map(change).join(' '));
}

function wordAt(value: Value, number: number): Value | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : knownValue(wordsOf(text).at(number < 0 ? number : number - 1) ?? '');
}

/** `%.nii=%.json` or `.nii=.json` */
function replaceEnding(word: string, from: string, to: string): string {
  if (!from.includes('%')) return word.endsWith(from) ? word.slice(0, word.length - from.length) + to : word;
  const stem = stemOf(word, from);
  return stem === undefined ? word : to.replace('%', () => stem);
}

/** The stem that a pattern such as `train-%` leaves of a name. */
export function stemOf(name: string, pattern: string): string | undefined {
  const [before, after] = pattern.split('%');
  if (before === undefined || after === undefined) return undefined;
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** At commas outside of parentheses. */
function splitArguments(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(' || character === '{') depth += 1;
    if (character === ')' || character === '}') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function endOfReference(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === open) depth += 1;
    else if (text.charAt(at) === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
