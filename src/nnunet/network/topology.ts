import { smallest } from '../values/numbers.js';
/** Strides and kernels per stage, as the planner chooses them. */
export interface Topology {
  readonly strides: readonly (readonly number[])[];
  readonly kernels: readonly (readonly number[])[];
}

/** Feature maps are not made smaller than this many voxels (UNet_featuremap_min_edge_length). */
const leastEdge = 4;

/**
 * The topology that nnU-Net's planner gives to a patch: axes are halved while they are long enough and their spacing is within a factor of two of the
 * finest, so that features become isotropic; a kernel spans an axis once its spacing is within that factor.
 * @param spacing mm, in working axis order
 * @param patchSize voxels, same order and length
 * Source: experiment_planning/experiment_planners/network_topology.py, get_pool_and_conv_props
 */
export function plannedTopology(spacing: readonly number[], patchSize: readonly number[]): Topology {
  const axes = [...spacing.keys()];
  const current = [...spacing];
  const size = [...patchSize];
  const kernel = axes.map(() => 1);
  const strides = [axes.map(() => 1)];
  const kernels: number[][] = [];
  const spacingOf = (axis: number) => current[axis] ?? Number.NaN;
  const sizeOf = (axis: number) => size[axis] ?? 0;
  for (;;) {
    const long = axes.filter((axis) => sizeOf(axis) >= 2 * leastEdge);
    const finest = smallest(long.map(spacingOf));
    const pooled = long.filter((axis) => spacingOf(axis) / finest < 2);
    const [only] = pooled;
    if (only === undefined || (pooled.length === 1 && sizeOf(only) < 3 * leastEdge)) break;
    const finestOfAll = smallest(current);
    for (const axis of axes) if (spacingOf(axis) / finestOfAll < 2) kernel[axis] = 3;
    for (const axis of pooled) {
      current[axis] = spacingOf(axis) * 2;
      size[axis] = Math.ceil(sizeOf(axis) / 2);
    }
    const halved = new Set(pooled);
    strides.push(axes.map((axis) => (halved.has(axis) ? 2 : 1)));
    kernels.push([...kernel]);
  }
  return { strides, kernels: [...kernels, axes.map(() => 3)] };
}
