import { limits } from '../budget.js';

/** What one character may be; `many` for `*`, which is any number of any. */
type Token = ((character: string) => boolean) | 'many';

/**
 * Lengths of the beginnings of a text that a pattern of the shell (`*.nii.gz`, `Dataset[0-9]*`) fits, in order. All positions of the pattern are
 * followed at once, so that the work is bounded by the product of both lengths.
 * @param isReversed from the end of the text
 */
function fittingLengths(text: string, tokens: readonly Token[], isReversed: boolean): readonly number[] {
  // The set of tokens that have been passed; behind a `*` also without anything for it.
  let passed = [0];
  const found: number[] = [];
  for (let length = 0; length <= text.length; length += 1) {
    const reached = new Set<number>();
    for (let at of passed) {
      reached.add(at);
      while (tokens[at] === 'many') {
        at += 1;
        reached.add(at);
      }
    }
    if (reached.has(tokens.length)) found.push(length);
    const character = text.charAt(isReversed ? text.length - 1 - length : length);
    passed = [...reached].flatMap((at) => {
      const token = tokens[at];
      if (token === undefined) return [];
      return token === 'many' ? [at] : token(character) ? [at + 1] : [];
    });
  }
  return found;
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const [whole, negation, members = ''] =
      (character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null) ?? [];
    if (whole !== undefined) {
      tokens.push((one) => isMember(one, members) !== (negation !== ''));
      at += whole.length - 1;
    } else if (character === '*') tokens.push('many');
    else if (character === '?') tokens.push(() => true);
    else {
      if (character === '\\' && at + 1 < pattern.length) at += 1;
      const wanted = pattern.charAt(at);
      tokens.push((one) => one === wanted);
    }
  }
  return tokens;
}

/** `a-z_` */
function isMember(character: string, members: string): boolean {
  for (let at = 0; at < members.length; at += 1) {
    const [first, dash, last = ''] = members.slice(at, at + 3);
    if (dash === '-' && last !== '') {
      if (first !== undefined && first <= character && character <= last) return true;
      at += 2;
    } else if (first === character) return true;
  }
  return false;
}

function isTooLong(text: string, pattern: string): boolean {
  return text.length > limits.patternText || pattern.length > limits.patternText / 16;
}

/** @returns `undefined` for texts and patterns that are longer than anybody's */
export function matchesPattern(text: string, pattern: string): boolean | undefined {
  return isTooLong(text, pattern) ? undefined : fittingLengths(text, tokensOf(pattern), false).at(-1) === text.length;
}

/**
 * `${text#pattern}`, `##`, `%`, `%%`: without what the pattern fits at the beginning or the end.
 * @returns `undefined` for texts and patterns that are longer than anybody's
 */
export function withoutPattern(text: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  if (isTooLong(text, pattern)) return undefined;
  const isEnd = operator.startsWith('%');
  const tokens = tokensOf(pattern);
  const lengths = fittingLengths(text, isEnd ? tokens.toReversed() : tokens, isEnd);
  const length = lengths.at(operator.length === 2 ? -1 : 0) ?? 0;
  return isEnd ? text.slice(0, text.length - length) : text.slice(length);
}
