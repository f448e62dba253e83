import { type Budget, limits } from '../../budget.js';
import type { ByteCursor } from '../byte-cursor.js';
import { FormatError } from '../format-error.js';
import { hasOddAttributes, hasSpecialAttributes } from './attributes.js';
import { PyDict } from './dictionary.js';
import type { CallHandler, CallHandlers } from './handlers.js';
import type { PickleTrace } from './trace.js';
import { PersistentReference, type PickleValue, PyGlobal, PyObject, PyTuple, PyValue } from './values.js';

/** Answers a persistent id, the pickle's way to refer to something outside of it. */
export type PersistentLoad = (id: PickleValue) => PickleValue | undefined;

const objectBytes = 120;
const itemBytes = 8;

/**
 * The state of Python's pickle machine: a stack, stacks put aside by marks, and a memo.
 * It looks nothing up and calls nothing: a call of what no handler stands in for becomes an inert object.
 */
export class PickleMachine {
  protocol = 0;
  /** Offset behind the frame that is being read. */
  #frameEnd: number | undefined;
  #stack: PickleValue[] = [];
  readonly #putAside: PickleValue[][] = [];
  #valuesPutAside = 0;
  readonly #memo: (PickleValue | undefined)[] = [];
  #memoCount = 0;
  /** Looked up by name once for each. */
  readonly #handlers = new Map<PyGlobal, CallHandler | undefined>();

  constructor(
    readonly cursor: ByteCursor,
    readonly budget: Budget,
    private readonly handlers: CallHandlers,
    private readonly persistentLoad: PersistentLoad,
    readonly trace: PickleTrace,
  ) {}

  /** @throws FormatError where Python's reader in C would go on at another byte than its reader in Python, or than here */
  enterFrame(length: number): void {
    const { position, remaining } = this.cursor;
    if (length > remaining) throw new FormatError('truncated', 'a frame of the pickle goes on beyond its end');
    if (this.#frameEnd !== undefined) throw new FormatError('corrupt', 'a frame of the pickle lies within another');
    this.#frameEnd = position + length;
    this.leaveFrame();
  }

  /**
   * After an instruction. Python throws the rest of a frame away where an instruction goes on behind it, and reads other names than stand there.
   * @throws FormatError `corrupt`
   */
  leaveFrame(isStop = false): void {
    if (this.#frameEnd === undefined) return;
    const left = this.#frameEnd - this.cursor.position;
    if (left < 0 || (isStop && left > 0))
      throw new FormatError('corrupt', 'an instruction of the pickle stands across the end of its frame');
    if (left === 0) this.#frameEnd = undefined;
  }

  push(value: PickleValue): void {
    if (this.#stack.push(value) + this.#valuesPutAside > limits.pickle.stack) {
      throw new FormatError('limit', 'the pickle stacks too many values');
    }
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined) throw new FormatError('corrupt', 'the pickle takes a value from an empty stack');
    return value;
  }

  top(): PickleValue {
    const value = this.#stack[this.#stack.length - 1];
    if (value === undefined) throw new FormatError('corrupt', 'the pickle asks for the top of an empty stack');
    return value;
  }

  mark(): void {
    if (this.#putAside.length >= limits.pickle.marks) throw new FormatError('limit', 'the pickle nests too many marks');
    this.#putAside.push(this.#stack);
    this.#valuesPutAside += this.#stack.length;
    this.#stack = [];
  }

  /** The values since the last mark. */
  popToMark(): PickleValue[] {
    const values = this.#stack;
    const stack = this.#putAside.pop();
    if (stack === undefined) throw new FormatError('corrupt', 'the pickle closes a list that it never opened');
    this.#valuesPutAside -= stack.length;
    this.#stack = stack;
    return values;
  }

  /** POP: the top value, or, on an empty stack, the last mark. */
  drop(): void {
    if (this.#stack.length > 0) this.#stack.pop();
    else this.popToMark();
  }

  remember(index: number): void {
    const value = this.top();
    if (this.#memoCount >= limits.pickle.memoEntries || index > this.#memoCount + limits.pickle.memoGap) {
      throw new FormatError('limit', 'the pickle remembers values at positions far beyond their number');
    }
    // Filled one by one, the array stays dense.
    while (this.#memo.length < index) this.#memo.push(undefined);
    if (this.#memo[index] === undefined) this.#memoCount++;
    this.#memo[index] = value;
  }

  rememberNext(): void {
    this.remember(this.#memoCount);
  }

  recall(index: number): void {
    const value = this.#memo[index];
    if (value === undefined) throw new FormatError('corrupt', `the pickle recalls value ${index}, which it never kept`);
    this.push(value);
  }

  /** Names a class or function; the same name gives the same object. */
  global(module: string, name: string): PyGlobal {
    if (module.length + name.length > limits.pickle.nameCharacters) {
      throw new FormatError('limit', 'the pickle names a class with a name that is too long');
    }
    return this.trace.global(module, name, this.protocol, () => this.allocate(0));
  }

  /** What a call would give: the value of its handler, else an inert object. */
  call(callable: PickleValue, args: PickleValue, keywords: PickleValue = null): PickleValue {
    if (!(args instanceof PyTuple)) throw new FormatError('corrupt', 'the arguments of a call are not a tuple');
    this.allocate(0);
    if (callable instanceof PyGlobal) {
      callable.called = true;
      const value = keywords === null ? this.#handlerOf(callable)?.(args.items, this.budget, callable) : undefined;
      if (value !== undefined) return value;
      callable.calledOddly = true;
    } else {
      this.trace.act('result-called', wordsOf(callable));
    }
    return new PyObject(callable, args, keywords);
  }

  /** BUILD: hands state to a value, which in Python is a call of its `__setstate__`, or sets attributes. */
  build(target: PickleValue, state: PickleValue): void {
    if (target instanceof PyGlobal) {
      this.trace.act('class-changed', wordsOf(target));
      return;
    }
    if (!(target instanceof PyValue)) throw new FormatError('corrupt', 'the pickle gives state to a plain value');
    if (this.#isOddState(target, state)) this.trace.act('odd-state', wordsOf(target));
    target.build(state);
  }

  #isOddState(target: PyValue, state: PickleValue): boolean {
    if (target instanceof PyDict) return hasOddAttributes(state, this.budget);
    if (!(target instanceof PyObject)) return false;
    // Of a class that is known, and that never has a state in genuine files.
    if (target.callable instanceof PyGlobal && this.#handlerOf(target.callable) !== undefined) return true;
    return hasSpecialAttributes(state, this.budget);
  }

  #handlerOf(global: PyGlobal): CallHandler | undefined {
    let handler = this.#handlers.get(global);
    if (handler === undefined && !this.#handlers.has(global)) {
      handler = this.handlers.get(global.target);
      this.#handlers.set(global, handler);
    }
    return handler;
  }

  persistent(id: PickleValue): PickleValue {
    this.allocate(0);
    return this.persistentLoad(id) ?? new PersistentReference(id);
  }

  /** Accounts for one object with so many references. */
  allocate(items: number): void {
    this.budget.take(objectBytes + itemBytes * items);
  }
}

function wordsOf(value: PickleValue): string {
  if (value instanceof PyGlobal) return `${value.module}.${value.name}`;
  if (value instanceof PyObject) return wordsOf(value.callable);
  // Of all dictionaries only these have attributes.
  if (value instanceof PyDict) return 'collections.OrderedDict';
  return value instanceof PyValue ? value.typeName : typeof value;
}
