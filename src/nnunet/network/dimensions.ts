import { type JsonValue, member } from '../../io/json/value.js';
import type { Configuration } from '../plans/configuration.js';
import { convolutions, locateOperator, normalizations } from './operators.js';

/** One value of a configuration that tells how many dimensions it was made for. */
export interface DimensionWitness {
  readonly key: string;
  /** JSON pointer into the plans file. */
  readonly at: string;
  readonly dimensions: number;
}

/** A witness whom all others contradict with one voice. */
export interface Outlier extends DimensionWitness {
  readonly others: readonly string[];
  readonly otherDimensions: number;
}

/** Everything in a configuration that says 2D or 3D; lists that do not agree with themselves say nothing. */
function witnesses(configuration: Configuration): readonly DimensionWitness[] {
  const kwargs = member(configuration.get('architecture'), 'arch_kwargs');
  const found: (DimensionWitness | undefined)[] = [
    witness('patch_size', configuration.at('patch_size'), lengthOf(configuration.get('patch_size'))),
    witness('spacing', configuration.at('spacing'), lengthOf(configuration.get('spacing'))),
    ...['kernel_sizes', 'strides'].map((key) => witness(key, argumentAt(key), commonLength(member(kwargs, key)))),
    ...['conv_op', 'norm_op'].map((key) => witness(key, argumentAt(key), operatorDimension(member(kwargs, key)))),
  ];
  return found.filter((one) => one !== undefined);

  function argumentAt(key: string): string {
    return configuration.at('architecture', 'arch_kwargs', key);
  }
}

/** The one value that is out of step, where there is just one and at least three contradict it. */
export function dimensionOutlier(configuration: Configuration): Outlier | undefined {
  const all = witnesses(configuration);
  for (const one of all) {
    const others = all.filter((other) => other !== one);
    const [first] = others;
    if (first === undefined || others.length < 3 || first.dimensions === one.dimensions) continue;
    if (others.some((other) => other.dimensions !== first.dimensions)) continue;
    return { ...one, others: others.map((other) => other.key), otherDimensions: first.dimensions };
  }
  return undefined;
}

function witness(key: string, at: string, dimensions: number | undefined): DimensionWitness | undefined {
  return dimensions === undefined ? undefined : { key, at, dimensions };
}

function lengthOf(value: JsonValue | undefined): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function commonLength(value: JsonValue | undefined): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const lengths = new Set(value.map(lengthOf));
  return lengths.size === 1 ? [...lengths][0] : undefined;
}

function operatorDimension(value: JsonValue | undefined): number | undefined {
  const found = typeof value === 'string' ? locateOperator(value) : undefined;
  if (found?.kind !== 'torch') return undefined;
  return convolutions.get(found.name) ?? normalizations.get(found.name)?.dimension ?? undefined;
}
