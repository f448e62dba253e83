import type { Activation, Normalization } from './description.js';
import type { Operator } from './operator-lookup.js';
import { activations, dropouts, normalizations } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import {
  type ConfigurationPath,
  isInt,
  isTrue,
  jsonOf,
  numberOf,
  type PythonValue,
  representation,
} from './python-value.js';
import { torchAliases } from './torch-names.js';

/** One operator argument with its keyword arguments, and where both stand. */
export interface OperatorUse {
  readonly argument: string;
  readonly operator: Operator;
  readonly at: ConfigurationPath;
  readonly kwargs: PythonValue | undefined;
  readonly kwargsAt: ConfigurationPath;
}

/** `undefined`: what the network looks like cannot be said (a foreign operator, or the constructor fails). */
export type OperatorResult<T> = { readonly value: T | null } | undefined;

const nothing = { value: null } as const;
const noArguments: ReadonlyMap<string, PythonValue> = new Map();

/** `norm_op(channels, **norm_op_kwargs)`; source: torch/nn/modules/{instancenorm,batchnorm}.py. */
export function normalizationOf(use: OperatorUse, log: ProblemLog): OperatorResult<Normalization> {
  if (isNothing(use.operator)) return nothing;
  const name = callableName(use, log);
  if (name === undefined) return undefined;
  const kwargs = keywordArguments(use, name, true, log);
  if (kwargs === undefined) return undefined;
  const known = normalizations.get(name);
  if (known === undefined) {
    if (name === 'GroupNorm') {
      checkNames(use, name, kwargs, ['num_channels', 'eps', 'affine', 'device', 'dtype', 'bias'], log, 'num_groups');
      if (!kwargs.has('num_channels')) reportMissing(use, name, 'num_channels', log);
    }
    return undefined;
  }
  if (known.kind === 'Identity') {
    return { value: { ...known, affine: false, bias: false, trackRunningStats: false, eps: 0 } };
  }
  const allowed = ['eps', 'momentum', 'affine', 'track_running_stats', 'device', 'dtype', 'bias'];
  if (known.kind === 'SyncBatchNorm') allowed.push('process_group');
  const owner = known.kind === 'SyncBatchNorm' ? 'SyncBatchNorm' : `_${known.kind}`;
  checkNames(use, owner, kwargs, allowed, log, 'num_features');
  const isBatch = known.kind !== 'InstanceNorm';
  const affine = kwargs.has('affine') ? isTrue(kwargs.get('affine')) : isBatch;
  const trackRunningStats = kwargs.has('track_running_stats') ? isTrue(kwargs.get('track_running_stats')) : isBatch;
  const dtype = kwargs.get('dtype');
  if (dtype !== undefined && dtype.kind !== 'NoneType' && (affine || trackRunningStats)) {
    reportValue(use, dtype, 'build', 'TypeError', null, log);
  }
  const eps = kwargs.get('eps');
  const momentum = kwargs.get('momentum');
  checkNumber(use, eps, log);
  if (momentum?.kind !== 'NoneType') checkNumber(use, momentum, log);
  const epsilon = eps === undefined ? 1e-5 : numberOf(eps);
  if (eps !== undefined && epsilon !== undefined && epsilon <= 0 && isBatch) {
    const text = `batch_norm eps must be positive during training, but got ${representation(eps)}`;
    reportValue(use, eps, 'forward', 'ValueError', text, log);
  }
  const bias = affine && (kwargs.has('bias') ? isTrue(kwargs.get('bias')) : true);
  return { value: { ...known, affine, bias, trackRunningStats, eps: epsilon ?? 1e-5 } };
}

/** `dropout_op(**dropout_op_kwargs)`; unlike the others, its arguments must not be null. Source: torch/nn/modules/dropout.py. */
export function dropoutOf(use: OperatorUse, log: ProblemLog): OperatorResult<string> {
  if (isNothing(use.operator)) return nothing;
  const name = callableName(use, log);
  if (name === undefined) return undefined;
  const kwargs = keywordArguments(use, name, false, log);
  if (kwargs === undefined || !dropouts.has(name)) return undefined;
  checkNames(use, '_DropoutNd', kwargs, ['p', 'inplace'], log);
  const p = kwargs.get('p');
  const probability = p === undefined ? 0.5 : numberOf(p);
  if (p !== undefined && probability === undefined) reportValue(use, p, 'build', 'TypeError', null, log);
  if (p !== undefined && probability !== undefined && (probability < 0 || probability > 1)) {
    const text = `dropout probability has to be between 0 and 1, but got ${representation(p)}`;
    reportValue(use, p, 'build', 'ValueError', text, log);
  }
  return { value: name };
}

/** `nonlin(**nonlin_kwargs)`; source: torch/nn/modules/activation.py. */
export function activationOf(use: OperatorUse, log: ProblemLog): OperatorResult<Activation> {
  if (isNothing(use.operator)) return nothing;
  const name = callableName(use, log);
  if (name === undefined) return undefined;
  const kwargs = keywordArguments(use, name, true, log);
  if (kwargs === undefined) return undefined;
  if (name === 'Identity') return { value: { name, weights: null } };
  const known = activations.get(name);
  if (known === undefined) return undefined;
  const allowed = [...known.numbers, ...(known.inplace ? ['inplace'] : [])];
  if (name === 'GELU') allowed.push('approximate');
  if (name === 'PReLU') allowed.push('num_parameters', 'init', 'device', 'dtype');
  checkNames(use, name, kwargs, allowed, log);
  for (const number of known.numbers) checkNumber(use, kwargs.get(number), log);
  const approximate = kwargs.get('approximate');
  if (approximate !== undefined && !(approximate.kind === 'str' && ['none', 'tanh'].includes(approximate.value))) {
    reportValue(use, approximate, 'forward', approximate.kind === 'str' ? 'RuntimeError' : 'TypeError', null, log);
  }
  return { value: { name, weights: name === 'PReLU' ? preluWeights(use, kwargs, log) : null } };
}

function preluWeights(use: OperatorUse, kwargs: ReadonlyMap<string, PythonValue>, log: ProblemLog): number {
  const given = kwargs.get('num_parameters');
  const init = kwargs.get('init');
  const dtype = kwargs.get('dtype');
  if (given !== undefined && given.kind !== 'int') reportValue(use, given, 'build', 'TypeError', null, log);
  else if (given !== undefined && given.value < 0) reportValue(use, given, 'build', 'RuntimeError', null, log);
  if (init !== undefined && numberOf(init) === undefined) reportValue(use, init, 'build', 'TypeError', null, log);
  if (dtype !== undefined && dtype.kind !== 'NoneType') reportValue(use, dtype, 'build', 'TypeError', null, log);
  return given === undefined ? 1 : (numberOf(given) ?? 1);
}

function isNothing(operator: Operator): boolean {
  return operator.kind === 'default' || operator.kind === 'null' || operator.kind === 'none';
}

/** The name of the torch class; reports what cannot be called at all. */
function callableName(use: OperatorUse, log: ProblemLog): string | undefined {
  const { operator } = use;
  if (operator.kind === 'torch') return operator.name;
  if (operator.kind === 'value') reportNotImported(use, operator.value, log);
  if (operator.kind === 'module' || operator.kind === 'block') {
    const what = operator.kind === 'module' ? 'a Python module' : 'a residual block';
    log.add({
      code: 'operator-unsuitable',
      phase: 'build',
      at: use.at,
      data: { argument: use.argument, found: operator.written },
      message: `${use.argument} names ${what}; the constructor cannot use it.`,
      exception: raises('TypeError'),
    });
  }
  return undefined;
}

/** A name that stayed a string: the constructor would have to call it. */
export function reportNotImported(
  use: Pick<OperatorUse, 'argument' | 'at'>,
  value: PythonValue,
  log: ProblemLog,
): void {
  log.add({
    code: 'operator-not-imported',
    phase: 'build',
    at: use.at,
    data: { argument: use.argument, found: jsonOf(value) },
    message:
      value.kind === 'str'
        ? `${use.argument} is not listed in _kw_requires_import, so the constructor gets the name instead of the class.`
        : `${use.argument} is ${representation(value)}, which the constructor cannot call.`,
    exception: raises('TypeError'),
  });
}

function keywordArguments(
  use: OperatorUse,
  name: string,
  nullAllowed: boolean,
  log: ProblemLog,
): ReadonlyMap<string, PythonValue> | undefined {
  const { kwargs } = use;
  if (kwargs?.kind === 'dict') return kwargs.entries;
  if (nullAllowed && (kwargs === undefined || kwargs.kind === 'NoneType')) return noArguments;
  const type = kwargs?.kind ?? 'NoneType';
  const path = torchAliases(name)[0] ?? name;
  log.add({
    code: 'operator-arguments-type',
    phase: 'build',
    at: use.kwargsAt,
    data: { argument: use.argument, found: kwargs === undefined ? null : jsonOf(kwargs), type },
    message: `${use.argument}_kwargs must hold named arguments for ${name}, not ${kwargs === undefined ? 'nothing' : representation(kwargs)}.`,
    exception: raises('TypeError', `${path}() argument after ** must be a mapping, not ${type}`),
  });
  return undefined;
}

function checkNames(
  use: OperatorUse,
  owner: string,
  kwargs: ReadonlyMap<string, PythonValue>,
  allowed: readonly string[],
  log: ProblemLog,
  positional?: string,
): void {
  for (const name of kwargs.keys()) {
    if (allowed.includes(name)) continue;
    const problem =
      name === positional
        ? `got multiple values for argument '${name}'`
        : `got an unexpected keyword argument '${name}'`;
    log.add({
      code: 'operator-argument-unknown',
      phase: 'build',
      at: [...use.kwargsAt, name],
      data: { argument: use.argument, name, allowed: [...allowed] },
      message: `${owner.replace(/^_/, '')} takes no argument ${name}; building the network stops there.`,
      exception: raises('TypeError', `${owner}.__init__() ${problem}`),
    });
  }
}

function reportMissing(use: OperatorUse, name: string, missing: string, log: ProblemLog): void {
  log.add({
    code: 'operator-argument-missing',
    phase: 'build',
    at: use.kwargsAt,
    data: { argument: use.argument, name: missing },
    message: `${name} needs ${missing}, which nnU-Net does not give it.`,
    exception: raises('TypeError', `${name}.__init__() missing 1 required positional argument: '${missing}'`),
  });
}

function checkNumber(use: OperatorUse, value: PythonValue | undefined, log: ProblemLog): void {
  if (value === undefined || isInt(value) || value.kind === 'float') return;
  reportValue(use, value, 'forward', 'TypeError', null, log);
}

function reportValue(
  use: OperatorUse,
  value: PythonValue,
  phase: 'build' | 'forward',
  type: string,
  text: string | null,
  log: ProblemLog,
): void {
  const name = String(value.at.at(-1));
  log.add({
    code: 'operator-argument-value',
    phase,
    at: value.at,
    data: { argument: use.argument, name, found: jsonOf(value) },
    message: `${name} of ${use.argument} is ${representation(value)}: ${phase === 'build' ? 'building the network stops there' : 'the first batch stops there'}.`,
    exception: raises(type, text),
  });
}
