import type { Function as ShellFunction } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { emptyValue, isEqualValue, unknownValue, type Value } from './value.js';

export type Variable =
  | { readonly kind: 'text'; readonly value: Value }
  /** By index or by key, in the order in which they were set; without `elements` nothing is known of them. */
  | { readonly kind: 'list'; readonly elements: ReadonlyMap<string, Value> | undefined };

/** A function with the text that its positions refer to. */
export interface DefinedFunction {
  readonly node: ShellFunction;
  readonly source: SourceText;
}

/** Why nothing behind a command runs any more. */
export type End = 'exit' | 'return' | 'break' | 'continue';

/** What a shell remembers between two commands. */
export class ShellState {
  readonly variables: Map<string, Variable>;
  readonly exported: Set<string>;
  readonly functions: Map<string, DefinedFunction>;
  /** Files that the script itself wrote from a here-document. */
  readonly written: Map<string, SourceText>;
  /** `undefined`: the script was started with arguments that nobody knows. */
  positional: readonly Value[] | undefined;
  /** Working folder. */
  folder: Value;
  end: End | undefined;
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

  /** Goes on as another state did. */
  become(other: ShellState): void {
    for (const [own, others] of [
      [this.variables, other.variables],
      [this.functions, other.functions],
      [this.written, other.written],
    ] as const) {
      replace(own as Map<string, unknown>, others);
    }
    this.exported.clear();
    for (const name of other.exported) this.exported.add(name);
    this.positional = other.positional;
    this.folder = other.folder;
    this.end = other.end;
    this.argumentsMoved = other.argumentsMoved;
    this.exportsAll = other.exportsAll;
  }

  /** Goes on as one of several states did, and nobody knows which: what they do not agree in is unknown from here on. */
  becomeOneOf(states: readonly ShellState[]): void {
    const going = states.filter((state) => state.end === undefined);
    const [first, ...others] = going.length > 0 ? going : states;
    if (first === undefined) return;
    this.become(first);
    for (const other of others) {
      for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
        const [mine, theirs] = [this.variables.get(name), other.variables.get(name)];
        if (!isSameVariable(mine, theirs)) this.forget(name);
      }
      for (const name of other.exported) this.exported.add(name);
      for (const [name, definition] of other.functions)
        if (!this.functions.has(name)) this.functions.set(name, definition);
      for (const [path, text] of other.written) if (!this.written.has(path)) this.written.set(path, text);
      if (!isEqualValue(this.folder, other.folder)) this.folder = unknownValue('$PWD');
      this.argumentsMoved ||= other.argumentsMoved;
      if (isSameList(this.positional, other.positional)) continue;
      this.positional = undefined;
      this.argumentsMoved = true;
    }
  }
}

function replace<T>(own: Map<string, T>, other: ReadonlyMap<string, T>): void {
  own.clear();
  for (const [name, value] of other) own.set(name, value);
}

function isSameVariable(a: Variable | undefined, b: Variable | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === 'text' && b.kind === 'text') return isEqualValue(a.value, b.value);
  if (a.kind !== 'list' || b.kind !== 'list' || a.elements === undefined || b.elements === undefined) return false;
  return isSameList([...a.elements.values()], [...b.elements.values()]);
}

function isSameList(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((value, i) => isEqualValue(value, b[i] ?? emptyValue));
}
