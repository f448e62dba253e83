import type { JsonValue } from '../../io/json/value.js';

/** A number as a person writes it: six significant digits, so that float noise such as 0.800000011920929 reads 0.8. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'infinity' : '-infinity';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(6)));
}

export function inUnits(value: number, unit: string): string {
  return `${plainNumber(value)} ${unit}`;
}

/** Lengths per axis: `3 × 1 × 1`. */
export function timesList(values: readonly number[]): string {
  return values.map(plainNumber).join(' × ');
}

/** `"a", "b" and "c"`: names quoted, as a person lists them. */
export function quotedList(names: readonly string[], last = 'and'): string {
  return wordList(names.map(inQuotes), last);
}

/** A whole name from a file as it stands in a sentence; a quote within it does not end it. */
export function inQuotes(name: string): string {
  return JSON.stringify(name);
}

/** `a, b and c`. */
export function wordList(words: readonly string[], last = 'and'): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

/** `1 case`, `2 cases`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${plainNumber(number)} ${number === 1 ? one : many}`;
}

/** `a, a, b` as `2 × a` and `b`: equal neighbours counted. */
export function countedRuns(values: readonly string[]): string[] {
  const runs: { value: string; times: number }[] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.value === value) last.times += 1;
    else runs.push({ value, times: 1 });
  }
  return runs.map(({ value, times }) => (times === 1 ? value : `${times} × ${value}`));
}

/** A value from a file, quoted and short enough for a sentence. */
export function quoted(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return JSON.stringify(shortened(value, 60));
  if (
    Array.isArray(value) &&
    value.length <= 12 &&
    value.every((entry) => typeof entry !== 'object' || entry === null)
  ) {
    return `[${value.map(quoted).join(', ')}]`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}

export function shortened(value: string, length: number): string {
  return value.length <= length ? value : `${value.slice(0, length - 1)}…`;
}

/** `case_000, case_001, case_002 and 17 more`: the first few names of many. */
export function firstFew(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest <= 1 ? wordList(names) : `${names.slice(0, most).join(', ')} and ${rest} more`;
}

/** `a, b, c and 497 more`: examples of so many. */
export function examplesText(count: number, shown: readonly string[]): string {
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : wordList(shown);
}

/** A clause as a sentence of its own: capital letter, full stop. */
export function sentence(clause: string): string {
  const ended = /[.!?]$/.test(clause) ? clause : `${clause}.`;
  return ended.slice(0, 1).toUpperCase() + ended.slice(1);
}
