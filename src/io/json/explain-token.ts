import type { Explanation } from './explain-fault.js';
import type { ScanFault } from './scan.js';

/** Numbers as other languages write them: `1.`, `.5`, `+1`, `007`, `0x1F`, `1_000`, `-inf`. */
export function malformedNumber(text: string, { expected, offset, map }: ScanFault): Explanation | undefined {
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
export function explainToken(text: string, { expected, offset, map }: ScanFault): Explanation | undefined {
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
