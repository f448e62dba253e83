import { limits } from '../../budget.js';
import { FormatError } from '../format-error.js';
import type { PickleMachine } from './machine.js';
import { float, floatLine, integerLine, longLine, signedLittleEndian } from './numbers.js';
import type { Operation } from './operations.js';
import { latin1Text, quotedText, rawUnicodeEscapeText, utf8Text } from './text.js';
import { type PickleValue, PyBytes } from './values.js';

/** What a line of text costs beside a binary number. */
const lineSteps = 16;

/** Numbers, text and bytes: the opcodes that carry their value with them. */
export const literalOperations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x4e, (machine) => machine.push(null)], // NONE
  [0x88, (machine) => machine.push(true)], // NEWTRUE
  [0x89, (machine) => machine.push(false)], // NEWFALSE

  [0x4b, (machine) => machine.push(machine.cursor.uint8())], // BININT1
  [0x4d, (machine) => machine.push(machine.cursor.uint16())], // BININT2
  [0x4a, (machine) => machine.push(machine.cursor.int32())], // BININT
  [0x8a, (machine) => machine.push(long(machine, machine.cursor.uint8()))], // LONG1
  [0x8b, (machine) => machine.push(long(machine, signedLength(machine)))], // LONG4
  [0x49, (machine) => machine.push(integerLine(digitLine(machine)))], // INT
  [0x4c, (machine) => machine.push(longLine(digitLine(machine)))], // LONG
  [0x46, (machine) => machine.push(floatLine(line(machine)))], // FLOAT
  [0x47, (machine) => machine.push(float(machine.cursor.float64BigEndian()))], // BINFLOAT

  [0x8c, (machine) => machine.push(unicode(machine, machine.cursor.uint8()))], // SHORT_BINUNICODE
  [0x58, (machine) => machine.push(unicode(machine, machine.cursor.uint32()))], // BINUNICODE
  [0x8d, (machine) => machine.push(unicode(machine, machine.cursor.uint64()))], // BINUNICODE8
  [0x56, (machine) => machine.push(rawUnicodeEscapeText(textLine(machine)))], // UNICODE
  [0x53, (machine) => machine.push(quotedText(textLine(machine)))], // STRING
  [0x55, (machine) => machine.push(byteText(machine, machine.cursor.uint8()))], // SHORT_BINSTRING
  [0x54, (machine) => machine.push(byteText(machine, signedLength(machine)))], // BINSTRING

  [0x43, (machine) => machine.push(bytes(machine, machine.cursor.uint8()))], // SHORT_BINBYTES
  [0x42, (machine) => machine.push(bytes(machine, machine.cursor.uint32()))], // BINBYTES
  [0x8e, (machine) => machine.push(bytes(machine, machine.cursor.uint64()))], // BINBYTES8
  [0x96, (machine) => machine.push(bytes(machine, machine.cursor.uint64()))], // BYTEARRAY8
]);

export function line(machine: PickleMachine): Uint8Array {
  machine.budget.step(lineSteps);
  return machine.cursor.line(limits.pickle.lineBytes);
}

/** The time to read decimal digits grows with the square of their number. */
function digitLine(machine: PickleMachine): Uint8Array {
  const digits = line(machine);
  machine.budget.step(digits.length);
  return digits;
}

/** Text of protocol 0, which holds whole arrays there. */
function textLine(machine: PickleMachine): Uint8Array {
  const text = machine.cursor.line(limits.pickle.textBytes);
  machine.budget.take(text.length);
  machine.budget.step(2 * text.length);
  return text;
}

/** Python writes these two lengths as signed integers. */
function signedLength(machine: PickleMachine): number {
  const length = machine.cursor.int32();
  if (length < 0) throw new FormatError('corrupt', 'a length in the pickle is negative');
  return length;
}

function long(machine: PickleMachine, length: number): PickleValue {
  if (length > limits.pickle.integerBytes) throw new FormatError('limit', 'an integer in the pickle is too long');
  machine.budget.step(length);
  return signedLittleEndian(machine.cursor.bytes(length));
}

function unicode(machine: PickleMachine, length: number): string {
  return utf8Text(textBytes(machine, length));
}

/** Python 2 text, whose encoding the file does not say. */
function byteText(machine: PickleMachine, length: number): string {
  return latin1Text(textBytes(machine, length));
}

function textBytes(machine: PickleMachine, length: number): Uint8Array {
  if (length > limits.pickle.textBytes) {
    // A length beyond the end of the file is the more telling fault.
    if (length > machine.cursor.remaining) machine.cursor.skip(length);
    throw new FormatError('limit', `a text of ${length} bytes in the pickle`);
  }
  machine.budget.take(length);
  return machine.cursor.bytes(length);
}

function bytes(machine: PickleMachine, length: number): PickleValue {
  machine.allocate(0);
  if (length <= limits.pickle.keptBytes) return new PyBytes(length, latin1Text(machine.cursor.bytes(length)));
  machine.cursor.skip(length);
  return new PyBytes(length, undefined);
}
