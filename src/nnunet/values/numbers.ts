import type { JsonValue } from '../../io/json/value.js';

export interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

/**
 * `numpy.allclose` for two numbers: `|found - wanted| <= atol + rtol * |wanted|`.
 * nnU-Net compares geometry like this (imageio/base_reader_writer.py), because NIfTI stores spacings as 32 bit floats.
 */
export function isClose(found: number, wanted: number, { rtol = 1e-5, atol = 1e-8 }: Tolerance = {}): boolean {
  if (found === wanted) return true;
  if (!Number.isFinite(found) || !Number.isFinite(wanted)) return Number.isNaN(found) && Number.isNaN(wanted);
  return Math.abs(found - wanted) <= atol + rtol * Math.abs(wanted);
}

/** {@link isClose} for every entry; lists of different lengths are never close. */
export function allClose(found: readonly number[], wanted: readonly number[], tolerance: Tolerance = {}): boolean {
  return (
    found.length === wanted.length && found.every((value, i) => isClose(value, wanted[i] ?? Number.NaN, tolerance))
  );
}

/** Whether both lists are there and equal. */
export function sameNumbers(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Rounds half to even, as Python's `round` and numpy do; `Math.round` rounds half up. */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function product(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}

/** The value as a list of finite numbers, or `undefined`. */
export function numberList(value: JsonValue | undefined): readonly number[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number' && Number.isFinite(entry))
    ? (value as number[])
    : undefined;
}

/** The value as a list of whole numbers, or `undefined`. */
export function integerList(value: JsonValue | undefined): readonly number[] | undefined {
  const list = numberList(value);
  return list?.every(Number.isInteger) ? list : undefined;
}

/** The value as a list of texts, or `undefined`. */
export function textList(value: JsonValue | undefined): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? (value as string[]) : undefined;
}

export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Of a list of any length; `Math.max(...values)` ends with the stack at a hundred thousand. */
export function largest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let found = least;
  for (const value of values) found = Math.max(found, value);
  return found;
}

export function smallest(values: Iterable<number>, most = Number.POSITIVE_INFINITY): number {
  let found = most;
  for (const value of values) found = Math.min(found, value);
  return found;
}
