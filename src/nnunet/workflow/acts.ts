import type { Invocation } from '../command-line/invocation.js';
import type { Named } from './named.js';
import { type Step, stepsOf } from './steps.js';

/** One way through a condition: of two arms of the same fork only one is taken. */
export interface Branch {
  readonly fork: number;
  readonly arm: number;
}

/** A command in its turn. */
export interface Turn {
  readonly invocation: Invocation;
  readonly branches: readonly Branch[];
}

/** A step with the command that takes it. */
export interface Act<C extends Turn, S extends Step = Step> {
  readonly step: S;
  readonly command: C;
  /** Its place among all steps. */
  readonly index: number;
}

export type ActOf<C extends Turn, K extends Step['kind']> = Act<C, Extract<Step, { readonly kind: K }>>;

/** The steps of all commands of a script, in the order in which they are taken. */
export function actsOf<C extends Turn>(commands: readonly C[]): readonly Act<C>[] {
  return commands
    .flatMap((command) => stepsOf(command.invocation).map((step) => ({ step, command })))
    .map((act, index) => ({ ...act, index }));
}

export function isAct<C extends Turn, K extends Step['kind']>(act: Act<C>, ...kinds: readonly K[]): act is ActOf<C, K> {
  return kinds.some((kind) => act.step.kind === kind);
}

/** Whether two values are surely the same. */
export function isSame(a: Named | undefined, b: Named | undefined): boolean {
  return a !== undefined && b !== undefined && a.key === b.key;
}

/** Whether two values are surely not the same: both are known, or they are different variables that a script leaves alone. */
export function isOther(a: Named | undefined, b: Named | undefined): boolean {
  if (a === undefined || b === undefined || a.key === b.key) return false;
  const areSymbols = a.text === undefined && b.text === undefined;
  return areSymbols ? !a.key.includes('\0') && !b.key.includes('\0') : a.text !== undefined && b.text !== undefined;
}

/** Whether never both run. */
export function excludeEachOther(a: Turn, b: Turn): boolean {
  return a.branches.some((one) => b.branches.some((other) => one.fork === other.fork && one.arm !== other.arm));
}

/** Whether one runs whenever the other does. */
export function runsWith(a: Turn, b: Turn): boolean {
  return a.branches.every((one) => b.branches.some((other) => one.fork === other.fork && one.arm === other.arm));
}
