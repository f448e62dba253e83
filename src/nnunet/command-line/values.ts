import type { KnownValue } from './argparse.js';
import type { Invocation } from './invocation.js';

/** The one value of an argument as text; `undefined` where it is not known, or Python's `None`. */
export function textOf({ values }: Pick<Invocation, 'values'>, dest: string): string | undefined {
  const value = values.get(dest)?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** All values of an argument as text; `undefined` where one of them is not known, or Python's `None`. */
export function textsOf({ values }: Pick<Invocation, 'values'>, dest: string): readonly string[] | undefined {
  const value = values.get(dest)?.value;
  if (value === null || value === undefined) return undefined;
  const all: readonly KnownValue[] = typeof value === 'object' ? value : [value];
  const texts = all.filter((one) => one !== undefined).map(String);
  return texts.length === all.length ? texts : undefined;
}

export function numberOf({ values }: Pick<Invocation, 'values'>, dest: string): number | undefined {
  const value = values.get(dest)?.value;
  return typeof value === 'number' ? value : undefined;
}

export function flagOf({ values }: Pick<Invocation, 'values'>, dest: string): boolean {
  return values.get(dest)?.value === true;
}

/** Whether the line gives the argument, rather than leaving it at its default. */
export function isGiven({ values }: Pick<Invocation, 'values'>, dest: string): boolean {
  return (values.get(dest)?.words.length ?? 0) > 0;
}
