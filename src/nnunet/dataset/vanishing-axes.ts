import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { expectedCaseShape } from './expected-case-shape.js';
import type { ImageGeometry } from './image-geometry.js';
import { transposed } from './resampled-shape.js';

/** An axis along which an image has no voxel left. */
export interface VanishingAxis {
  /** Counted in `transpose_forward` order. */
  readonly axis: number;
  readonly voxels: number;
  /** mm; of the image, and of the configuration. */
  readonly from: number;
  readonly to: number;
}

/**
 * The axes of an image that resampling rounds down to no voxel at all. Cropping, which is not known here, only makes the image smaller.
 * @returns none where the geometry or the plans do not tell
 * Source: preprocessing/preprocessors/default_preprocessor.py, run_case_npy
 */
export function vanishingAxes(
  plans: Plans,
  configuration: Configuration,
  { shape, spacing }: Pick<ImageGeometry, 'shape' | 'spacing'>,
): readonly VanishingAxis[] {
  const order = plans.transposeForward;
  if (order === undefined || spacing === undefined) return [];
  const own = transposed(shape, order);
  const resampled = expectedCaseShape(plans, configuration, { spacing, shapeAfterCropping: own });
  if (resampled === undefined) return [];
  return [...resampled.voxels.keys()]
    .filter((axis) => resampled.voxels[axis] === 0)
    .map((axis) => ({
      axis,
      voxels: own[axis] ?? 0,
      from: transposed(spacing, order)[axis] ?? 0,
      to: resampled.spacing[axis] ?? 0,
    }));
}
