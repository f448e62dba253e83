import { isObject, type JsonValue, member } from '../../io/json/value.js';
import type { ResamplingNeed, Share } from '../plans/resampling-need.js';
import { nearMiss } from '../words/near-miss.js';
import { type ArgumentType, positionalArguments, resamplingFunction } from './resampling-functions.js';

export type ArgumentFault =
  /** The function has no such argument. */
  | { readonly kind: 'unknown'; readonly name: string; readonly meant: string | undefined }
  /** nnU-Net passes it itself. */
  | { readonly kind: 'given twice'; readonly name: string }
  /** The function cannot calculate with it. */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly found: JsonValue;
      readonly expected: string;
      /** For how many cases it is looked at. */
      readonly used: Share;
    };

const expectations: Readonly<Partial<Record<ArgumentType, string>>> = {
  'spline order': 'a whole number from 0 to 5, written without a decimal point',
  int: 'a whole number, written without a decimal point',
  number: 'a number',
};

/**
 * Faults in the `…_kwargs` of a resampling function that comes with nnU-Net; nothing about functions of forks.
 * @param isFloat whether an argument is written as a Python float
 * @param need asked only about a fault: it looks at every case of the dataset
 */
export function resamplingArgumentFaults(
  functionName: string,
  kwargs: JsonValue | undefined,
  isFloat: (argument: string) => boolean,
  need: () => ResamplingNeed,
): readonly ArgumentFault[] {
  const known = resamplingFunction(functionName)?.arguments;
  if (known === undefined || !isObject(kwargs)) return [];
  return Object.keys(kwargs).flatMap((name): ArgumentFault[] => {
    if (positionalArguments.has(name)) return [{ kind: 'given twice', name }];
    const type = known.get(name);
    if (type === undefined) return [{ kind: 'unknown', name, meant: nearMiss(name, known.keys()) }];
    const found = member(kwargs, name) ?? null;
    const expected = expectations[type];
    if (expected === undefined || fits(type, name, found, isFloat)) return [];
    return [{ kind: 'value', name, found, expected, used: useOf(name, kwargs, need()) }];
  });
}

function fits(type: ArgumentType, name: string, found: JsonValue, isFloat: (argument: string) => boolean): boolean {
  // scikit-image has an order of its own for None; scipy, which resamples between slices, has not.
  if (found === null) return name === 'order';
  if (typeof found === 'boolean') return true;
  if (typeof found !== 'number') return false;
  if (type === 'number') return true;
  return Number.isInteger(found) && (type === 'int' || (found >= 0 && found <= 5)) && !isFloat(name);
}

function useOf(name: string, kwargs: JsonValue, need: ResamplingNeed): Share {
  if (name === 'order_z') return need.betweenSlices;
  // The threshold is compared with before anything else, but only where the spacings are to decide.
  if (name === 'separate_z_anisotropy_threshold') return member(kwargs, 'force_separate_z') === null ? 'all' : 'none';
  return need.resampled;
}
