import type { JsonValue } from '../../io/json/value.js';
import { isTruthy } from '../values/python-builtins.js';

/** Where a value stands inside a configuration: `['architecture', 'arch_kwargs', 'strides', 2]`. */
export type ConfigurationPath = readonly (string | number)[];

/** Whether the number at this place is written as a Python float although integral (`2.0`). */
export type FloatTest = (at: ConfigurationPath) => boolean;

/** A JSON value with the type that Python's `json` gives it, and its place; `2.0` is a float, `true` is a bool that counts as an int. */
export type PythonValue =
  | { readonly kind: 'NoneType'; readonly at: ConfigurationPath }
  | { readonly kind: 'bool'; readonly value: boolean; readonly at: ConfigurationPath }
  | { readonly kind: 'int' | 'float'; readonly value: number; readonly at: ConfigurationPath }
  | { readonly kind: 'str'; readonly value: string; readonly at: ConfigurationPath }
  | { readonly kind: 'list'; readonly items: readonly PythonValue[]; readonly at: ConfigurationPath }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, PythonValue>; readonly at: ConfigurationPath };

const neverFloat: FloatTest = () => false;

/** The value as Python sees it. Integral numbers are ints unless `isFloat` says otherwise. */
export function pythonValue(value: JsonValue, at: ConfigurationPath, isFloat: FloatTest = neverFloat): PythonValue {
  if (value === null) return { kind: 'NoneType', at };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'bool', value, at };
    case 'string':
      return { kind: 'str', value, at };
    case 'number':
      return { kind: Number.isInteger(value) && !isFloat(at) ? 'int' : 'float', value, at };
    default:
  }
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item, index) => pythonValue(item, [...at, index], isFloat)), at };
  }
  const entries = Object.entries(value).map(
    ([key, entry]) => [key, pythonValue(entry, [...at, key], isFloat)] as const,
  );
  return { kind: 'dict', entries: new Map(entries), at };
}

/** Python's `isinstance(value, int)`: bools are ints. */
export function isInt(value: PythonValue): boolean {
  return value.kind === 'int' || value.kind === 'bool';
}

/** The number that Python calculates with: `True` is 1; `undefined` for everything that is no number. */
export function numberOf(value: PythonValue): number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return value.kind === 'bool' ? Number(value.value) : undefined;
}

/** Python's `bool(value)` of what may be absent. */
export function isTrue(value: PythonValue | undefined): boolean {
  if (value === undefined) return false;
  return value.kind === 'dict' ? value.entries.size > 0 : isTruthy(jsonOf(value));
}

/** Python's `len(value)`; `undefined` where it raises TypeError. */
export function lengthOf(value: PythonValue): number | undefined {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'dict') return value.entries.size;
  return value.kind === 'str' ? [...value.value].length : undefined;
}

/** Back to plain JSON, for the data of a problem; a dict as Python prints it. */
export function jsonOf(value: PythonValue): JsonValue {
  switch (value.kind) {
    case 'NoneType':
      return null;
    case 'list':
      return value.items.map(jsonOf);
    case 'dict':
      return representation(value);
    default:
      return value.value;
  }
}

/** Python's `repr(value)`, as it appears in nnU-Net's messages. */
export function representation(value: PythonValue): string {
  switch (value.kind) {
    case 'NoneType':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepresentation(value.value);
    case 'str':
      return stringRepresentation(value.value);
    case 'list':
      return `[${value.items.map(representation).join(', ')}]`;
    case 'dict':
      return `{${[...value.entries].map(([key, entry]) => `${stringRepresentation(key)}: ${representation(entry)}`).join(', ')}}`;
  }
}

/** Python's `str(value)`, as an f-string prints it. */
export function asString(value: PythonValue): string {
  return value.kind === 'str' ? value.value : representation(value);
}

/** Python's `repr` of a str without control characters. */
export function stringRepresentation(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** JavaScript and Python choose the same shortest digits; they differ in when to write an exponent, and in how. */
function floatRepresentation(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
