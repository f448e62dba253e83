import type { ArchitectureBlock } from './architecture.js';
import { convolutionDimension, type FirstScalar } from './convolution-operator.js';
import type { Activation, NetworkDescription, Normalization } from './description.js';
import {
  axisNumbers,
  checkBlockCount,
  checkConvolutionCount,
  checkFeatures,
  checkKernel,
  checkStrideInForward,
} from './entry-checks.js';
import type { NetworkClassName } from './network-class.js';
import {
  activationOf,
  dropoutOf,
  normalizationOf,
  type OperatorResult,
  type OperatorUse,
} from './operator-arguments.js';
import type { Operator, OperatorArgument } from './operator-lookup.js';
import { type ProblemLog, raises } from './problem.js';
import { isTruthy, numberOf, type PythonValue } from './python-value.js';
import { bottleneckWidths, chosenBlock } from './residual-blocks.js';
import { checkConvolutionTotal } from './size-limit.js';
import { readStageLists, type StageLists } from './stage-lists.js';

/**
 * Walks through the constructor of a network in its order and makes the checks that Python and torch make there
 * (dynamic_network_architectures 0.4.4: architectures/unet.py, building_blocks/*.py), then those of the weight initialization.
 * Goes on after a problem, so that all are found; the first in `log` is where nnU-Net stops.
 * @returns the network, or `undefined` when it cannot be built or an operator of it is foreign
 */
export function constructNetwork(
  block: ArchitectureBlock,
  className: NetworkClassName,
  operators: ReadonlyMap<OperatorArgument, Operator>,
  classPath: string,
  log: ProblemLog,
): NetworkDescription | undefined {
  const lists = readStageLists(block, className, log);
  if (lists === undefined || !checkConvolutionTotal([...lists.convs, ...lists.decoder], log)) return undefined;
  const isResidual = className !== 'PlainConvUNet';
  const dimension = convolutionDimension(
    block,
    operators.get('conv_op') ?? { kind: 'null' },
    firstScalar(lists, isResidual),
    log,
  );
  const use = (argument: OperatorArgument): OperatorUse => ({
    argument,
    operator: operators.get(argument) ?? { kind: 'default' },
    at: block.pathOf(argument),
    kwargs: block.arguments.get(`${argument}_kwargs`),
    kwargsAt: block.pathOf(`${argument}_kwargs`),
  });
  const layers: LayerOperators = { dropout: undefined, normalization: undefined, activation: undefined };
  const readLayers = (): void => {
    layers.dropout = dropoutOf(use('dropout_op'), log);
    layers.normalization = normalizationOf(use('norm_op'), log);
    layers.activation = activationOf(use('nonlin'), log);
  };
  const stem = block.arguments.get('stem_channels');
  const stemGiven = stem !== undefined && stem.kind !== 'NoneType' ? stem : undefined;
  if (isResidual) {
    checkConvolution(
      stemGiven ?? lists.features[0],
      lists.kernels[0],
      stemGiven ? 'stem_channels' : 'features_per_stage',
      log,
      1,
    );
  }
  if (isResidual) readLayers();
  const chosen = isResidual ? () => chosenBlock(block, operators.get('block') ?? { kind: 'default' }, log) : () => null;
  let kind: ReturnType<typeof chosen> = null;
  for (let stage = 0; stage < lists.stages; stage++) {
    const count = lists.convs[stage];
    if (count !== undefined)
      (isResidual ? checkBlockCount : checkConvolutionCount)(count, `An entry of ${lists.convsName}`, log);
    if (isResidual && stage === 0) kind = chosen();
    if (kind === 'BottleneckD') bottleneckWidths(block, lists, stage, log);
    const layers =
      isResidual && stage === 0 && stemGiven === undefined ? 0 : numberOf(count ?? { kind: 'NoneType', at: [] });
    checkConvolution(lists.features[stage], lists.kernels[stage], 'features_per_stage', log, layers);
    if (!isResidual && stage === 0) readLayers();
  }
  checkDecoder(lists, className, log);
  if (isResidual) checkInitialization(block, layers.normalization, log);
  const firstStride = lists.strides[0];
  for (const stride of firstStride === undefined ? [] : lists.strides) checkStrideInForward(stride, log);

  const { dropout, normalization, activation } = layers;
  const failed = log.problems.some(({ phase }) => phase === 'resolve' || phase === 'build');
  if (failed || dimension === undefined || !dropout || !normalization || !activation) return undefined;
  const features = lists.features.map(plainNumber);
  return {
    origin: block.origin,
    className,
    classPath,
    dimension,
    stages: lists.stages,
    featuresPerStage: features,
    kernelSizes: lists.kernels.map((kernel) => axisNumbers(kernel, dimension)),
    strides: lists.strides.map((stride) => axisNumbers(stride, dimension)),
    convsPerStage: lists.convs.map(plainNumber),
    convsPerStageDecoder: lists.decoder.map(plainNumber),
    convBias: isTruthy(block.arguments.get('conv_bias')),
    normalization: normalization.value,
    dropout: dropout.value,
    activation: activation.value,
    activationFirst: !isResidual && isTruthy(block.arguments.get('nonlin_first')),
    stemChannels: isResidual ? (stemGiven === undefined ? (features[0] ?? 0) : plainNumber(stemGiven)) : null,
    block: kind,
    bottleneckChannels:
      kind === 'BottleneckD'
        ? lists.features.map((_, stage) => bottleneckWidths(block, lists, stage, log).map(plainNumber))
        : null,
  };
}

/** The stem of residual networks has the scalar stride 1, and so has every convolution but the first of a stage. */
function firstScalar(lists: StageLists, isResidual: boolean): FirstScalar {
  const first = [lists.strides[0], lists.kernels[0]];
  if (isResidual || first.some((value) => value !== undefined && value.kind !== 'list')) return 'at once';
  return lists.convs.some((count) => numberOf(count) !== 1) ? 'later' : 'never';
}

interface LayerOperators {
  dropout: OperatorResult<string>;
  normalization: OperatorResult<Normalization>;
  activation: OperatorResult<Activation>;
}

function plainNumber(value: PythonValue): number {
  return numberOf(value) ?? Number.NaN;
}

/** One `ConvDropoutNormReLU`: the padding is computed from the kernel first, then the convolution makes its weight. */
function checkConvolution(
  features: PythonValue | undefined,
  kernel: PythonValue | undefined,
  name: string,
  log: ProblemLog,
  layers = 0,
): void {
  if (features !== undefined)
    checkFeatures(features, name === 'stem_channels' ? name : `An entry of ${name}`, log, layers);
  if (kernel !== undefined) checkKernel(kernel, 'An entry of kernel_sizes', log);
}

/** The decoder is built from the deepest level up; the strides become kernels of transposed convolutions there. */
function checkDecoder(lists: StageLists, className: NetworkClassName, log: ProblemLog): void {
  for (let level = 0; level < lists.stages - 1; level++) {
    const stride = lists.strides[lists.stages - 1 - level];
    if (stride !== undefined) checkKernel(stride, 'An entry of strides', log);
    const count = lists.decoder[level];
    if (count === undefined) continue;
    (className === 'ResidualUNet' ? checkBlockCount : checkConvolutionCount)(
      count,
      'An entry of n_conv_per_stage_decoder',
      log,
    );
  }
}

/**
 * The residual classes set weight and bias of the last normalization of each block to 0, so there must be both.
 * Source: initialization/weight_init.py, init_last_bn_before_add_to_0.
 */
function checkInitialization(block: ArchitectureBlock, result: OperatorResult<Normalization>, log: ProblemLog): void {
  if (result === undefined || result.value?.bias) return;
  const { value } = result;
  const text =
    value === null
      ? "'ConvDropoutNormReLU' object has no attribute 'norm'"
      : value.kind === 'Identity'
        ? "'Identity' object has no attribute 'weight'"
        : "'NoneType' object has no attribute 'fill_'";
  log.add({
    code: 'normalization-without-weights',
    phase: 'build',
    at: value === null || value.kind === 'Identity' ? block.pathOf('norm_op') : block.pathOf('norm_op_kwargs'),
    data: { found: value === null ? null : value.kind },
    message:
      value === null || value.kind === 'Identity'
        ? 'Residual networks initialize the weights of their normalization, and there is none; building the network stops there.'
        : 'Residual networks initialize weight and bias of their normalization; it needs "affine": true in norm_op_kwargs.',
    exception: raises('AttributeError', text),
  });
}
