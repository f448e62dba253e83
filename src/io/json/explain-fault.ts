import type { JsonProblem, JsonProblemKind } from './document.js';
import { explainString } from './explain-string.js';
import type { Lines } from './lines.js';
import type { ScanFault } from './scan.js';
import { textOf } from './text-map.js';

/** A fault of a text in words. Without `start` it stands where the scanner gave up. */
export interface Explanation {
  readonly message: string;
  readonly kind?: JsonProblemKind;
  readonly remedy?: string;
  readonly start?: number;
  readonly end?: number;
}

/** Says, as a person would, why a text is no JSON. The first explanation that fits is the most particular. */
export function explainFault(text: string, fault: ScanFault, lines: Lines): JsonProblem {
  const explanation =
    mergeConflict(text) ??
    tooDeep(fault) ??
    cutOff(text, fault) ??
    (fault.expected === 'string' ? explainString(text, fault.offset) : undefined) ??
    malformedNumber(text, fault) ??
    comment(text, fault) ??
    afterTheEnd(text, fault) ??
    foreign(text, fault) ??
    misplacedSign(text, fault, lines) ??
    missingSign(text, fault);
  const start = explanation.start ?? fault.offset;
  const { message, remedy } = explanation;
  return {
    kind: explanation.kind ?? 'syntax',
    fatal: true,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    position: lines.position(start, explanation.end ?? start + 1),
  };
}

function mergeConflict(text: string): Explanation | undefined {
  const marker = /^(<{7}|>{7})( .*)?$/m.exec(text);
  if (marker === null) return undefined;
  const [whole] = marker;
  return {
    kind: 'merge-conflict',
    message: `a merge conflict was not resolved: ${whole} still stands here`,
    remedy: 'git mergetool',
    start: marker.index,
    end: marker.index + whole.length,
  };
}

function tooDeep({ expected, open }: ScanFault): Explanation | undefined {
  if (expected !== 'less-depth') return undefined;
  return { kind: 'too-deep', message: tooDeepMessage(open.length - 1) };
}

export function tooDeepMessage(maximumDepth: number): string {
  return `more than ${maximumDepth} objects and lists stand within each other here: no file of nnU-Net is so deep`;
}

/** The text ends, or goes over into zero bytes, where something is still open: a copy or a job was interrupted. */
function cutOff(text: string, { expected, offset, open, map }: ScanFault): Explanation | undefined {
  const tail = text.slice(offset);
  const isBegun = /^(t(ru?)?|f(a(ls?)?)?|n(ul?)?|Na?|-?I(n(f(i(n(i(t)?)?)?)?)?)?|-|[.]|[eE][-+]?|\\(u[\da-fA-F]{0,3})?)$/.test(tail);
  const isZeros = /^\0+$/.test(tail);
  if (expected === 'end' || !(tail === '' || isBegun || isZeros)) return undefined;
  const brackets = open.length === 1 ? '1 bracket is' : `${open.length} brackets are`;
  const still = open.length > 0 ? `${brackets} still open` : 'a value is expected';
  const how = isZeros ? `only zero bytes follow (${tail.length} of them)` : 'the text ends here';
  const last = map.starts.length === 0 && expected === 'value' ? 'before it begins' : 'in the middle';
  return {
    kind: 'truncated',
    message: `${how}, ${last}: ${still}`,
    remedy: 'copy it again from where it came from',
    end: offset + tail.length,
  };
}
