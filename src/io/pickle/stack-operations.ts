import { FormatError } from '../format-error.js';
import { line } from './literal-operations.js';
import type { PickleMachine } from './machine.js';
import { integerLine } from './numbers.js';
import type { Operation } from './operations.js';

const newestProtocol = 5;

/** Marks, memo, and the frame around it all. */
export const stackOperations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x28, (machine) => machine.mark()], // MARK
  [0x30, (machine) => machine.drop()], // POP
  [0x31, (machine) => void machine.popToMark()], // POP_MARK
  [0x32, (machine) => machine.push(machine.top())], // DUP

  [0x94, (machine) => machine.rememberNext()], // MEMOIZE
  [0x71, (machine) => machine.remember(machine.cursor.uint8())], // BINPUT
  [0x72, (machine) => machine.remember(machine.cursor.uint32())], // LONG_BINPUT
  [0x70, (machine) => machine.remember(indexLine(machine))], // PUT
  [0x68, (machine) => machine.recall(machine.cursor.uint8())], // BINGET
  [0x6a, (machine) => machine.recall(machine.cursor.uint32())], // LONG_BINGET
  [0x67, (machine) => machine.recall(indexLine(machine))], // GET

  [0x80, protocol], // PROTO
  [0x95, frame], // FRAME
  [0x97, outOfBand], // NEXT_BUFFER
  [0x98, outOfBand], // READONLY_BUFFER
]);

function indexLine(machine: PickleMachine): number {
  const index = integerLine(line(machine));
  if (typeof index !== 'number' || index < 0)
    throw new FormatError('corrupt', 'a memo index in the pickle is no number');
  return index;
}

function protocol(machine: PickleMachine): void {
  const version = machine.cursor.uint8();
  if (version > newestProtocol)
    throw new FormatError('unsupported', `pickle protocol ${version}; the newest is ${newestProtocol}`);
  machine.protocol = version;
}

/** Frames only help programs that read ahead. Large byte strings stand outside of them. */
function frame(machine: PickleMachine): void {
  machine.enterFrame(machine.cursor.uint64());
}

function outOfBand(): void {
  throw new FormatError('unsupported', 'the pickle refers to buffers outside of itself');
}
