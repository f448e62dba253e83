import type { ArchitectureBlock } from './constructor-arguments.js';
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
import type { BlockName, Dimension } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import { isTrue, numberOf, type PythonValue } from './python-value.js';
import { bottleneckWidths, chosenBlock } from './residual-blocks.js';
import { checkConvolutionTotal } from './size-limit.js';
import { readStageLists, type StageLists } from './stage-lists.js';

/** What the steps of the constructor share. */
interface Construction {
  readonly block: ArchitectureBlock;
  readonly className: NetworkClassName;
  readonly isResidual: boolean;
  readonly operators: ReadonlyMap<OperatorArgument, Operator>;
  readonly lists: StageLists;
  /** `stem_channels`, where it is not null. */
  readonly stem: PythonValue | undefined;
  readonly log: ProblemLog;
}

/** What stands between the convolutions. */
interface LayerOperators {
  readonly dropout: OperatorResult<string>;
  readonly normalization: OperatorResult<Normalization>;
  readonly activation: OperatorResult<Activation>;
}

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
  const given = block.arguments.get('stem_channels');
  const stem = given?.kind === 'NoneType' ? undefined : given;
  const construction: Construction = { block, className, isResidual, operators, lists, stem, log };

  const conv = operators.get('conv_op') ?? { kind: 'null' };
  const dimension = convolutionDimension(block, conv, firstScalar(lists, isResidual), log);
  const { layers, blockName } = checkEncoder(construction);
  checkDecoder(lists, className, log);
  if (isResidual) checkInitialization(block, layers.normalization, log);
  for (const stride of lists.strides) checkStrideInForward(stride, log);

  const failed = log.problems.some(({ phase }) => phase === 'resolve' || phase === 'build');
  return failed || dimension === undefined
    ? undefined
    : describe(construction, { classPath, dimension, blockName, ...layers });
}

/** The stem comes first in residual networks; dropout, normalization and activation are made right after the first convolution. */
function checkEncoder(construction: Construction): { layers: LayerOperators; blockName: BlockName | null } {
  const { block, isResidual, operators, lists, stem, log } = construction;
  let layers: LayerOperators | undefined;
  let blockName: BlockName | null = null;
  if (isResidual) {
    const name = stem === undefined ? 'features_per_stage' : 'stem_channels';
    checkConvolution(stem ?? lists.features[0], lists.kernels[0], name, log, 1);
    layers = readLayers(construction);
  }
  for (let stage = 0; stage < lists.stages; stage++) {
    const count = lists.convs[stage];
    const check = isResidual ? checkBlockCount : checkConvolutionCount;
    if (count !== undefined) check(count, `An entry of ${lists.convsName}`, log);
    if (isResidual && stage === 0) blockName = chosenBlock(block, operators.get('block') ?? { kind: 'default' }, log);
    if (blockName === 'BottleneckD') bottleneckWidths(block, lists, stage, log);
    const isSeenInStem = isResidual && stage === 0 && stem === undefined;
    const widths = isSeenInStem || count === undefined ? 0 : numberOf(count);
    checkConvolution(lists.features[stage], lists.kernels[stage], 'features_per_stage', log, widths);
    layers ??= readLayers(construction);
  }
  return { layers: layers ?? readLayers(construction), blockName };
}

function readLayers({ block, operators, log }: Construction): LayerOperators {
  const use = (argument: OperatorArgument): OperatorUse => ({
    argument,
    operator: operators.get(argument) ?? { kind: 'default' },
    at: block.pathOf(argument),
    kwargs: block.arguments.get(`${argument}_kwargs`),
    kwargsAt: block.pathOf(`${argument}_kwargs`),
  });
  return {
    dropout: dropoutOf(use('dropout_op'), log),
    normalization: normalizationOf(use('norm_op'), log),
    activation: activationOf(use('nonlin'), log),
  };
}

/** The description of a network that can be built; `undefined` when an operator of it is foreign. */
function describe(
  { block, className, isResidual, lists, stem, log }: Construction,
  parts: LayerOperators & { classPath: string; dimension: Dimension; blockName: BlockName | null },
): NetworkDescription | undefined {
  const { classPath, dimension, blockName, dropout, normalization, activation } = parts;
  if (dropout === undefined || normalization === undefined || activation === undefined) return undefined;
  const features = lists.features.map(plainNumber);
  const stemChannels = stem === undefined ? (features[0] ?? 0) : plainNumber(stem);
  const hasBottlenecks = blockName === 'BottleneckD';
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
    convBias: isTrue(block.arguments.get('conv_bias')),
    normalization: normalization.value,
    dropout: dropout.value,
    activation: activation.value,
    activationFirst: !isResidual && isTrue(block.arguments.get('nonlin_first')),
    stemChannels: isResidual ? stemChannels : null,
    block: blockName,
    bottleneckChannels: hasBottlenecks
      ? features.map((_, stage) => bottleneckWidths(block, lists, stage, log).map(plainNumber))
      : null,
  };
}

/** The stem of residual networks has the scalar stride 1, and so has every convolution but the first of a stage. */
function firstScalar(lists: StageLists, isResidual: boolean): FirstScalar {
  const first = [lists.strides[0], lists.kernels[0]];
  if (isResidual || first.some((value) => value !== undefined && value.kind !== 'list')) return 'at once';
  return lists.convs.some((count) => numberOf(count) !== 1) ? 'later' : 'never';
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
