/** What a keyword argument of a resampling function takes. */
export type ArgumentType =
  /** Python asks only whether it counts as true. */
  | 'anything'
  /** Order of a spline, 0 to 5, an `int`. */
  | 'spline order'
  | 'number'
  | 'int'
  | 'text';

export interface ResamplingFunction {
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
export const positionalArguments: ReadonlySet<string> = new Set([
  'data',
  'new_shape',
  'current_spacing',
  'new_spacing',
]);

export function resamplingFunction(name: string): ResamplingFunction | undefined {
  return resamplingFunctions.find((one) => one.name === name);
}
