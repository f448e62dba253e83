import { folderOfValue, nameOfValue, pathFrom, spaced } from './script-paths.js';
import type { ShellState } from './shell-state.js';
import { joinValues, knownValue, mapText, shownText, textOf, type Value } from './value.js';

/** Wider than any number with leading zeros. */
const widest = 1000;

/** More numbers than anybody loops over. */
const mostNumbers = 10_000;

/**
 * What a command prints, for those that scripts put names together with.
 * @param words the command's name and its arguments
 * @returns `undefined` for commands that are not understood
 */
export function printedBy(words: readonly Value[], state: ShellState): Value | undefined {
  const [name, ...rest] = words;
  const argument = rest.filter((word) => !shownText(word).startsWith('-')).at(0);
  switch (name === undefined ? undefined : textOf(name)) {
    case 'echo':
      return spaced(rest.filter((word, index) => index > 0 || !/^-[neE]+$/.test(textOf(word) ?? '')));
    case 'printf':
      return printf(rest);
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

/** `seq [-w] [-s SEPARATOR] [FIRST [STEP]] LAST` */
function seq(words: readonly (string | undefined)[]): Value | undefined {
  const numbers: number[] = [];
  let [separator, isPadded] = ['\n', false];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) return undefined;
    if (word === '-w') isPadded = true;
    else if (word === '-s') {
      index += 1;
      separator = words[index] ?? separator;
    } else if (/^-?\d+$/.test(word)) numbers.push(Number(word));
    else return undefined;
  }
  if (numbers.length < 1 || numbers.length > 3) return undefined;
  const last = numbers.at(-1) ?? 0;
  const first = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  const count = step === 0 ? mostNumbers + 1 : Math.floor((last - first) / step) + 1;
  if (count > mostNumbers) return undefined;
  const found = Array.from({ length: Math.max(count, 0) }, (_, i) => String(first + i * step));
  const width = isPadded ? Math.max(String(first).length, String(last).length) : 0;
  return knownValue(found.map((number) => number.padStart(width, '0')).join(separator));
}

/** `printf FORMAT ARGUMENT…` with `%s` and `%03d`, one round. */
export function printf([format, ...values]: readonly Value[]): Value | undefined {
  const text = format === undefined ? undefined : textOf(format);
  if (text === undefined) return undefined;
  const parts: Value[] = [];
  let next = 0;
  for (const piece of text.split(/(%[-0]?\d*[a-zA-Z%])/)) {
    const [, flags = '', letter] = /^%([-0]?\d*)([a-zA-Z%])$/.exec(piece) ?? [];
    if (letter === undefined) parts.push(knownValue(piece.replaceAll('\\n', '\n').replaceAll('\\t', '\t')));
    else if (widthOf(flags) > widest) return undefined;
    else if (letter === '%') parts.push(knownValue('%'));
    else if (letter === 's' || letter === 'd' || letter === 'i') {
      const value = values[next] ?? knownValue(letter === 's' ? '' : '0');
      parts.push(mapText(value, (one) => padded(one, flags), shownText(value)));
      next += 1;
    } else return undefined;
  }
  return next < values.length ? undefined : joinValues(parts);
}

function widthOf(flags: string): number {
  return Number(flags.replace(/^[-0]/, ''));
}

function padded(text: string, flags: string): string {
  const width = widthOf(flags);
  if (flags.startsWith('-')) return text.padEnd(width);
  return text.padStart(width, flags.startsWith('0') ? '0' : ' ');
}
