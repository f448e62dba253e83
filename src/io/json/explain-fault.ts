import type { JsonProblem, JsonProblemKind } from './document.js';
import type { Lines } from './lines.js';
import type { ScanFault } from './scan.js';

/** A fault of a text in words. Without `start` it stands where the scanner gave up. */
interface Explanation {
  readonly message: string;
  readonly kind?: JsonProblemKind;
  readonly remedy?: string;
  readonly command?: readonly string[];
  readonly start?: number;
  readonly end?: number;
}

/** Says, as a person would, why a text is no JSON: of all explanations that fit, the most particular. */
export function explainFault(text: string, fault: ScanFault, lines: Lines): JsonProblem {
  const explanation =
    mergeConflict(text) ??
    beyondLimits(fault) ??
    cutOff(text, fault, lines) ??
    malformedString(text, fault) ??
    malformedNumber(text, fault) ??
    explainToken(text, fault) ??
    explainStructure(text, fault, lines);
  const { message, remedy, command, kind = 'syntax', start = fault.offset, end = start + 1 } = explanation;
  return {
    kind,
    fatal: true,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(command === undefined ? {} : { command }),
    position: lines.position(start, end),
  };
}

function mergeConflict(text: string): Explanation | undefined {
  const marker = /^[<>]{7} .{0,60}/m.exec(text);
  if (marker === null) return undefined;
  return {
    kind: 'merge-conflict',
    message: `a merge conflict was not resolved: the line ${marker[0]} stands in the text`,
    command: ['git', 'mergetool'],
    start: marker.index,
    end: marker.index + marker[0].length,
  };
}

function beyondLimits({ expected, open, map }: ScanFault): Explanation | undefined {
  if (expected === 'less-depth') {
    const message = `more than ${open.length - 1} objects and lists stand within each other: no file of nnU-Net is so deep`;
    return { kind: 'too-deep', message };
  }
  if (expected === 'fewer-values') {
    return { kind: 'too-large', message: `the file holds more than the ${map.starts.length - 1} values that are read` };
  }
  return undefined;
}

/** What may be left of a number, a word or an escape when a text is cut. */
const begunToken =
  /^(t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|-?I|-?In|-?Inf|-?Infi|-?Infin|-?Infini|-?Infinit|-|\.|[eE][-+]?|\\(u[\da-fA-F]{0,3})?)$/;

/** The text ends, or goes over into zero bytes, where something is still open: a copy or a job was interrupted. */
function cutOff(text: string, { expected, offset, open, map }: ScanFault, lines: Lines): Explanation | undefined {
  const tail = text.slice(offset);
  const zeros = tail !== '' && !/[^\0]/.test(tail);
  if (expected === 'end' || !(tail === '' || zeros || begunToken.test(tail.slice(0, 20)))) return undefined;
  const innermost = open.at(-1);
  const brackets = open.length === 1 ? 'a bracket is' : `${open.length} brackets are`;
  const lastLine = innermost === undefined ? 0 : lines.lineOf(map.starts[innermost] ?? 0);
  const which = open.length === 1 ? 'that' : 'the last';
  const still = innermost === undefined ? '' : `: ${brackets} still open, ${which} of line ${lastLine}`;
  return {
    kind: 'truncated',
    message: `${zeros ? `only zero bytes follow here (${tail.length})` : 'the text ends'} in the middle${still}`,
    remedy: 'copy it again from where it came from',
    end: offset + tail.length,
  };
}

function malformedString(text: string, { expected, offset, stringStart = offset }: ScanFault): Explanation | undefined {
  if (expected !== 'string') return undefined;
  const character = text.charAt(offset);
  const code = text.charCodeAt(offset);
  if (character === '\n' || character === '\r') {
    return { message: 'this string has no closing quote on its line', start: stringStart, end: offset };
  }
  if (character === '\t') return { message: 'a tab stands inside a string: JSON writes it as \\t' };
  if (character !== '\\') {
    const written = `\\u${code.toString(16).padStart(4, '0')}`;
    return { message: `a control character stands inside a string: JSON writes it as ${written}` };
  }
  if (text.charAt(offset + 1) === 'u') {
    return { message: 'four hexadecimal digits must follow \\u', end: offset + 6 };
  }
  const written = text.slice(offset, offset + 2);
  return { message: `JSON knows no ${written} in a string: a backslash is written as \\\\`, end: offset + 2 };
}

/** Numbers as other languages write them: `1.`, `.5`, `+1`, `007`, `0x1F`, `1_000`, `-inf`. */
function malformedNumber(text: string, { expected, offset, map }: ScanFault): Explanation | undefined {
  const last = map.ends.length - 1;
  const numberStart = map.starts[last] ?? offset;
  const goesOn =
    map.ends[last] === offset && /[-\d]/.test(text.charAt(numberStart)) && /[\w.]/.test(text.charAt(offset));
  const begins =
    (expected === 'value' || expected === 'first-value') && /^([-+]|\.\d)/.test(text.slice(offset, offset + 2));
  if (!goesOn && !begins) return undefined;
  const start = goesOn ? numberStart : offset;
  const written = /^[-+.]*\w*(\.\w*)*([-+]\d+)?/.exec(text.slice(start, start + 80))?.[0] ?? '';
  return { message: `${written} is no number in JSON${reason(written)}`, start, end: start + written.length };
}

function reason(written: string): string {
  if (/^[-+]?(nan|inf|infinity)$/i.test(written)) return '';
  if (/^\+/.test(written)) return ': it writes no plus sign';
  if (/^-?\./.test(written)) return ': a digit must stand before the decimal point';
  if (/^-?\d+\.(?!\d)/.test(written)) return ': a digit must follow the decimal point';
  if (/^-?0\d+$/.test(written)) return ': it must not begin with a zero';
  if (/^-?0[xob]/i.test(written)) return ': only decimal numbers are';
  if (/\d_\d/.test(written)) return ': it writes no underscores';
  if (/^-?\d+(\.\d+)?[eE][-+]?$/.test(written)) return ': its exponent has no digits';
  return '';
}

const wordsOfOthers = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['none', 'null'],
  ['null', 'null'],
  ['undefined', 'null'],
  ['nan', 'NaN, which Python reads'],
  ['inf', 'Infinity, which Python reads'],
  ['infinity', 'Infinity, which Python reads'],
]);

/** A token that JSON does not have: comments, words without quotes, other quotes, tuples, invisible characters. */
function explainToken(text: string, { expected, offset, map }: ScanFault): Explanation | undefined {
  const rest = text.slice(offset, offset + 200);
  const comment = /^(\/\/|\/\*|#)/.exec(rest)?.[0];
  if (comment !== undefined) {
    const end = offset + (/^.*/.exec(rest)?.[0].trimEnd().length ?? 1);
    return { message: `a comment begins here (${comment}): JSON has none`, end };
  }
  if (expected === 'end') return undefined;
  const isKey = expected === 'key' || expected === 'first-key';

  const word = /^[\p{L}_$][\p{L}\p{N}_$.-]*/u.exec(rest)?.[0];
  if (word !== undefined && (isKey || !isWordOfJson(word))) {
    return explainWord(text, offset, word, isKey, map.ends.at(-1) === offset);
  }

  const key = isKey ? /^-?\d[\d.]*/.exec(rest)?.[0] : undefined;
  if (key !== undefined) {
    return { message: `the key ${key} has no quotes: JSON writes "${key}"`, end: offset + key.length };
  }

  const [character = ''] = rest;
  if (character === "'") return { message: 'single quotes stand here: JSON knows only double quotes' };
  if (/[`´‘’‚‛“”„‟«»]/.test(character)) {
    return { message: `a ${character} stands here: JSON knows only straight double quotes` };
  }
  if (character === '(' || character === ')')
    return { message: 'round brackets stand here: JSON writes lists with [ ]' };
  if (rest.startsWith('...') || character === '…') return { message: 'dots stand here for something left out' };
  if (character === '\0') return { message: 'a zero byte stands here: the file is damaged, or UTF-16 text' };
  return invisible(rest);
}

function isWordOfJson(word: string): boolean {
  return ['true', 'false', 'null', 'NaN', 'Infinity'].includes(word);
}

function explainWord(text: string, offset: number, word: string, isKey: boolean, isGlued: boolean): Explanation {
  const end = offset + word.length;
  const after = text.charAt(end);
  if (isGlued && text.charAt(offset - 1) === '"') {
    return {
      message: 'a quote ends the string before this: inside a string it is written as \\"',
      start: offset - 1,
      end: offset,
    };
  }
  if (after === '"') return { message: `an opening quote is missing before ${word}`, end };
  const meant = wordsOfOthers.get(word.toLowerCase());
  if (meant !== undefined && !isKey) return { message: `${word} stands here: JSON writes ${meant}`, end };
  if (after === '(') return { message: `${word}(…) is a Python expression: JSON holds only values`, end };
  return { message: `${isKey ? 'the key ' : ''}${word} has no quotes: JSON writes "${word}"`, end };
}

function invisible(rest: string): Explanation | undefined {
  const character = /^[\s\p{C}\p{Z}]/u.exec(rest)?.[0];
  if (character === undefined) return undefined;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { message: `an invisible character (U+${code}) stands between the values: only plain blanks may` };
}

/** Commas, colons and brackets that are missing, too many, or of the other kind. */
function explainStructure(text: string, fault: ScanFault, lines: Lines): Explanation {
  return (
    afterTheEnd(text, fault) ??
    commaBeforeClosing(text, fault) ??
    strayComma(text, fault) ??
    keyWithoutValue(text, fault) ??
    otherBracket(text, fault, lines) ??
    instead(text, fault) ??
    missing(text, fault)
  );
}

function afterTheEnd(text: string, { expected, offset }: ScanFault): Explanation | undefined {
  if (expected !== 'end') return undefined;
  const kind = 'text-after-end';
  const rest = text.slice(offset);
  const character = rest.charAt(0);
  if (character === '}' || character === ']') return { kind, message: `one ${nameOf(character)} too many stands here` };
  if (character === ':' && text.trimStart().startsWith('"')) {
    return { message: 'the outermost braces are missing: this is a piece of a JSON file', start: 0 };
  }
  if (character === ',')
    return { kind, message: 'a comma stands after the end: this looks like a piece of a JSON file' };
  if (character === '{' || character === '[')
    return { kind, message: 'a second JSON text begins here, after the end of the first' };
  if (!/[^\0]/.test(rest)) return { kind, message: `${rest.length} zero bytes stand after the end`, end: text.length };
  const [begin = ''] = /^\S{1,30}/.exec(rest) ?? [];
  return { kind, message: `text stands after the end: ${begin}`, end: text.length };
}

function commaBeforeClosing(text: string, { expected, offset }: ScanFault): Explanation | undefined {
  const character = text.charAt(offset);
  const start = tokenBefore(text, offset);
  const closes = (expected === 'key' && character === '}') || (expected === 'value' && character === ']');
  if (!closes || text.charAt(start) !== ',') return undefined;
  return { message: `a comma stands before the ${nameOf(character)}: JSON does not allow one`, start };
}

function strayComma(text: string, { expected, offset }: ScanFault): Explanation | undefined {
  if (text.charAt(offset) !== ',' || expected === 'colon') return undefined;
  const before = text.charAt(tokenBefore(text, offset));
  if (before === ',') return { message: 'two commas stand in a row' };
  if (before === '[' || before === '{') return { message: 'a comma stands before the first value' };
  return undefined;
}

function keyWithoutValue(text: string, { expected, offset }: ScanFault): Explanation | undefined {
  const isEnd = /[,}\]]/.test(text.charAt(offset));
  const before = tokenBefore(text, offset);
  const afterColon = expected === 'value' && text.charAt(before) === ':';
  if (!isEnd || !(afterColon || expected === 'colon')) return undefined;
  const keyEnd = (afterColon ? tokenBefore(text, before) : before) + 1;
  const key = /"(?:[^"\\]|\\.)*"$/.exec(text.slice(Math.max(0, keyEnd - 200), keyEnd))?.[0];
  return { message: `the key ${key ?? ''} has no value`, start: keyEnd - (key?.length ?? 1), end: keyEnd };
}

function otherBracket(text: string, { offset, open, map }: ScanFault, lines: Lines): Explanation | undefined {
  const character = text.charAt(offset);
  if (character !== '}' && character !== ']') return undefined;
  const innermost = open.at(-1);
  if (innermost === undefined) return { message: `the text begins with a ${nameOf(character)}` };
  const start = map.starts[innermost] ?? 0;
  const [what, wanted] = text.charAt(start) === '{' ? ['object', '}'] : ['list', ']'];
  if (character === wanted) return undefined;
  return {
    message: `a ${nameOf(character)} stands here, but the ${what} of line ${lines.lineOf(start)} must end first, with ${wanted}`,
  };
}

function instead(text: string, { expected, offset, open, map }: ScanFault): Explanation | undefined {
  const character = text.charAt(offset);
  if (expected === 'colon' && character === '=') return { message: 'an equals sign stands where a colon should' };
  if (expected === 'comma' && character === ';') return { message: 'a semicolon stands where a comma should' };
  const inList = text.charAt(map.starts[open.at(-1) ?? 0] ?? 0) === '[';
  if (expected === 'comma' && character === ':' && inList) {
    return { message: 'a colon stands in a list: only objects, in { }, have keys' };
  }
  return undefined;
}

/** A missing comma or colon is shown where it should stand, behind what comes before it. */
function missing(text: string, { expected, offset }: ScanFault): Explanation {
  const rest = text.slice(offset, offset + 20);
  const startsValue = /^["[{\d]|^-\d|^(true|false|null|NaN|-?Infinity)\b/.test(rest);
  const start = tokenBefore(text, offset) + 1;
  if (expected === 'comma' && startsValue) return { message: 'a comma is missing here', start };
  if (expected === 'colon' && startsValue) return { message: 'a colon is missing after the key', start };
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const wanted =
    expected === 'key' || expected === 'first-key' ? 'a key in double quotes' : `a ${expected.replace('first-', '')}`;
  return { message: `${character} stands here, where ${wanted} should` };
}

/** The offset of the last character before `offset` that is no blank. */
function tokenBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && /[ \t\r\n]/.test(text.charAt(at))) at -= 1;
  return at;
}

function nameOf(bracket: string): string {
  return bracket === '}' ? 'closing brace' : 'closing bracket';
}
