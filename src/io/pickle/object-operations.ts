import { FormatError } from '../format-error.js';
import { line } from './literal-operations.js';
import type { PickleMachine } from './machine.js';
import type { Operation } from './operations.js';
import { utf8Text } from './text.js';
import { type PickleValue, PyTuple } from './values.js';

/** Classes, calls and persistent ids: what makes pickles programs. All of it stays inert. */
export const objectOperations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x63, (machine) => machine.push(machine.global(textLine(machine), textLine(machine)))], // GLOBAL
  [0x93, stackGlobal],
  [0x82, (machine) => machine.push(extension(machine, machine.cursor.uint8()))], // EXT1
  [0x83, (machine) => machine.push(extension(machine, machine.cursor.uint16()))], // EXT2
  [0x84, (machine) => machine.push(extension(machine, machine.cursor.int32()))], // EXT4

  [0x52, reduce], // REDUCE
  [0x81, reduce], // NEWOBJ: cls.__new__(cls, *args)
  [0x92, newObjectWithKeywords], // NEWOBJ_EX: cls.__new__(cls, *args, **keywords)
  [0x69, instance], // INST
  [0x6f, object], // OBJ
  [0x62, build], // BUILD

  [0x50, (machine) => machine.push(machine.persistent(textLine(machine)))], // PERSID
  [0x51, (machine) => machine.push(machine.persistent(machine.pop()))], // BINPERSID
]);

function textLine(machine: PickleMachine): string {
  return utf8Text(line(machine));
}

function stackGlobal(machine: PickleMachine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw new FormatError('corrupt', 'the pickle names a class by something that is no text');
  }
  machine.push(machine.global(module, name));
}

/** An entry of `copyreg`'s registry, which only the writing program knew. */
function extension(machine: PickleMachine, code: number): PickleValue {
  return machine.global('copyreg', `extension ${code}`);
}

function reduce(machine: PickleMachine): void {
  const args = machine.pop();
  machine.push(machine.call(machine.pop(), args));
}

function newObjectWithKeywords(machine: PickleMachine): void {
  const keywords = machine.pop();
  const args = machine.pop();
  machine.push(machine.call(machine.pop(), args, keywords));
}

function instance(machine: PickleMachine): void {
  const type = machine.global(textLine(machine), textLine(machine));
  machine.push(machine.call(type, new PyTuple(machine.popToMark())));
}

function object(machine: PickleMachine): void {
  const [type, ...args] = machine.popToMark();
  if (type === undefined) throw new FormatError('corrupt', 'the pickle makes an object of no class');
  machine.push(machine.call(type, new PyTuple(args)));
}

function build(machine: PickleMachine): void {
  const state = machine.pop();
  machine.build(machine.top(), state);
}
