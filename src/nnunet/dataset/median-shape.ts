import type { JsonValue } from '../../io/json/value.js';
import { median } from '../values/numbers.js';
import { caseGeometries } from './fingerprint.js';
import { resampledShape, transposed } from './resampled-shape.js';

/**
 * Median shape of the cases after resampling: `median_image_size_in_voxels` as the planner computes it for a full resolution.
 * @param spacing mm, in working axis order; two numbers for a 2d configuration, whose slices count for nothing
 * @returns voxels, as many numbers as `spacing`; `undefined` where the fingerprint does not tell
 * Source: experiment_planning/experiment_planners/default_experiment_planner.py, plan_experiment
 */
export function medianShape(
  fingerprint: JsonValue | undefined,
  transposeForward: readonly number[],
  spacing: readonly number[],
): readonly number[] | undefined {
  const cases = caseGeometries(fingerprint);
  if (cases === undefined || cases.length === 0 || transposeForward.length !== 3) return undefined;
  const skipped = 3 - spacing.length;
  const shapes = cases.map((one) => {
    const shape = transposed(one.shape, transposeForward).slice(skipped);
    const own = transposed(one.spacing, transposeForward).slice(skipped);
    return resampledShape(shape, own, spacing);
  });
  return spacing.map((_, axis) => median(shapes.map((shape) => shape[axis] ?? Number.NaN)));
}
