import { FormatError } from '../format-error.js';
import { PyDict, PySet } from './dictionary.js';
import type { PickleMachine } from './machine.js';
import type { Operation } from './operations.js';
import { type PickleValue, PyTuple, PyValue } from './values.js';

const emptyTuple = new PyTuple([]);

/** Lists, tuples, dicts and sets. */
export const containerOperations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x29, (machine) => machine.push(emptyTuple)], // EMPTY_TUPLE
  [0x85, (machine) => pushTuple(machine, [machine.pop()])], // TUPLE1
  [0x86, pushPair], // TUPLE2
  [0x87, pushTriple], // TUPLE3
  [0x74, (machine) => pushTuple(machine, machine.popToMark())], // TUPLE

  [0x5d, (machine) => pushList(machine, [])], // EMPTY_LIST
  [0x6c, (machine) => pushList(machine, machine.popToMark())], // LIST
  [0x61, (machine) => append(machine, [machine.pop()])], // APPEND
  [0x65, (machine) => append(machine, machine.popToMark())], // APPENDS

  [0x7d, (machine) => pushDict(machine, [])], // EMPTY_DICT
  [0x64, (machine) => pushDict(machine, machine.popToMark())], // DICT
  [0x73, setItem], // SETITEM
  [0x75, (machine) => setItems(machine, machine.popToMark())], // SETITEMS

  [0x8f, (machine) => pushSet(machine, [])], // EMPTY_SET
  [0x91, (machine) => pushSet(machine, machine.popToMark())], // FROZENSET
  [0x90, addItems], // ADDITEMS
]);

function pushTuple(machine: PickleMachine, items: PickleValue[]): void {
  machine.allocate(items.length);
  machine.push(new PyTuple(items));
}

function pushPair(machine: PickleMachine): void {
  const second = machine.pop();
  pushTuple(machine, [machine.pop(), second]);
}

function pushTriple(machine: PickleMachine): void {
  const third = machine.pop();
  const second = machine.pop();
  pushTuple(machine, [machine.pop(), second, third]);
}

function pushList(machine: PickleMachine, items: PickleValue[]): void {
  machine.allocate(items.length);
  machine.push(items);
}

function append(machine: PickleMachine, items: readonly PickleValue[]): void {
  const list = machine.top();
  machine.allocate(items.length);
  for (const item of items) {
    if (Array.isArray(list)) list.push(item);
    else container(list).append(item);
  }
}

function pushDict(machine: PickleMachine, flat: readonly PickleValue[]): void {
  machine.allocate(0);
  machine.push(new PyDict());
  setItems(machine, flat);
}

function setItem(machine: PickleMachine): void {
  const value = machine.pop();
  setItems(machine, [machine.pop(), value]);
}

/** @param flat key, value, key, value, … */
function setItems(machine: PickleMachine, flat: readonly PickleValue[]): void {
  if (flat.length % 2 === 1) throw new FormatError('corrupt', 'a dictionary key in the pickle has no value');
  const dict = container(machine.top());
  machine.allocate(flat.length);
  for (let index = 0; index < flat.length; index += 2) {
    dict.setItem(flat[index] ?? null, flat[index + 1] ?? null, machine.budget);
  }
}

function pushSet(machine: PickleMachine, items: readonly PickleValue[]): void {
  machine.allocate(0);
  const set = new PySet();
  for (const item of items) set.add(item, machine.budget);
  machine.push(set);
}

function addItems(machine: PickleMachine): void {
  const items = machine.popToMark();
  const set = machine.top();
  if (!(set instanceof PySet)) throw new FormatError('corrupt', 'the pickle adds set items to something else');
  for (const item of items) set.add(item, machine.budget);
}

function container(value: PickleValue): PyValue {
  if (value instanceof PyValue) return value;
  throw new FormatError('corrupt', 'the pickle adds items to something that holds none');
}
