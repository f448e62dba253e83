import type { Function as ShellFunction } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { emptyValue, isEqualValue, unknownValue, type Value } from './value.js';

/** `undefined`: it rests on something that only the running shell knows, such as a file. */
export type Outcome = boolean | undefined;

/** How a command ended, as far as that decides what runs next. */
export interface Status {
  readonly outcome: Outcome;
  /** A test may go either way; a program is taken to succeed. */
  readonly kind: 'test' | 'program' | 'wanted program';
}

export const succeeded: Status = { outcome: true, kind: 'test' };
export const undecided: Status = { outcome: undefined, kind: 'test' };

export type Variable =
  | { readonly kind: 'text'; readonly value: Value }
  /** By index or by key, in the order in which they were set; without `elements` nothing is known of them. */
  | { readonly kind: 'list'; readonly elements: ReadonlyMap<string, Value> | undefined };

/** A function with the text that its positions refer to. */
export interface DefinedFunction {
  readonly node: ShellFunction;
  readonly source: SourceText;
}

/** What a shell remembers between two commands. */
export class ShellState {
  variables: Map<string, Variable>;
  exported: Set<string>;
  functions: Map<string, DefinedFunction>;
  /** Files that the script itself wrote from a here-document. */
  written: Map<string, SourceText>;
  /** `undefined`: the script was started with arguments that nobody knows. */
  positional: readonly Value[] | undefined;
  /** Working folder. */
  folder: Value;
  /** Why nothing behind a command runs any more. */
  end: 'exit' | 'return' | 'break' | 'continue' | undefined;
  /** The unknown arguments were shifted, or are those of a function: `$1` is no longer what it was. */
  argumentsMoved: boolean;
  /** `set -a`: whatever is assigned is exported. */
  exportsAll: boolean;

  constructor(from?: ShellState) {
    this.variables = new Map(from?.variables);
    this.exported = new Set(from?.exported);
    this.functions = new Map(from?.functions);
    this.written = new Map(from?.written);
    this.positional = from?.positional;
    this.folder = from?.folder ?? unknownValue('$PWD');
    this.end = from?.end;
    this.argumentsMoved = from?.argumentsMoved ?? false;
    this.exportsAll = from?.exportsAll ?? false;
  }

  /** How much a copy has to copy. */
  get size(): number {
    return this.variables.size + this.exported.size + this.functions.size + this.written.size;
  }

  set(name: string, value: Value): void {
    if (this.exportsAll) this.exported.add(name);
    this.variables.set(name, { kind: 'text', value });
  }

  /** Sets a variable that programs find in their environment. */
  export(name: string, value: Value): void {
    this.set(name, value);
    this.exported.add(name);
  }

  setList(name: string, elements: ReadonlyMap<string, Value> | undefined): void {
    this.variables.set(name, { kind: 'list', elements });
  }

  forget(name: string): void {
    this.variables.set(name, { kind: 'text', value: unknownValue(`$${name}`) });
  }

  /** The value of `$name`: of a list its first element. `undefined` where the script sets no such variable. */
  get(name: string): Value | undefined {
    const variable = this.variables.get(name);
    if (variable === undefined) return undefined;
    if (variable.kind === 'text') return variable.value;
    return variable.elements === undefined ? unknownValue(`$${name}`) : (variable.elements.get('0') ?? emptyValue);
  }

  /** What programs see of the variables. */
  environment(): ReadonlyMap<string, Value> {
    return new Map(
      [...this.exported].flatMap((name) => {
        const value = this.get(name);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  }

  /** Goes on as one of several states did, and nobody knows which: what they do not agree in is unknown from here on. */
  becomeOneOf(states: readonly ShellState[]): void {
    const going = states.filter((state) => state.end === undefined);
    const [first, ...others] = going.length > 0 ? going : states;
    if (first === undefined) return;
    Object.assign(this, new ShellState(first));
    for (const other of others) {
      for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
        if (!isSameVariable(this.variables.get(name), other.variables.get(name))) this.forget(name);
      }
      for (const name of other.exported) this.exported.add(name);
      this.functions = new Map([...other.functions, ...this.functions]);
      this.written = new Map([...other.written, ...this.written]);
      if (!isEqualValue(this.folder, other.folder)) this.folder = unknownValue('$PWD');
      this.argumentsMoved ||= other.argumentsMoved;
      if (isSameList(this.positional, other.positional)) continue;
      this.positional = undefined;
      this.argumentsMoved = true;
    }
  }
}

function isSameVariable(a: Variable | undefined, b: Variable | undefined): boolean {
  if (a === b) return true;
  if (a?.kind === 'text' && b?.kind === 'text') return isEqualValue(a.value, b.value);
  if (a?.kind !== 'list' || b?.kind !== 'list' || a.elements === undefined || b.elements === undefined) return false;
  return isSameList([...a.elements.values()], [...b.elements.values()]);
}

function isSameList(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((value, i) => isEqualValue(value, b[i] ?? emptyValue));
}
