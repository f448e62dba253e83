import { isObject, type JsonObject } from '../../io/json/value.js';
import type { Side } from './field-change.js';

/** What torch's layers take where their arguments are silent (torch/nn/modules/{instancenorm,batchnorm,activation,dropout}.py). */
const ofLayers: readonly (readonly [layer: RegExp, defaults: JsonObject])[] = [
  [/\.InstanceNorm\dd$/, { eps: 1e-5, momentum: 0.1, affine: false, track_running_stats: false }],
  [/\.BatchNorm\dd$/, { eps: 1e-5, momentum: 0.1, affine: true, track_running_stats: true }],
  [/\.LeakyReLU$/, { negative_slope: 0.01, inplace: false }],
  [/\.ReLU$/, { inplace: false }],
  [/\.Dropout\dd$/, { p: 0.5, inplace: false }],
];

/** nnunetv2/preprocessing/resampling/default_resampling.py, resample_data_or_seg_to_shape */
const ofResampling: JsonObject = {
  is_seg: false,
  order: 3,
  order_z: 0,
  force_separate_z: false,
  separate_z_anisotropy_threshold: 3,
};

export function layerDefaults(layer: string): JsonObject | undefined {
  return ofLayers.find(([pattern]) => pattern.test(layer))?.[1];
}

export function resamplingDefaults(name: string): JsonObject | undefined {
  return name === 'resample_data_or_seg_to_shape' ? ofResampling : undefined;
}

/** Both sides' arguments with defaults filled in, when both are arguments of the same thing and its defaults are known. */
export function filledIn(
  sides: readonly [Side, Side],
  owners: readonly [unknown, unknown],
  defaultsOf: (owner: string) => JsonObject | undefined,
): readonly [Side, Side] {
  const [owner] = owners;
  const defaults = typeof owner === 'string' && owner === owners[1] ? defaultsOf(owner) : undefined;
  return defaults === undefined ? sides : [filled(sides[0], defaults), filled(sides[1], defaults)];
}

function filled(side: Side, defaults: JsonObject): Side {
  const written = side.value ?? {};
  if (!isObject(written)) return side;
  const value = Object.fromEntries([...Object.entries(defaults), ...Object.entries(written)]);
  const isMade = side.isMade === true || new Set(Object.keys(defaults).filter((key) => !Object.hasOwn(written, key)));
  return { ...side, value, isMade };
}
