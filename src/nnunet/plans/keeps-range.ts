import { isObject, member } from '../../io/json/value.js';
import type { Configuration } from './configuration.js';

/** Ways of torch to interpolate that give a mean of neighbours. */
const meansOfNeighbours: readonly unknown[] = [undefined, 'linear', 'nearest', 'nearest-exact'];

/**
 * Whether what resamples the images leaves no value beyond the least and the greatest that were there before. skimage's `resize` clips to them whatever
 * the order of the spline; `map_coordinates`, which resamples a coarse axis apart, does not, but its order is 0 in all plans of nnU-Net's own.
 * Source: preprocessing/resampling/default_resampling.py, resample_torch.py
 */
export function keepsRange(configuration: Configuration): boolean {
  if (configuration.get('preprocessor_name') !== 'DefaultPreprocessor') return false;
  const written = configuration.get('resampling_fn_data_kwargs');
  const argument = (name: string) => (isObject(written) ? member(written, name) : undefined);
  switch (configuration.get('resampling_fn_data')) {
    case 'resample_data_or_seg_to_shape': {
      const order = argument('order_z') ?? 0;
      return order === 0 || order === 1;
    }
    case 'resample_torch_fornnunet':
      return ['mode', 'aniso_axis_mode'].every((name) => meansOfNeighbours.includes(argument(name)));
    case 'no_resampling_hack':
      return true;
    default:
      return false;
  }
}
