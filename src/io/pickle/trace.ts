import { lookedUp } from './python-names.js';
import { PyGlobal } from './values.js';

/**
 * What happens besides calls of something that has a name, see {@link PyGlobal.called}.
 *
 * - `result-called`: what a call gave is called itself;
 * - `class-changed`: a class or function gets attributes;
 * - `odd-state`: an object gets attributes or a state that no genuine file gives to it, such as a `__setstate__` of its own;
 * - `torchscript`: a TorchScript archive, whose own code runs;
 * - `tar`: the oldest form of torch's files, which nnU-Net never had.
 * - `two-pickles`: one name leads to two pickles in the file.
 */
export interface PickleAct {
  readonly kind: 'result-called' | 'class-changed' | 'odd-state' | 'torchscript' | 'tar' | 'two-pickles';
  /** Of what: `collections.OrderedDict`, the name of an entry. */
  readonly what: string;
}

/**
 * What Python would look up and do to open a file. Written while reading: it also holds what was seen before a limit, damage or
 * an odd instruction ended that.
 */
export class PickleTrace {
  readonly #globals = new Map<string, PyGlobal>();
  readonly #acts = new Map<string, PickleAct>();

  /**
   * Why a pickle was not read to its end, although Python may go on: a limit, or what only Python makes sense of. What stands behind is not known.
   * Where the data end, or hold no instruction, Python stops as well.
   */
  unread: string | undefined;

  /** All classes and functions that are named, in the order of appearance. */
  get globals(): readonly PyGlobal[] {
    return [...this.#globals.values()];
  }

  /** Each once. */
  get acts(): readonly PickleAct[] {
    return [...this.#acts.values()];
  }

  /** The same name gives the same object. @param onNew called before a new one is made */
  global(module: string, name: string, protocol: number, onNew: () => void): PyGlobal {
    const target = lookedUp(module, name, protocol);
    const key = `${module} ${name}\n${target}`;
    let global = this.#globals.get(key);
    if (global === undefined) {
      onNew();
      global = new PyGlobal(module, name, target);
      this.#globals.set(key, global);
    }
    return global;
  }

  act(kind: PickleAct['kind'], what: string): void {
    this.#acts.set(`${kind} ${what}`, { kind, what });
  }
}

/** What the caller may add. */
export interface ReadOptions {
  /** Where what loading would do is written down: also where reading ends early, and for several pickles of one file. */
  readonly trace?: PickleTrace | undefined;
}
