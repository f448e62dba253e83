import type { Budget } from '../../budget.js';
import { FormatError } from '../format-error.js';

/**
 * A Python value as a pickle describes it. A `number` is an `int` when integral, otherwise a `float`; integral floats are
 * {@link PyFloat}, integers beyond 2^53 are `bigint`, lists are arrays. Values may be cyclic and may share parts.
 */
export type PickleValue = null | boolean | number | bigint | string | PickleValue[] | PyValue;

/** All other Python values. Nothing in a file ever becomes a property name or a function that is called. */
export abstract class PyValue {
  /** As Python names the type. */
  abstract readonly typeName: string;

  /** The number that this value equals, also as a dictionary key: `np.int64(1) == 1`. */
  get number(): number | bigint | undefined {
    return undefined;
  }

  /** BUILD: what `__setstate__` receives. */
  build(_state: PickleValue): void {
    throw this.#refuses('state');
  }

  /** APPEND and APPENDS. */
  append(_item: PickleValue): void {
    throw this.#refuses('list items');
  }

  /** SETITEM and SETITEMS. */
  setItem(_key: PickleValue, _value: PickleValue, _budget: Budget): void {
    throw this.#refuses('dictionary items');
  }

  #refuses(what: string): FormatError {
    return new FormatError('corrupt', `the pickle gives ${what} to a ${this.typeName}`);
  }
}

export class PyTuple extends PyValue {
  readonly typeName = 'tuple';
  constructor(readonly items: readonly PickleValue[]) {
    super();
  }
}

/** A float whose value is integral: tells `2.0` from `2`. */
export class PyFloat extends PyValue {
  readonly typeName = 'float';
  constructor(private readonly value: number) {
    super();
  }
  override get number(): number {
    return this.value;
  }
}

/**
 * `bytes` or `bytearray`. Long ones are not kept: only their length is known. Those that are kept are a text of one
 * character a byte, which costs a checkpoint's thousands of numpy scalars less than arrays would.
 */
export class PyBytes extends PyValue {
  readonly typeName = 'bytes';
  constructor(
    readonly length: number,
    readonly latin1: string | undefined,
  ) {
    super();
  }
}

/** A class or function, named and never looked up. */
export class PyGlobal extends PyValue {
  readonly typeName = 'global';
  /** Whether loading the file in Python would call it. */
  called = false;
  /** Whether one of these calls is of a kind that nothing here stands in for: by its arguments, or since genuine files never call it. */
  calledOddly = false;
  /**
   * @param module, name as the file writes them
   * @param target what Python 3 looks up, as `module name`
   */
  constructor(
    readonly module: string,
    readonly name: string,
    readonly target: string,
  ) {
    super();
  }
}

/** The result of a call that is not made: what would be called, with which arguments, and what the pickle adds to it. */
export class PyObject extends PyValue {
  readonly typeName = 'object';
  state: PickleValue | undefined;
  readonly items: PickleValue[] = [];
  readonly pairs: [PickleValue, PickleValue][] = [];

  constructor(
    readonly callable: PickleValue,
    readonly args: PickleValue,
    readonly keywords: PickleValue = null,
  ) {
    super();
  }
  override build(state: PickleValue): void {
    this.state = state;
  }
  override append(item: PickleValue): void {
    this.items.push(item);
  }
  override setItem(key: PickleValue, value: PickleValue): void {
    this.pairs.push([key, value]);
  }
}

/** A persistent id that nobody knows. */
export class PersistentReference extends PyValue {
  readonly typeName = 'persistent reference';
  constructor(readonly id: PickleValue) {
    super();
  }
}
