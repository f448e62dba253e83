import { PyDict } from './dictionary.js';
import { NumpyArray, NumpyScalar } from './numpy-values.js';
import { type PickleValue, PyTuple, PyValue } from './values.js';

/** The items of a list or tuple. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof PyTuple ? value.items : undefined;
}

/** A Python or numpy number as a double; booleans are none. */
export function numberOf(value: PickleValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (!(value instanceof PyValue) || value.number === undefined) return undefined;
  return value instanceof NumpyScalar && typeof value.value === 'boolean' ? undefined : Number(value.number);
}

/** The numbers of a list, tuple or array of one axis that holds nothing else. */
export function numbersOf(value: PickleValue | undefined, most: number): readonly number[] | undefined {
  if (value instanceof NumpyArray)
    return value.shape.length === 1 && (value.shape[0] ?? 0) <= most ? value.numbers : undefined;
  const items = itemsOf(value);
  if (items === undefined || items.length > most) return undefined;
  const numbers: number[] = [];
  for (const item of items) {
    const number = numberOf(item);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}

export function textOf(value: PickleValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The member of a dictionary; `undefined` for everything else. */
export function entryOf(value: PickleValue | undefined, key: string): PickleValue | undefined {
  return value instanceof PyDict ? value.get(key) : undefined;
}
