import { isObject, type JsonValue, member } from '../../io/json/value.js';
import type { ResamplingNeed, Share } from '../plans/resampling-need.js';
import { nearMiss } from '../words/near-miss.js';

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

/** What a keyword argument of a resampling function takes. */
type ArgumentType =
  /** Python asks only whether it counts as true. */
  | 'anything'
  /** Order of a spline, 0 to 5, an `int`. */
  | 'spline order'
  | 'number'
  | 'int'
  | 'text';

interface ResamplingFunction {
  readonly name: string;
  readonly arguments: ReadonlyMap<string, ArgumentType>;
}

/**
 * Keyword arguments of the resampling functions that nnU-Net can call (preprocessing/resampling of 2.8.1). It calls each with an image,
 * a shape and two spacings, and passes the `…_kwargs` of the plans on.
 */
const resamplingFunctions: readonly ResamplingFunction[] = [
  {
    name: 'resample_data_or_seg_to_shape',
    arguments: new Map([
      ['is_seg', 'anything'],
      ['order', 'spline order'],
      ['order_z', 'spline order'],
      ['force_separate_z', 'anything'],
      ['separate_z_anisotropy_threshold', 'number'],
    ]),
  },
  {
    name: 'resample_torch_fornnunet',
    arguments: new Map([
      ['is_seg', 'anything'],
      ['num_threads', 'int'],
      ['device', 'text'],
      ['memefficient_seg_resampling', 'anything'],
      ['force_separate_z', 'anything'],
      ['separate_z_anisotropy_threshold', 'number'],
      ['mode', 'text'],
      ['aniso_axis_mode', 'text'],
    ]),
  },
  { name: 'no_resampling_hack', arguments: new Map() },
];

/** Arguments that nnU-Net itself passes by position: named in the plans they are there twice. */
const positionalArguments: ReadonlySet<string> = new Set(['data', 'new_shape', 'current_spacing', 'new_spacing']);

function resamplingFunction(name: string): ResamplingFunction | undefined {
  return resamplingFunctions.find((one) => one.name === name);
}
