import { isObject, type JsonValue } from '../../io/json/value.js';
import { quoted, quotedList } from '../../nnunet/words/wording.js';
import { canonicalJson } from '../identity.js';
import { occursIn } from './pattern-program.js';
import { compilePattern, PatternProblem } from './pattern-syntax.js';
import type { Keyword, KeywordSetting, SchemaTest } from './schema-test.js';

const types: ReadonlyMap<JsonValue, SchemaTest> = new Map<JsonValue, SchemaTest>([
  ['null', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['integer', (value) => Number.isInteger(value)],
  ['number', (value) => typeof value === 'number'],
  ['string', (value) => typeof value === 'string'],
  ['array', Array.isArray],
  ['object', isObject],
]);

/** Keywords about one value: what it is, how large, how long. */
export const valueKeywords: Readonly<Record<string, Keyword>> = {
  type: (setting) => {
    const names = Array.isArray(setting.value) ? setting.value : [setting.value];
    const tests = names.map((name) => types.get(name));
    if (names.length === 0 || tests.includes(undefined)) {
      complainOf(setting, `${quotedList([...types.keys()].map(String), 'or')}, or a list of them`);
    }
    return (value) => tests.some((test) => test?.(value) ?? true);
  },
  const: ({ value: wanted }) => {
    const text = canonicalJson(wanted);
    return (value) => canonicalJson(value) === text;
  },
  enum: (setting) => {
    if (!Array.isArray(setting.value)) return complainOf(setting, 'a list of values');
    const texts = new Set(setting.value.map(canonicalJson));
    return (value) => texts.has(canonicalJson(value));
  },
  minimum: numeric((value, limit) => value >= limit),
  maximum: numeric((value, limit) => value <= limit),
  exclusiveMinimum: numeric((value, limit) => value > limit),
  exclusiveMaximum: numeric((value, limit) => value < limit),
  multipleOf: (setting) => {
    const { value: step } = setting;
    if (typeof step !== 'number' || !(step > 0)) return complainOf(setting, 'a number above 0');
    // 0.3 is a multiple of 0.1, although 0.3 / 0.1 is 2.9999999999999996.
    return (value) => typeof value !== 'number' || isMultiple(value, step);
  },
  minLength: ofLength((length, limit) => length >= limit),
  maxLength: ofLength((length, limit) => length <= limit),
  pattern: (setting) => {
    const test = textTest(setting, setting.value);
    return (value) => typeof value !== 'string' || test(value);
  },
};

function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  const times = value / step;
  return Math.abs(times - Math.round(times)) <= Math.min(1e-9 * Math.abs(times), 1e-6);
}

/** A regular expression; the problem that it has is told where it stands. */
export function textTest({ at, complain }: KeywordSetting, pattern: JsonValue): (text: string) => boolean {
  if (typeof pattern !== 'string') {
    complain(at, `The pattern is ${quoted(pattern)}; a regular expression was expected.`);
    return () => true;
  }
  try {
    const program = compilePattern(pattern);
    return (text) => occursIn(program, text);
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    complain(at, `The pattern ${quoted(pattern)} is no regular expression as it is wanted here: ${error.message}.`);
    return () => true;
  }
}

/** Says what was expected behind the keyword, and lets every value pass. */
export function complainOf({ value, at, complain }: KeywordSetting, expected: string): SchemaTest {
  complain(at, `${quoted(at.slice(at.lastIndexOf('/') + 1))} is ${quoted(value)}; ${expected} was expected.`);
  return () => true;
}

/** A whole number from 0, for keywords that count; `undefined` once something else has been complained about. */
export function countOf(setting: KeywordSetting): number | undefined {
  const { value } = setting;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  complainOf(setting, 'a whole number from 0');
  return undefined;
}

function numeric(holds: (value: number, limit: number) => boolean): Keyword {
  return (setting) => {
    const { value: limit } = setting;
    if (typeof limit !== 'number') return complainOf(setting, 'a number');
    return (value) => typeof value !== 'number' || holds(value, limit);
  };
}

function ofLength(holds: (length: number, limit: number) => boolean): Keyword {
  return (setting) => {
    const limit = countOf(setting);
    // JSON Schema counts characters, not the code units of UTF-16.
    return (value) => typeof value !== 'string' || limit === undefined || holds([...value].length, limit);
  };
}
