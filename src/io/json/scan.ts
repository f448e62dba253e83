/**
 * Where everything stands in a JSON text: one entry per value, in the order of the text, the outermost value first.
 * Parallel lists of offsets rather than objects, since a fingerprint holds a hundred thousand numbers.
 */
export interface TextMap {
  /** Offset of a value's first character. */
  readonly starts: number[];
  /** Offset after a value's last character. */
  readonly ends: number[];
  /** Offset of the quote that opens a value's key; -1 in arrays and for the outermost value. */
  readonly keyStarts: number[];
  /** Offset after the quote that closes the key; -1 likewise. */
  readonly keyEnds: number[];
  /** The object or array that a value stands in; -1 for the outermost. */
  readonly parents: number[];
  /** The entry after a value and all that it contains. */
  readonly nexts: number[];
}

/** What a text is read up to, so that a hostile one can fill neither stack nor memory. */
export interface Limits {
  /** Objects and arrays within each other. */
  readonly maximumDepth: number;
  /** Numbers, strings, words, objects and arrays together. */
  readonly maximumValues: number;
}

/** What the text should have gone on with. */
export type Expected =
  | 'value'
  | 'first-value'
  | 'key'
  | 'first-key'
  | 'colon'
  | 'comma'
  | 'end'
  | 'string'
  | 'less-depth'
  | 'fewer-values';

/** Where and why Python's `json.load` gives up on a text. */
export interface ScanFault {
  readonly expected: Expected;
  readonly offset: number;
  /** Where the string begins that breaks off at `offset`. */
  readonly stringStart?: number;
  /** Everything up to there. */
  readonly map: TextMap;
  /** Entries of the objects and arrays that are still open, outermost first. */
  readonly open: readonly number[];
}

export type Scan =
  | { readonly map: TextMap; readonly fault?: undefined }
  | { readonly map?: undefined; readonly fault: ScanFault };

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Reads a JSON text as CPython's `json` scanner does (Modules/_json.c), `NaN` and infinities included, in one pass and without recursion.
 */
export function scan(text: string, { maximumDepth, maximumValues }: Limits): Scan {
  const map: TextMap = { starts: [], ends: [], keyStarts: [], keyEnds: [], parents: [], nexts: [] };
  const open: number[] = [];
  let container = -1;
  let inObject = false;
  let keyStart = -1;
  let keyEnd = -1;
  let expected: Expected = 'value';
  let at = 0;

  for (;;) {
    at = afterWhitespace(text, at);
    const code = text.charCodeAt(at);
    let closes = false;

    switch (expected) {
      case 'end':
        return at === text.length ? { map } : { fault: { expected, offset: at, map, open } };

      case 'comma':
        closes = code === (inObject ? closeBrace : closeBracket);
        if (code === comma) {
          at += 1;
          expected = inObject ? 'key' : 'value';
        } else if (!closes) return { fault: { expected, offset: at, map, open } };
        break;

      case 'key':
      case 'first-key':
        closes = code === closeBrace && expected === 'first-key';
        if (code === quote) {
          keyStart = at;
          keyEnd = stringEnd(text, at);
          if (keyEnd < 0) return { fault: { expected: 'string', offset: -keyEnd, stringStart: at, map, open } };
          at = afterWhitespace(text, keyEnd);
          if (text.charCodeAt(at) !== colon) return { fault: { expected: 'colon', offset: at, map, open } };
          at += 1;
          expected = 'value';
        } else if (!closes) return { fault: { expected, offset: at, map, open } };
        break;

      default: {
        closes = code === closeBracket && expected === 'first-value';
        if (closes) break;
        const opens = code === openBrace || code === openBracket;
        const end = opens ? at + 1 : code === quote ? stringEnd(text, at) : literalEnd(text, at, code);
        if (end === 0) return { fault: { expected, offset: at, map, open } };
        if (end < 0) return { fault: { expected: 'string', offset: -end, stringStart: at, map, open } };
        const entry = add(map, at, end, container, keyStart, keyEnd);
        if (entry >= maximumValues) return { fault: { expected: 'fewer-values', offset: at, map, open } };
        keyStart = -1;
        keyEnd = -1;
        if (opens) {
          if (open.push(entry) > maximumDepth) return { fault: { expected: 'less-depth', offset: at, map, open } };
          container = entry;
          inObject = code === openBrace;
          expected = inObject ? 'first-key' : 'first-value';
        } else expected = container === -1 ? 'end' : 'comma';
        at = end;
      }
    }

    if (closes) {
      at += 1;
      map.ends[container] = at;
      map.nexts[container] = map.starts.length;
      open.pop();
      container = open.at(-1) ?? -1;
      inObject = container !== -1 && text.charCodeAt(map.starts[container] ?? 0) === openBrace;
      expected = container === -1 ? 'end' : 'comma';
    }
  }
}

/** Adds a value without members; the end of an object or array is corrected when it closes. */
function add(map: TextMap, start: number, end: number, parent: number, keyStart: number, keyEnd: number): number {
  const entry = map.starts.push(start) - 1;
  map.ends.push(end);
  map.keyStarts.push(keyStart);
  map.keyEnds.push(keyEnd);
  map.parents.push(parent);
  map.nexts.push(entry + 1);
  return entry;
}

function afterWhitespace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** The offset after a string's closing quote, or the negative offset of the character at which the string breaks off. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    // Past the end the code is NaN, which fails every comparison but this one.
    if (!(code >= 0x20)) return -at;
    if (code === backslash) {
      const length = escapeLength(text, at);
      if (length === 0) return -at;
      at += length;
    } else at += 1;
  }
}

function escapeLength(text: string, at: number): number {
  const letter = text.charAt(at + 1);
  if (letter === 'u') return /^[\da-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
  return letter !== '' && '"\\/bfnrt'.includes(letter) ? 2 : 0;
}

/** The offset after a number or a word; 0 where neither starts. */
function literalEnd(text: string, at: number, code: number): number {
  if (code === minus || isDigit(code)) {
    const end = numberEnd(text, at);
    return end === 0 && text.startsWith('-Infinity', at) ? at + 9 : end;
  }
  for (const word of ['true', 'false', 'null', 'NaN', 'Infinity']) {
    if (text.startsWith(word, at)) return at + word.length;
  }
  return 0;
}

/** The longest number from here, as Python takes it: of `1.` and `1e` the 1, of `007` the first zero. */
function numberEnd(text: string, start: number): number {
  const first = text.charCodeAt(start) === minus ? start + 1 : start;
  let end = text.charAt(first) === '0' ? first + 1 : afterDigits(text, first);
  if (end === first) return 0;
  if (text.charCodeAt(end) === point && isDigit(text.charCodeAt(end + 1))) end = afterDigits(text, end + 1);
  if (text.charAt(end) === 'e' || text.charAt(end) === 'E') {
    const sign = text.charAt(end + 1);
    const digits = sign === '+' || sign === '-' ? end + 2 : end + 1;
    if (isDigit(text.charCodeAt(digits))) end = afterDigits(text, digits);
  }
  return end;
}

function afterDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
