import { Budget, BudgetSpent, limits } from '../../budget.js';
import { ByteCursor } from '../byte-cursor.js';
import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { containerOperations } from './container-operations.js';
import { type CallHandlers, commonHandlers } from './handlers.js';
import { literalOperations } from './literal-operations.js';
import { type PersistentLoad, PickleMachine } from './machine.js';
import { objectOperations } from './object-operations.js';
import type { Operation } from './operations.js';
import { stackOperations } from './stack-operations.js';
import { PickleTrace, type ReadOptions } from './trace.js';
import type { PickleValue, PyGlobal } from './values.js';

export interface Pickle {
  readonly value: PickleValue;
  readonly protocol: number;
  /** Every class and function that the trace has seen so far, as the file writes them, and whether loading it would call them. */
  readonly globals: readonly PyGlobal[];
  /** Offset behind STOP. */
  readonly end: number;
}

export interface PickleContext extends ReadOptions {
  /** Where the pickle starts; 0 unless several stand in one file. */
  readonly start?: number | undefined;
  /** Stand-ins for callables, next to {@link commonHandlers}. */
  readonly handlers?: CallHandlers | undefined;
  readonly persistentLoad?: PersistentLoad | undefined;
}

const stop = 0x2e;

const operations: readonly (Operation | undefined)[] = operationTable();

function operationTable(): (Operation | undefined)[] {
  const table = new Array<Operation | undefined>(256).fill(undefined);
  for (const group of [literalOperations, containerOperations, objectOperations, stackOperations]) {
    for (const [opcode, operation] of group) table[opcode] = operation;
  }
  return table;
}

/**
 * Reads a pickle of protocol 0 to 5 without running it: no name is looked up, no call is made.
 * @throws FormatError for what Python's `pickle.load` would not read either, and for what exceeds the limits
 */
export function readPickle(source: ByteSource, context: PickleContext = {}): Pickle {
  const cursor = new ByteCursor(source, context.start);
  const trace = context.trace ?? new PickleTrace();
  const machine = new PickleMachine(
    cursor,
    new Budget(limits.pickle),
    new Map([...commonHandlers, ...(context.handlers ?? [])]),
    context.persistentLoad ?? (() => undefined),
    trace,
  );
  try {
    return run(machine, source);
  } catch (thrown) {
    const error =
      thrown instanceof BudgetSpent ? new FormatError('limit', `the pickle takes ${thrown.message}`) : thrown;
    if (error instanceof FormatError && error.fault !== 'truncated' && !(error instanceof UnknownInstruction))
      trace.unread = error.message;
    throw error;
  }
}

/** Python stops there, too. */
class UnknownInstruction extends FormatError {
  constructor(position: number) {
    super('corrupt', `byte ${position} is no pickle instruction`);
  }
}

function run(machine: PickleMachine, source: ByteSource): Pickle {
  const { cursor, trace } = machine;
  const alreadyRead = source.bytesRead;
  for (let opcode = cursor.uint8(); opcode !== stop; opcode = cursor.uint8()) {
    const operation = operations[opcode];
    if (operation === undefined) throw new UnknownInstruction(cursor.position - 1);
    machine.budget.step(1);
    operation(machine);
    machine.leaveFrame();
    if (source.bytesRead - alreadyRead > limits.pickle.bytesRead)
      throw new FormatError('limit', 'the pickle is too large');
  }
  machine.leaveFrame(true);
  return { value: machine.pop(), protocol: machine.protocol, globals: trace.globals, end: cursor.position };
}
