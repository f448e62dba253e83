import { FormatError } from '../format-error.js';

// ignoreBOM keeps a byte order mark as the character that it is.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const shortText = 64;
/** Characters that one call takes as arguments. */
const longestPiece = 4096;
/** Python writes lone surrogates for bytes of file names that it could not decode. */
const longestWithSurrogates = 4096;

/**
 * Text of BINUNICODE: UTF-8, in which Python also writes lone surrogates.
 * @throws FormatError `corrupt`
 */
export function utf8Text(bytes: Uint8Array): string {
  if (bytes.length <= shortText && isAscii(bytes)) return latin1Text(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    if (bytes.length > longestWithSurrogates) throw new FormatError('corrupt', 'text in the pickle is not UTF-8');
    return utf8WithSurrogates(bytes);
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

/** One character a byte. */
export function latin1Text(bytes: Uint8Array): string {
  if (bytes.length <= longestPiece) return Reflect.apply(String.fromCharCode, undefined, bytes);
  let text = '';
  for (let start = 0; start < bytes.length; start += longestPiece) {
    text += latin1Text(bytes.subarray(start, start + longestPiece));
  }
  return text;
}

/** `surrogatepass`: the three bytes ED A0..BF xx stand for one half of a surrogate pair. */
function utf8WithSurrogates(bytes: Uint8Array): string {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index + 2 < bytes.length; index++) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
    if (first !== 0xed || second < 0xa0 || second > 0xbf || (third & 0xc0) !== 0x80) continue;
    parts.push(strictUtf8(bytes.subarray(start, index)));
    parts.push(String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)));
    start = index + 3;
    index += 2;
  }
  parts.push(strictUtf8(bytes.subarray(start)));
  return parts.join('');
}

function strictUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FormatError('corrupt', 'text in the pickle is not UTF-8');
  }
}

/** Protocol 0's UNICODE: one character a byte, others as `\uXXXX` or `\UXXXXXXXX`, unless the backslash itself is escaped. */
export function rawUnicodeEscapeText(bytes: Uint8Array): string {
  return latin1Text(bytes).replace(
    /(\\+)(u[\da-fA-F]{4}|U[\da-fA-F]{8})/g,
    (whole, backslashes: string, code: string) => {
      if (backslashes.length % 2 === 0) return whole;
      const point = Number.parseInt(code.slice(1), 16);
      if (point > 0x10ffff)
        throw new FormatError('corrupt', 'text in the pickle names a character that does not exist');
      return backslashes.slice(1) + String.fromCodePoint(point);
    },
  );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/**
 * Protocol 0's STRING: a Python literal in quotes.
 * @throws FormatError `corrupt` without matching quotes
 */
export function quotedText(bytes: Uint8Array): string {
  const literal = latin1Text(bytes).trim();
  const quote = literal[0];
  if (literal.length < 2 || (quote !== "'" && quote !== '"') || !literal.endsWith(quote)) {
    throw new FormatError('corrupt', 'a string in the pickle is not in quotes');
  }
  return literal.slice(1, -1).replace(/\\(x[\da-fA-F]{2}|[0-7]{1,3}|[nrtabfv\\'"])/g, (_whole, code: string) => {
    if (code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return escapes.get(code) ?? String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  });
}
