import { member } from '../../io/json/value.js';
import type { Configuration } from '../plans/configuration.js';
import { locateOperator, normalizations } from './operators.js';

/** A name that leads to something, but to nothing that can stand there. */
export interface UnsuitableOperator {
  readonly argument: string;
  readonly name: string;
  /** `a function`: it is called without the tensor that it wants; `another layer`: it does not take the number of features first. */
  readonly kind: 'a function' | 'another layer';
}

/** Normalizations of torch whose first argument is not the number of features, or that take it and are told elsewhere. */
const takenElsewhere: ReadonlySet<string> = new Set([
  ...normalizations.keys(),
  'GroupNorm',
  'LocalResponseNorm',
  'CrossMapLRN2d',
]);

/**
 * Operators that torch has and the network cannot use. nnU-Net's blocks call `norm_op(features, **norm_op_kwargs)` and `nonlin(**nonlin_kwargs)`
 * (dynamic_network_architectures/building_blocks/simple_conv_blocks.py).
 */
export function unsuitableOperators(configuration: Configuration): readonly UnsuitableOperator[] {
  const architecture = configuration.get('architecture');
  const imports = member(architecture, '_kw_requires_import');
  if (!Array.isArray(imports)) return [];
  return imports.flatMap((argument): UnsuitableOperator[] => {
    const name = typeof argument === 'string' ? member(member(architecture, 'arch_kwargs'), argument) : undefined;
    if (typeof argument !== 'string' || typeof name !== 'string') return [];
    if (isFunction(name)) return [{ argument, name, kind: 'a function' }];
    const found = argument === 'norm_op' ? locateOperator(name) : undefined;
    const isOther = found?.kind === 'torch' && !takenElsewhere.has(found.name);
    return isOther ? [{ argument, name, kind: 'another layer' }] : [];
  });
}

/** Functions of torch are written in small letters, its classes with a capital. */
function isFunction(name: string): boolean {
  return (
    /^torch\.nn\.functional\.[a-z]\w*$/.test(name) ||
    /^torch\.(relu|selu|celu|tanh|sigmoid|softmax|dropout|conv[123]d)$/.test(name)
  );
}
