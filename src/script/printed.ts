import { type Budget, limits } from '../budget.js';
import type { ShellState } from './shell-state.js';
import { joinValues, knownValue, mapText, type Piece, shownText, spaced, textOf, type Value } from './value.js';

/**
 * What a command prints, for those that scripts put names together with.
 * @param words the command's name and its arguments
 * @returns `undefined` for commands that are not understood
 */
export function printedBy(words: readonly Value[], state: ShellState, budget: Budget): Value | undefined {
  const [name, ...rest] = words;
  const argument = rest.filter((word) => !shownText(word).startsWith('-')).at(0);
  switch (name === undefined ? undefined : textOf(name)) {
    case 'echo':
      return spaced(rest.filter((word, index) => index > 0 || !/^-[neE]+$/.test(textOf(word) ?? '')));
    case 'printf':
      return printf(rest, budget);
    case 'seq':
      return seq(rest.map(textOf));
    case 'pwd':
      return state.folder;
    case 'dirname':
      return argument === undefined ? undefined : folderOfValue(argument);
    case 'basename':
      return rest[0] === undefined ? undefined : nameOfValue(rest[0], rest[1] === undefined ? '' : textOf(rest[1]));
    case 'realpath':
    case 'readlink':
      return argument === undefined ? undefined : pathFrom(state.folder, argument);
    default:
      return undefined;
  }
}

/** `seq [FIRST [STEP]] LAST`; with options or of very many numbers it is not followed. */
function seq(words: readonly (string | undefined)[]): Value | undefined {
  const numbers = words.map((word) => (word !== undefined && /^-?\d{1,9}$/.test(word) ? Number(word) : Number.NaN));
  const [first = 1, step = 1, last = Number.NaN] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  const count = Math.floor((last - first) / step) + 1;
  if (numbers.length > 3 || !(count <= limits.wordsOfOne)) return undefined;
  return knownValue(Array.from({ length: Math.max(count, 0) }, (_, i) => String(first + i * step)).join('\n'));
}

/** `printf FORMAT ARGUMENT…` with `%s` and `%03d`, one round. */
export function printf([format, ...values]: readonly Value[], budget: Budget): Value | undefined {
  const text = format === undefined ? undefined : textOf(format);
  if (text === undefined) return undefined;
  const parts: Value[] = [];
  let next = 0;
  for (const piece of text.split(/(%[-0]?\d*[a-zA-Z%])/)) {
    const [, flag, width, letter] = /^%([-0]?)(\d*)([a-zA-Z%])$/.exec(piece) ?? [];
    if (letter === undefined) parts.push(knownValue(piece.replaceAll('\\n', '\n').replaceAll('\\t', '\t')));
    else if (letter === '%') parts.push(knownValue('%'));
    else if (letter === 's' || letter === 'd' || letter === 'i') {
      const value = values[next] ?? knownValue(letter === 's' ? '' : '0');
      const size = Number(width);
      budget.take(size);
      const padded = (one: string) => (flag === '-' ? one.padEnd(size) : one.padStart(size, flag === '0' ? '0' : ' '));
      parts.push(mapText(value, padded, shownText(value)));
      next += 1;
    } else return undefined;
  }
  return next < values.length ? undefined : joinValues(parts);
}

/** `dirname`: also of a path that is known only at its end. */
export function folderOfValue(path: Value): Value {
  const cut = lastSlash(path.pieces);
  if (cut === undefined) return path.pieces.some((piece) => 'unknown' in piece) ? path : knownValue('.');
  const head = cut.text.slice(0, cut.at);
  const pieces = [...path.pieces.slice(0, cut.piece), ...(head === '' ? [] : [{ text: head }])];
  return { ...path, pieces: pieces.length === 0 ? [{ text: '/' }] : pieces };
}

/** `basename` */
function nameOfValue(path: Value, ending = ''): Value {
  const cut = lastSlash(path.pieces);
  const name =
    cut === undefined
      ? path
      : { ...path, pieces: [{ text: cut.text.slice(cut.at + 1) }, ...path.pieces.slice(cut.piece + 1)] };
  const text = textOf(name);
  return text === undefined || ending === '' || !text.endsWith(ending)
    ? name
    : knownValue(text.slice(0, -ending.length));
}

function lastSlash(pieces: readonly Piece[]): { piece: number; text: string; at: number } | undefined {
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if (piece === undefined || 'unknown' in piece) continue;
    let { text } = piece;
    if (index === pieces.length - 1) while (text.length > 1 && text.endsWith('/')) text = text.slice(0, -1);
    const at = text.lastIndexOf('/');
    if (at >= 0) return { piece: index, text, at };
  }
  return undefined;
}

/** A path as a shell in a folder understands it. */
export function pathFrom(folder: Value, path: Value): Value {
  const [first] = path.pieces;
  if (first === undefined) return folder;
  const isAbsolute = 'unknown' in first || first.text.startsWith('/');
  const whole = isAbsolute ? path : joinValues([folder, knownValue('/'), path]);
  const text = textOf(whole);
  return text === undefined ? whole : knownValue(normalPath(text));
}

/** Without `.`, `..` and doubled slashes. */
function normalPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.' && !(name === '..' && path.startsWith('/'))) names.push(name);
  }
  return `${path.startsWith('/') ? '/' : ''}${names.join('/')}` || '.';
}
