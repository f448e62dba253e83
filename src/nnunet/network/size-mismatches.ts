import { type NetworkDescription, pathOfField } from './description.js';
import { type ProblemLog, type PythonException, raises } from './problem.js';

type Size = readonly number[];

/** A skip connection is concatenated with the upsampled features: all axes must agree exactly. */
export function reportConcatenation(
  network: NetworkDescription,
  patch: Size,
  upsampled: Size,
  skip: Size,
  log: ProblemLog,
): void {
  const axes = [...skip.keys()].filter((axis) => upsampled[axis] !== skip[axis]);
  const first = axes[0];
  if (first === undefined) return;
  const exception = raises(
    'RuntimeError',
    `Sizes of tensors must match except in dimension 1. Expected size ${upsampled[first]} but got size ${skip[first]} for tensor number 1 in the list.`,
  );
  for (const axis of axes) reportAxis(network, patch, axis, exception, log);
}

/**
 * A residual is added in place: an axis of it may be 1 (it is repeated), otherwise the axes must agree.
 * torch compares from the last axis to the first.
 */
export function reportResidual(
  network: NetworkDescription,
  patch: Size,
  stage: number,
  size: Size,
  residual: Size,
  log: ProblemLog,
): void {
  const axes = [...size.keys()].filter((axis) => residual[axis] !== size[axis] && residual[axis] !== 1);
  const named = axes.filter((axis) => size[axis] !== 1).at(-1);
  if (axes.length === 0) return;
  const exception = raises(
    'RuntimeError',
    named === undefined
      ? null
      : `The size of tensor a (${size[named]}) must match the size of tensor b (${residual[named]}) at non-singleton dimension ${named + 2}`,
  );
  for (const axis of axes) {
    const even = (network.kernelSizes[stage]?.[axis] ?? 1) % 2 === 0;
    if (even) reportEvenKernel(network, stage, axis, exception, log);
    else reportAxis(network, patch, axis, exception, log);
  }
}

/** Says of an axis why its sizes do not meet again: the patch is no multiple of the strides, or else a kernel is even. */
function reportAxis(
  network: NetworkDescription,
  patch: Size,
  axis: number,
  exception: PythonException,
  log: ProblemLog,
): void {
  const size = patch[axis] ?? 0;
  const divisor = network.strides.reduce(
    (product, stride) => product * (stride[stride.length === 1 ? 0 : axis] ?? 1),
    1,
  );
  const stage = network.kernelSizes.findIndex((kernel) => (kernel[axis] ?? 1) % 2 === 0);
  if (size % divisor === 0 && stage >= 0) {
    reportEvenKernel(network, stage, axis, exception, log);
    return;
  }
  const lower = Math.floor(size / divisor) * divisor;
  log.add({
    code: 'patch-not-divisible',
    phase: 'forward',
    at: ['patch_size', axis],
    data: { axis, size, divisor, lower, upper: lower + divisor },
    message: `patch_size[${axis}] is ${size}, but the strides along this axis multiply to ${divisor}; the halves of the network do not fit together and the first batch stops.`,
    exception,
  });
}

function reportEvenKernel(
  network: NetworkDescription,
  stage: number,
  axis: number,
  exception: PythonException,
  log: ProblemLog,
): void {
  const kernel = network.kernelSizes[stage]?.[axis] ?? 0;
  log.add({
    code: 'even-kernel',
    phase: 'forward',
    at: pathOfField(network, 'kernelSizes', stage, axis),
    data: { stage, axis, kernel },
    message: `A kernel of ${kernel} voxels makes its output one voxel smaller (padding is (kernel − 1) / 2); skip connections no longer fit and the first batch stops.`,
    exception,
  });
}
