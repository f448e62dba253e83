import { isObject, type JsonObject, member } from '../../io/json/value.js';
import type { Configuration } from '../plans/configuration.js';
import { activations, dropouts, locateOperator, normalizations } from './operators.js';

/** A name that leads to something, but to nothing that can stand there. */
export interface UnsuitableOperator {
  readonly argument: string;
  readonly name: string;
  /** `a function`: it is called without the tensor that it wants; `another layer`: it takes other arguments than it is given. */
  readonly kind: 'a function' | 'another layer';
}

/** Normalizations whose arguments are checked by name, one by one. */
const normalizationsTakenElsewhere: ReadonlySet<string> = new Set([...normalizations.keys(), 'GroupNorm']);

/** Normalizations of torch that take the number of features as something else, but take it. */
const callableNormalizations: ReadonlySet<string> = new Set(['LocalResponseNorm', 'CrossMapLRN2d']);

/** Layers that take `inplace` as the activations do, or take everything. */
const alsoInPlace: ReadonlySet<string> = new Set(['Identity', 'Hardtanh', ...dropouts]);

/**
 * Operators that torch has and the network cannot use. nnU-Net's blocks call `norm_op(features, **norm_op_kwargs)` and `nonlin(**nonlin_kwargs)`
 * (dynamic_network_architectures/building_blocks/simple_conv_blocks.py).
 */
export function unsuitableOperators(configuration: Configuration): readonly UnsuitableOperator[] {
  const architecture = configuration.get('architecture');
  const kwargs = member(architecture, 'arch_kwargs');
  const imports = member(architecture, '_kw_requires_import');
  if (!Array.isArray(imports)) return [];
  return imports.flatMap((argument): UnsuitableOperator[] => {
    const name = typeof argument === 'string' ? member(kwargs, argument) : undefined;
    if (typeof argument !== 'string' || typeof name !== 'string') return [];
    if (isFunction(name)) return [{ argument, name, kind: 'a function' }];
    const found = locateOperator(name);
    const given = member(kwargs, `${argument}_kwargs`);
    const isOther = found.kind === 'torch' && takesOtherArguments(argument, found.name, isObject(given) ? given : {});
    return isOther ? [{ argument, name, kind: 'another layer' }] : [];
  });
}

function takesOtherArguments(argument: string, className: string, given: JsonObject): boolean {
  const isGiven = (key: string) => member(given, key) !== undefined;
  if (argument === 'norm_op') {
    if (normalizationsTakenElsewhere.has(className)) return false;
    return !callableNormalizations.has(className) || isGiven('eps') || isGiven('affine');
  }
  return argument === 'nonlin' && isGiven('inplace') && !activations.has(className) && !alsoInPlace.has(className);
}

/** Functions of torch are written in small letters, its classes with a capital. */
function isFunction(name: string): boolean {
  return (
    /^torch\.nn\.functional\.[a-z]\w*$/.test(name) ||
    /^torch\.(relu|selu|celu|tanh|sigmoid|softmax|dropout|conv[123]d)$/.test(name)
  );
}
