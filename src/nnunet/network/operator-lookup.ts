import type { ArchitectureBlock } from './constructor-arguments.js';
import { type LocatedOperator, locateOperator } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import { jsonOf, type PythonValue, representation } from './python-value.js';

/** The arguments that name Python classes. */
export const operatorArguments = ['conv_op', 'norm_op', 'dropout_op', 'nonlin', 'block'] as const;
export type OperatorArgument = (typeof operatorArguments)[number];

/** What the constructor gets for one of these arguments. */
export type Operator =
  /** Not given: the default of the class. */
  | { readonly kind: 'default' }
  /** `null` in plans. */
  | { readonly kind: 'null' }
  | (LocatedOperator & { readonly written: string })
  /** A name that stays a string because `_kw_requires_import` does not list it, or a value that is no name at all. */
  | { readonly kind: 'value'; readonly value: PythonValue };

/** A name that resolves to nothing: the network is built without this operator, silently where it is not needed. */
export interface UnresolvedName {
  readonly argument: OperatorArgument;
  readonly written: string;
  readonly at: PythonValue['at'];
}

/**
 * Replaces names by what they name, as nnU-Net does: for the arguments in `_kw_requires_import` and for no others.
 * Source: nnunetv2/utilities/get_network_from_plans.py.
 */
export function lookUpOperators(block: ArchitectureBlock, log: ProblemLog): ReadonlyMap<OperatorArgument, Operator> {
  const imported = new Set<string>();
  for (const entry of block.imports) {
    const key = importKey(entry, log);
    if (key === undefined) continue;
    const value = block.arguments.get(key);
    if (value === undefined) reportMissingArgument(key, entry, log);
    else if (value.kind !== 'NoneType') {
      if (value.kind !== 'str') reportNoName(key, value, log);
      else if (imported.has(key)) reportTwice(key, value.value, entry, log);
      imported.add(key);
    }
  }
  return new Map(operatorArguments.map((argument) => [argument, operatorOf(block, argument, imported)]));
}

function operatorOf(block: ArchitectureBlock, argument: OperatorArgument, imported: ReadonlySet<string>): Operator {
  const value = block.arguments.get(argument);
  if (value === undefined) return { kind: 'default' };
  if (value.kind === 'NoneType') return { kind: 'null' };
  if (value.kind !== 'str' || !imported.has(argument)) return { kind: 'value', value };
  return { ...locateOperator(value.value), written: value.value };
}

/** Names that nnU-Net resolves to None without a word. */
export function unresolvedNames(
  block: ArchitectureBlock,
  operators: ReadonlyMap<OperatorArgument, Operator>,
): UnresolvedName[] {
  const found: UnresolvedName[] = [];
  for (const [argument, operator] of operators) {
    if (operator.kind === 'none') found.push({ argument, written: operator.written, at: block.pathOf(argument) });
  }
  return found;
}

function importKey(entry: PythonValue, log: ProblemLog): string | undefined {
  if (entry.kind === 'str') return entry.value;
  const unhashable = entry.kind === 'list' || entry.kind === 'dict';
  log.add({
    code: 'import-key-missing',
    phase: 'build',
    at: entry.at,
    data: { key: jsonOf(entry) },
    message: `_kw_requires_import lists ${representation(entry)}, which is no argument: nnU-Net stops there.`,
    exception: unhashable
      ? raises('TypeError', `unhashable type: '${entry.kind}'`)
      : raises('KeyError', representation(entry)),
  });
  return undefined;
}

function reportMissingArgument(key: string, entry: PythonValue, log: ProblemLog): void {
  log.add({
    code: 'import-key-missing',
    phase: 'build',
    at: entry.at,
    data: { key },
    message: `_kw_requires_import lists ${key}, but arch_kwargs has no ${key}: nnU-Net stops at a KeyError.`,
    exception: raises('KeyError', `'${key}'`),
  });
}

function reportNoName(key: string, value: PythonValue, log: ProblemLog): void {
  log.add({
    code: 'import-value-type',
    phase: 'build',
    at: value.at,
    data: { key, found: jsonOf(value), type: value.kind },
    message: `${key} is ${representation(value)}; nnU-Net expects the dotted name of a Python class, or null.`,
    exception: raises('AttributeError', `'${value.kind}' object has no attribute 'split'`),
  });
}

function reportTwice(key: string, written: string, entry: PythonValue, log: ProblemLog): void {
  // Harmless where the first lookup gave None: that is not looked up again.
  if (locateOperator(written).kind === 'none') return;
  log.add({
    code: 'import-key-twice',
    phase: 'build',
    at: entry.at,
    data: { key },
    message: `_kw_requires_import lists ${key} twice: nnU-Net then looks for a class under the name of a class and stops.`,
    exception: raises('AttributeError'),
  });
}
