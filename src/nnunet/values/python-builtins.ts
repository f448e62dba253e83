import { isObject, type JsonValue } from '../../io/json/value.js';

/**
 * Python's `int(value)` for what a JSON file can hold: fractions are cut off, `true` is 1, a text may have blanks, a sign and
 * single underscores around its digits. `undefined` where Python raises: null, lists, objects, NaN, infinities and texts such as `"2.0"`.
 */
export function pythonInt(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  // Adding 0 turns -0 into 0: Python's integers have one zero.
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) + 0 : undefined;
  if (typeof value !== 'string') return undefined;
  const [, sign, digits] = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const magnitude = Number(digits.replaceAll('_', ''));
  return sign === '-' ? 0 - magnitude : magnitude;
}

/** Python's `bool(value)` for what a JSON file can hold: `"false"` and NaN are true, `[]` is false. */
export function isTruthy(value: JsonValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value) || Number.isNaN(value);
}

/** Python's `len(value)` for what a JSON file can hold; `undefined` where it raises: null, numbers and booleans. */
export function pythonLength(value: JsonValue | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return [...value].length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

/** Python's `float(text)`; `undefined` where it raises. */
export function pythonFloatOf(text: string): number | undefined {
  const plain = text.trim().toLowerCase();
  const [, sign = '', word] = /^([+-]?)(nan|inf|infinity)$/.exec(plain) ?? [];
  if (word !== undefined) return word === 'nan' ? Number.NaN : Number(`${sign}Infinity`);
  const isNumber = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/.test(plain);
  return isNumber ? Number(plain.replaceAll('_', '')) : undefined;
}
