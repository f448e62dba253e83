import { contentName } from '../foreign-content.js';
import type { JsonProblem } from './document.js';
import { Lines } from './lines.js';

export interface Decoded {
  /** Without its byte order mark; where the bytes are no UTF-8, with U+FFFD in their place. */
  readonly text: string;
  readonly problem?: JsonProblem;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file that should be UTF-8, and what keeps Python from reading it as such. */
export function decodeText(bytes: Uint8Array): Decoded {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return notUtf8(bytes);
  }
  return withoutMark(text);
}

/** A byte order mark is invisible in editors: positions and columns are counted without it. */
export function withoutMark(text: string): Decoded {
  if (!text.startsWith('\uFEFF')) return { text };
  return {
    text: text.slice(1),
    problem: {
      kind: 'byte-order-mark',
      fatal: true,
      message: 'the file begins with a byte order mark, an invisible character that Python refuses',
      remedy: 'save it as UTF-8 without BOM',
      pointer: '',
      position: { line: 1, column: 1, length: 0 },
    },
  };
}

const utf16Marks: readonly (readonly [number, number])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

function notUtf8(bytes: Uint8Array): Decoded {
  const text = lenient.decode(bytes);
  if (utf16Marks.some(([first, second]) => bytes[0] === first && bytes[1] === second)) {
    const remedy = 'save it as UTF-8 without BOM';
    return { text, problem: { kind: 'not-utf-8', fatal: true, message: 'the file is UTF-16 text', remedy } };
  }
  const content = /^\s*[[{"]/.test(text) ? undefined : contentName(bytes);
  if (content !== undefined) {
    return { text, problem: { kind: 'not-utf-8', fatal: true, message: `this is ${content}, not JSON` } };
  }
  const { offset, byte } = firstInvalid(text, bytes);
  return {
    text,
    problem: {
      kind: 'not-utf-8',
      fatal: true,
      message: `the byte 0x${byte.toString(16).padStart(2, '0')} is no UTF-8`,
      remedy: 'save it as UTF-8 without BOM',
      position: new Lines(text).position(offset, offset + 1),
    },
  };
}

/** Where the leniently decoded text first departs from the bytes, and the byte that stands there. */
function firstInvalid(text: string, bytes: Uint8Array): { offset: number; byte: number } {
  let at = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    const isWritten = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (code === 0xfffd && !isWritten) return { offset, byte: bytes[at] ?? 0 };
    at += utf8Length(code);
  }
  return { offset: text.length, byte: bytes[at] ?? 0 };
}

/** Bytes that a UTF-16 code unit takes in UTF-8; a surrogate takes half of the pair's four. */
function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
}
