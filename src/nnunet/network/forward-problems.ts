import { type NetworkDescription, pathOfField } from './description.js';
import { type ForwardPass, passForward, type Shape } from './forward-pass.js';
import { inOrderOfTraining, type NetworkProblem, ProblemLog, raises } from './problem.js';

export interface BatchOptions {
  /** Images per batch; BatchNorm needs more than one value per feature. Default 2. */
  readonly batchSize?: number;
  /** Whether the trainer compares outputs of all resolutions (nnU-Net's default). */
  readonly deepSupervision?: boolean;
}

/**
 * What goes wrong when a batch of this patch size goes through the network, is compared with its targets, and (after the training) is put back into a volume.
 * @param patchSize voxels per axis, as in plans
 */
export function forwardProblems(
  network: NetworkDescription,
  patchSize: readonly number[],
  { batchSize = 2, deepSupervision = true }: BatchOptions = {},
): NetworkProblem[] {
  const log = new ProblemLog();
  if (!isUsable(network, patchSize, deepSupervision, log)) return [...log.problems];
  const pass = passForward(network, patchSize, batchSize, log);
  const finished =
    log.problems.every(({ exception }) => exception === null) && pass.outputs.length === network.stages - 1;
  if (deepSupervision) checkTargets(network, patchSize, finished ? pass : undefined, log);
  else if (network.stages === 1) reportNoOutput(network, log);
  else if (finished) compare(network, patchSize, pass.outputs[0], patchSize, 0, log);
  if (finished) checkPrediction(network, patchSize, pass, log);
  return inOrderOfTraining(log.problems);
}

function isUsable(
  network: NetworkDescription,
  patchSize: readonly number[],
  deepSupervision: boolean,
  log: ProblemLog,
): boolean {
  for (const [axis, size] of patchSize.entries()) {
    if (Number.isInteger(size) && size >= 1) continue;
    log.add({
      code: 'patch-size-invalid',
      phase: 'forward',
      at: ['patch_size', axis],
      data: { axis, found: Number.isFinite(size) ? size : null },
      message: `patch_size[${axis}] is ${size}; a patch has a whole number of voxels, at least one.`,
      exception: null,
    });
  }
  if (patchSize.length !== network.dimension) {
    log.add({
      code: 'patch-dimension',
      // Deep supervision downsamples the segmentation before the network sees the image.
      phase: deepSupervision ? 'setup' : 'forward',
      at: ['patch_size'],
      data: { found: patchSize.length, expected: network.dimension },
      message: `patch_size has ${patchSize.length} axes and the network ${network.dimension}; loading the first batch stops there.`,
      exception: raises(deepSupervision ? 'AssertionError' : 'RuntimeError'),
    });
  }
  return log.isEmpty;
}

/**
 * Deep supervision compares every output but the lowest (its weight is 0) with the segmentation downsampled by the strides so far.
 * Sizes of the targets are `round(patch / strides)`, half to even; a size of 0 cannot be made.
 */
function checkTargets(
  network: NetworkDescription,
  patch: readonly number[],
  pass: ForwardPass | undefined,
  log: ProblemLog,
): void {
  const scales = new Array<number>(network.dimension).fill(1);
  const outputs = network.stages - 1;
  for (let index = 0; index < outputs; index++) {
    const stride = network.strides[index] ?? [];
    // What is no vector is reported where the configuration is read.
    if (stride.length !== network.dimension) return;
    const bad = stride.findIndex((step) => !(step >= 1));
    if (bad >= 0) {
      reportNoScale(network, index, bad, stride[bad] ?? 0, log);
      return;
    }
    for (const [axis, step] of stride.entries()) scales[axis] = (scales[axis] ?? 1) * step;
    const target = patch.map((size, axis) => roundHalfToEven(size * (1 / (scales[axis] ?? 1))));
    const empty = target.findIndex((size) => size < 1);
    if (empty >= 0) {
      reportNoTarget(patch, empty, index, log);
      return;
    }
    const isCompared = index < outputs - 1 || outputs === 1;
    if (pass !== undefined && isCompared) compare(network, patch, pass.outputs[index], target, index, log);
  }
}

function reportNoOutput(network: NetworkDescription, log: ProblemLog): void {
  log.add({
    code: 'too-few-stages',
    phase: 'forward',
    at: pathOfField(network, 'stages'),
    data: { stages: 1 },
    message: 'A network of one stage has no segmentation output; the first batch stops there.',
    exception: raises('IndexError', 'list index out of range'),
  });
}

/** Scales are 1 / strides: infinite for a stride of 0, negative for a negative one. */
function reportNoScale(network: NetworkDescription, stage: number, axis: number, step: number, log: ProblemLog): void {
  // What is no number is reported where the configuration is read.
  if (Number.isNaN(step)) return;
  log.add({
    code: 'stride-not-positive',
    phase: 'setup',
    at: [...pathOfField(network, 'strides', stage), axis],
    data: { found: step },
    message: `A stride of ${step} goes nowhere; loading the first batch stops when the segmentation is downsampled.`,
    exception: raises(step === 0 ? 'OverflowError' : 'RuntimeError'),
  });
}

function reportNoTarget(patch: readonly number[], axis: number, stage: number, log: ProblemLog): void {
  log.add({
    code: 'patch-too-small',
    phase: 'setup',
    at: ['patch_size', axis],
    data: { axis, size: patch[axis] ?? 0, left: 0 },
    message: `Nothing is left of ${patch[axis] ?? 0} voxels along axis ${axis} when the segmentation is downsampled to stage ${stage}; loading the first batch stops there.`,
    exception: raises('RuntimeError'),
  });
}

function compare(
  network: NetworkDescription,
  patch: readonly number[],
  output: Shape | undefined,
  target: Shape,
  stage: number,
  log: ProblemLog,
): void {
  if (output === undefined || target.every((size, axis) => size === output[axis])) return;
  log.add({
    code: 'output-not-target-size',
    phase: 'loss',
    at: pathOfField(network, 'kernelSizes', stage),
    data: { stage, output: [...output], target: [...target] },
    message: `For a patch of ${patch.join(' × ')} the output of stage ${stage} is ${output.join(' × ')}, its target ${target.join(' × ')}; the loss cannot compare them.`,
    exception: raises('RuntimeError'),
  });
}

/** The sliding window adds each prediction to a region of the size of the patch (inference/predict_from_raw_data.py). */
function checkPrediction(
  network: NetworkDescription,
  patch: readonly number[],
  pass: ForwardPass,
  log: ProblemLog,
): void {
  // Prediction goes image by image; normalization without running statistics then needs more than one voxel.
  const norm = network.normalization;
  const usesBatch = norm?.kind.endsWith('BatchNorm') === true && !norm.trackRunningStats;
  if (usesBatch) passForward(network, patch, 1, log, 'inference');
  const output = pass.outputs[0];
  if (output === undefined || patch.every((size, axis) => size === output[axis])) return;
  const strided = (network.strides[0] ?? []).some((step) => step !== 1);
  log.add({
    code: 'output-not-patch-size',
    phase: 'inference',
    at: strided ? pathOfField(network, 'strides', 0) : pathOfField(network, 'kernelSizes', 0),
    data: { output: [...output], patch: [...patch] },
    message: `The prediction for a patch of ${patch.join(' × ')} is ${output.join(' × ')}; nnU-Net stops when it puts it into the volume, at the validation after the last epoch.`,
    exception: raises('RuntimeError'),
  });
}

/** Python's `round`. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
