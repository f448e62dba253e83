import type { Explanation } from './explain-fault.js';
import type { Lines } from './lines.js';
import type { ScanFault } from './scan.js';

/** Commas, colons and brackets that are missing, too many, or of the other kind. */
export function explainStructure(text: string, fault: ScanFault, lines: Lines): Explanation {
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
