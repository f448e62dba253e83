import { lookUpInTorch, torchModuleClasses } from './torch-names.js';

export type Dimension = 1 | 2 | 3;

/** Convolutions that dynamic_network_architectures accepts (building_blocks/helper.py, convert_conv_op_to_dim). */
export const convolutions: ReadonlyMap<string, Dimension> = new Map([
  ['Conv1d', 1],
  ['Conv2d', 2],
  ['Conv3d', 3],
]);

export type NormalizationKind = 'InstanceNorm' | 'BatchNorm' | 'SyncBatchNorm' | 'Identity';

/** Normalizations whose parameters are predicted; `dimension` is what their input must have. */
export const normalizations: ReadonlyMap<string, { kind: NormalizationKind; dimension: Dimension | null }> = new Map([
  ['InstanceNorm1d', { kind: 'InstanceNorm', dimension: 1 }],
  ['InstanceNorm2d', { kind: 'InstanceNorm', dimension: 2 }],
  ['InstanceNorm3d', { kind: 'InstanceNorm', dimension: 3 }],
  ['BatchNorm1d', { kind: 'BatchNorm', dimension: 1 }],
  ['BatchNorm2d', { kind: 'BatchNorm', dimension: 2 }],
  ['BatchNorm3d', { kind: 'BatchNorm', dimension: 3 }],
  ['SyncBatchNorm', { kind: 'SyncBatchNorm', dimension: null }],
  ['Identity', { kind: 'Identity', dimension: null }],
]);

/** Dropouts; `dimension` where torch refuses inputs of more. */
export const dropouts: ReadonlySet<string> = new Set([
  'Dropout',
  'Dropout1d',
  'Dropout2d',
  'Dropout3d',
  'AlphaDropout',
  'FeatureAlphaDropout',
]);

/**
 * Activations that keep the shape of their input, with the names of their numeric arguments and whether they take `inplace`.
 * PReLU alone has weights. Source: torch/nn/modules/activation.py.
 */
export const activations: ReadonlyMap<string, { numbers: readonly string[]; inplace: boolean }> = new Map([
  ['CELU', { numbers: ['alpha'], inplace: true }],
  ['ELU', { numbers: ['alpha'], inplace: true }],
  ['GELU', { numbers: [], inplace: false }],
  ['Hardshrink', { numbers: ['lambd'], inplace: false }],
  ['Hardsigmoid', { numbers: [], inplace: true }],
  ['Hardswish', { numbers: [], inplace: true }],
  ['LeakyReLU', { numbers: ['negative_slope'], inplace: true }],
  ['LogSigmoid', { numbers: [], inplace: false }],
  ['Mish', { numbers: [], inplace: true }],
  ['PReLU', { numbers: [], inplace: false }],
  ['ReLU', { numbers: [], inplace: true }],
  ['ReLU6', { numbers: [], inplace: true }],
  ['RReLU', { numbers: ['lower', 'upper'], inplace: true }],
  ['SELU', { numbers: [], inplace: true }],
  ['SiLU', { numbers: [], inplace: true }],
  ['Sigmoid', { numbers: [], inplace: false }],
  ['Softplus', { numbers: ['beta', 'threshold'], inplace: false }],
  ['Softshrink', { numbers: ['lambd'], inplace: false }],
  ['Softsign', { numbers: [], inplace: false }],
  ['Tanh', { numbers: [], inplace: false }],
  ['Tanhshrink', { numbers: [], inplace: false }],
]);

export type BlockName = 'BasicBlockD' | 'BottleneckD';

const blockNames: ReadonlySet<string> = new Set<BlockName>(['BasicBlockD', 'BottleneckD']);

/** Modules of dynamic_network_architectures 0.4.4 in which both residual blocks are found. */
const modulesWithBlocks: ReadonlySet<string> = new Set([
  'dynamic_network_architectures.building_blocks.residual',
  'dynamic_network_architectures.building_blocks.residual_encoders',
  'dynamic_network_architectures.architectures.unet',
  'dynamic_network_architectures.architectures.resnet',
  'dynamic_network_architectures.initialization.weight_init',
]);

/** What `pydoc.locate` makes of a name in plans. */
export type LocatedOperator =
  /** A class of `torch.nn`. */
  | { readonly kind: 'torch'; readonly name: string }
  | { readonly kind: 'block'; readonly name: BlockName }
  /** None, without a word: nnU-Net then builds the network without this operator, or fails. */
  | { readonly kind: 'none' }
  /** A Python module, not a class. */
  | { readonly kind: 'module' }
  /** Not decidable here: a package of the user's, or a corner of torch that is not listed. */
  | { readonly kind: 'foreign' };

/**
 * What `pydoc.locate(name)` returns in nnU-Net's own environment (nnunetv2/utilities/get_network_from_plans.py).
 * Empty parts are skipped, so `torch.nn..Conv3d` is found; a wrong letter or a trailing space is not.
 * A name of one part is looked up among top-level modules and builtins: `InstanceNorm3d` is neither.
 */
export function locateOperator(name: string): LocatedOperator {
  const parts = name.split('.').filter((part) => part !== '');
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: 'module' };
  if (first === 'torch') {
    const found = lookUpInTorch(rest);
    if (found.kind === 'class') return { kind: 'torch', name: found.name };
    return found.kind === 'unlisted' ? { kind: 'foreign' } : found;
  }
  const last = rest.at(-1);
  if (last === undefined) return topLevelNames.has(first) ? { kind: 'foreign' } : { kind: 'none' };
  const isKnownBlock = blockNames.has(last) && modulesWithBlocks.has(parts.slice(0, -1).join('.'));
  if (isKnownBlock) return { kind: 'block', name: last === 'BottleneckD' ? 'BottleneckD' : 'BasicBlockD' };
  // A misspelt `torch.nn.Conv3d` is nobody's package.
  const isMisspelt = torchModuleClasses.has(last) && (first === 'nn' || parts[1] === 'nn');
  return isMisspelt ? { kind: 'none' } : { kind: 'foreign' };
}

/** Builtins of Python and top-level modules of nnU-Net's installation that a name of one part could mean. */
const topLevelNames: ReadonlySet<string> = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir ' +
    'divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance ' +
    'issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed ' +
    'round set setattr slice sorted staticmethod str sum super tuple type vars zip ' +
    'dynamic_network_architectures nnunetv2 numpy scipy torchvision timm einops math os sys random'
  ).split(' '),
);
