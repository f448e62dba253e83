import type { JsonProblem, JsonProblemKind } from './document.js';
import { explainStructure } from './explain-structure.js';
import { explainToken, malformedNumber } from './explain-token.js';
import type { Lines } from './lines.js';
import type { ScanFault } from './scan.js';

/** A fault of a text in words. Without `start` it stands where the scanner gave up. */
export interface Explanation {
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
