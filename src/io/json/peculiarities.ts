import type { JsonProblem } from './document.js';
import type { Lines } from './lines.js';
import type { TextMap } from './scan.js';
import { children, keyOf, pointersOf, textOf } from './text-map.js';

/** What Python reads without a word although JSON forbids it or nobody means it. */
interface Peculiarity extends Pick<JsonProblem, 'kind' | 'fatal' | 'message'> {
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

/** As many of a kind as are told one by one; a summary.json may hold thousands of `NaN`, a hostile file millions. */
const mostTold = 100;

/** Digits of the longest integer that Python reads (sys.int_info.default_max_str_digits). */
const mostDigits = 4300;

/** Duplicate keys, `NaN` and infinities, and numbers beyond float64, in the order of the text. */
export function peculiarities(text: string, map: TextMap, lines: Lines): JsonProblem[] {
  const found = [new Found(), new Found(), new Found()] as const;
  const [keys, notNumbers, outOfRange] = found;
  findDuplicateKeys(text, map, lines, keys);
  findOddNumbers(text, map, notNumbers, outOfRange);
  const told = found.flatMap(({ told }) => told).sort((a, b) => a.start - b.start);
  const pointers = pointersOf(
    text,
    map,
    told.map(({ entry }) => entry),
  );
  const problems = told.map(
    ({ kind, fatal, message, start, end }, index): JsonProblem => ({
      kind,
      fatal,
      message,
      pointer: pointers[index] ?? '',
      position: lines.position(start, end),
    }),
  );
  return [...problems, ...found.flatMap((kind) => kind.rest())];
}

/** Keeps what is told and counts the rest; what is fatal is told in any case. */
class Found {
  readonly told: Peculiarity[] = [];
  #fatal = 0;
  #more = 0;

  add(isFatal: boolean, describe: () => Peculiarity): void {
    if (isFatal && this.#fatal < mostTold) this.#fatal += 1;
    else if (this.told.length - this.#fatal >= mostTold) {
      this.#more += 1;
      return;
    }
    this.told.push(describe());
  }

  rest(): JsonProblem[] {
    const [first] = this.told;
    if (first === undefined || this.#more === 0) return [];
    return [{ kind: first.kind, fatal: false, message: `${this.#more} more of the same kind in this file` }];
  }
}

function findOddNumbers(text: string, map: TextMap, notNumbers: Found, outOfRange: Found): void {
  for (const [entry, start] of map.starts.entries()) {
    if (!/[-\dNI]/.test(text.charAt(start))) continue;
    const written = textOf(text, map, entry);
    if (Number.isFinite(Number(written))) continue;
    const describe = (): Peculiarity => ({ ...oddNumber(written), entry, start, end: start + written.length });
    if (/[NI]/.test(written)) notNumbers.add(false, describe);
    else outOfRange.add(isTooLongInteger(written), describe);
  }
}

function isTooLongInteger(written: string): boolean {
  return !/[.eE]/.test(written) && written.replace('-', '').length > mostDigits;
}

function oddNumber(written: string): Pick<Peculiarity, 'kind' | 'fatal' | 'message'> {
  if (/[NI]/.test(written)) {
    return {
      kind: 'not-a-number',
      fatal: false,
      message: `${written} stands here: Python reads it, other programs refuse the file`,
    };
  }
  const kind = 'number-out-of-range';
  if (/[.eE]/.test(written)) {
    const sign = written.startsWith('-') ? 'minus ' : '';
    return {
      kind,
      fatal: false,
      message: `${abridged(written)} is too large for a float: Python reads ${sign}infinity`,
    };
  }
  if (isTooLongInteger(written)) {
    const digits = written.replace('-', '').length;
    return {
      kind,
      fatal: true,
      message: `an integer of ${digits} digits stands here: Python reads at most ${mostDigits}`,
    };
  }
  return { kind, fatal: false, message: `${abridged(written)} is too large to compute with` };
}

function abridged(written: string): string {
  return written.length <= 60 ? written : `${written.slice(0, 24)}… (${written.length} characters)`;
}

function findDuplicateKeys(text: string, map: TextMap, lines: Lines, found: Found): void {
  for (const [entry, start] of map.starts.entries()) {
    if (text.charAt(start) !== '{') continue;
    const places = new Map<string, number[]>();
    for (const child of children(map, entry)) {
      const key = keyOf(text, map, child) ?? '';
      const known = places.get(key);
      if (known === undefined) places.set(key, [child]);
      else known.push(child);
    }
    for (const [key, members] of places) {
      const last = members.at(-1);
      if (members.length === 1 || last === undefined) continue;
      found.add(false, () => duplicateKey(key, members, last, map, lines));
    }
  }
}

function duplicateKey(key: string, members: readonly number[], last: number, map: TextMap, lines: Lines): Peculiarity {
  const lineOf = (member: number): number => lines.lineOf(map.keyStarts[member] ?? 0);
  const dropped = [...new Set(members.slice(0, -1).map(lineOf))];
  const places = dropped.length > 5 ? `${dropped.slice(0, 5).join(', ')}, …` : dropped.join(', ');
  const isOneLine = dropped.length === 1 && dropped[0] === lineOf(last);
  const kept = isOneLine ? 'the last value' : `the value of line ${lineOf(last)}`;
  const lost = isOneLine ? '' : ` and drops that of line ${places}`;
  const times = members.length === 2 ? 'twice' : `${members.length} times`;
  return {
    kind: 'duplicate-key',
    fatal: false,
    message: `the key ${abridged(JSON.stringify(key))} stands ${times} in the same object: Python keeps ${kept}${lost}`,
    entry: last,
    start: map.keyStarts[last] ?? 0,
    end: map.keyEnds[last] ?? 0,
  };
}
