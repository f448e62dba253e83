import { limits } from '../../budget.js';
import { FormatError } from '../format-error.js';
import { latin1Text } from './text.js';
import { type PickleValue, PyFloat } from './values.js';

/** A Python int: a number where that is exact. */
export function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A Python float. */
export function float(value: number): PickleValue {
  return Number.isInteger(value) ? new PyFloat(value) : value;
}

/** LONG1 and LONG4: little-endian two's complement. */
export function signedLittleEndian(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  let hexadecimal = '';
  for (const byte of bytes) hexadecimal = byte.toString(16).padStart(2, '0') + hexadecimal;
  return integer(BigInt.asIntN(8 * bytes.length, BigInt(`0x${hexadecimal}`)));
}

/** INT of protocol 0, where `00` and `01` are False and True. */
export function integerLine(line: Uint8Array): PickleValue {
  const text = latin1Text(line);
  if (text === '00') return false;
  if (text === '01') return true;
  return decimal(text);
}

/** LONG of protocol 0: digits and an `L`. */
export function longLine(line: Uint8Array): PickleValue {
  return decimal(latin1Text(line).replace(/L$/, ''));
}

/** FLOAT of protocol 0, as Python's `repr` writes it. */
export function floatLine(line: Uint8Array): PickleValue {
  const text = latin1Text(line).trim();
  if (/^[+-]?(inf|infinity)$/i.test(text)) {
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    throw new FormatError('corrupt', 'a float in the pickle is no number');
  return float(Number(text));
}

function decimal(text: string): number | bigint {
  const digits = text.trim();
  if (!/^[+-]?\d+$/.test(digits)) throw new FormatError('corrupt', 'an integer in the pickle is no number');
  // 8 bits are 2.4 decimal digits.
  if (digits.length > 2.5 * limits.pickle.integerBytes)
    throw new FormatError('limit', 'an integer in the pickle is too long');
  return integer(BigInt(digits.replace(/^\+/, '')));
}
