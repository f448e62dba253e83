import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { resampledShape, targetSpacing, transposed } from './resampled-shape.js';

/** What a case's `.pkl` tells of it from before resampling. */
export interface CroppedCase {
  /** mm, in the order of the image's own axes. */
  readonly spacing?: readonly number[] | undefined;
  /** voxels, axes in `transpose_forward` order */
  readonly shapeAfterCropping?: readonly number[] | undefined;
}

/** Functions that do what their name says only to the shape that they are asked for (preprocessing/resampling). */
const shapeKeeping = new Set(['no_resampling_data_or_seg_to_shape', 'no_resampling_hack']);

/**
 * Voxels per axis that a configuration gives to a case, and the spacing in mm that they have; axes in `transpose_forward` order.
 * @returns `undefined` where the plans, the case or the preprocessor do not let it be told
 */
export function expectedCaseShape(
  plans: Plans,
  configuration: Configuration,
  { spacing, shapeAfterCropping }: CroppedCase,
): { readonly voxels: readonly number[]; readonly spacing: readonly number[] } | undefined {
  const order = plans.transposeForward;
  const wanted = configuration.spacing;
  if (spacing?.length !== 3 || shapeAfterCropping?.length !== 3 || order?.length !== 3 || wanted === undefined) {
    return undefined;
  }
  if (configuration.get('preprocessor_name') !== 'DefaultPreprocessor') return undefined;
  if (shapeKeeping.has(String(configuration.get('resampling_fn_data')))) return undefined;
  const own = transposed(spacing, order);
  const target = targetSpacing(wanted, own);
  const voxels = resampledShape(shapeAfterCropping, own, target);
  return target.length === 3 && voxels.every(Number.isFinite) ? { voxels, spacing: target } : undefined;
}
