import { roundHalfToEven } from '../values/numbers.js';

/**
 * Shape of a case after resampling: what `DefaultPreprocessor` writes.
 * @param shape voxels after cropping, axes in `transpose_forward` order
 * @param from spacing of the image in mm, same order
 * @param to spacing of the configuration in mm, same order and length
 * @returns voxels per axis, rounded half to even as Python's `round` does
 * Source: preprocessing/resampling/default_resampling.py, compute_new_shape
 */
export function resampledShape(
  shape: readonly number[],
  from: readonly number[],
  to: readonly number[],
): readonly number[] {
  return shape.map((voxels, axis) => roundHalfToEven(((from[axis] ?? Number.NaN) / (to[axis] ?? Number.NaN)) * voxels));
}

/**
 * The spacing that cases are resampled to, one entry per image axis.
 * A 2d configuration names two of three axes; each case keeps its own spacing along the first, so slices stay slices.
 * Source: preprocessing/preprocessors/default_preprocessor.py, run_case_npy
 * @param configured `spacing` of the configuration, in mm
 * @param own spacing of the case in mm, in `transpose_forward` order
 */
export function targetSpacing(configured: readonly number[], own: readonly number[]): readonly number[] {
  return configured.length < own.length ? [own[0] ?? Number.NaN, ...configured] : configured;
}

/** `values[order[i]]` for every i: a vector of the image's axes brought into `transpose_forward` order. */
export function transposed(values: readonly number[], order: readonly number[]): readonly number[] {
  return order.map((axis) => values[axis] ?? Number.NaN);
}
