/**
 * The module classes of `torch.nn`, by the file of `torch.nn.modules` that defines them (torch 2.14; the names in use here are the same since 1.10).
 * Source: torch/nn/modules/*.py. A class is found as `torch.nn.X`, `torch.nn.modules.X` and `torch.nn.modules.<file>.X`.
 */
const classesByFile: ReadonlyMap<string, string> = new Map([
  [
    'activation',
    'Threshold ReLU RReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU SELU GLU GELU Hardshrink LeakyReLU LogSigmoid Softplus Softshrink MultiheadAttention PReLU Softsign Tanhshrink Softmin Softmax Softmax2d LogSoftmax',
  ],
  ['adaptive', 'AdaptiveLogSoftmaxWithLoss'],
  ['batchnorm', 'BatchNorm1d LazyBatchNorm1d BatchNorm2d LazyBatchNorm2d BatchNorm3d LazyBatchNorm3d SyncBatchNorm'],
  ['channelshuffle', 'ChannelShuffle'],
  ['container', 'Container Sequential ModuleList ModuleDict ParameterList ParameterDict'],
  [
    'conv',
    'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d',
  ],
  ['distance', 'PairwiseDistance CosineSimilarity'],
  ['dropout', 'Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout'],
  ['flatten', 'Flatten Unflatten'],
  ['fold', 'Fold Unfold'],
  [
    'instancenorm',
    'InstanceNorm1d LazyInstanceNorm1d InstanceNorm2d LazyInstanceNorm2d InstanceNorm3d LazyInstanceNorm3d',
  ],
  ['lazy', ''],
  ['linear', 'Identity Linear Bilinear LazyLinear'],
  [
    'loss',
    'L1Loss NLLLoss NLLLoss2d PoissonNLLLoss GaussianNLLLoss KLDivLoss MSELoss BCELoss BCEWithLogitsLoss HingeEmbeddingLoss MultiLabelMarginLoss SmoothL1Loss HuberLoss SoftMarginLoss CrossEntropyLoss LinearCrossEntropyLoss MultiLabelSoftMarginLoss CosineEmbeddingLoss MarginRankingLoss MultiMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss CTCLoss',
  ],
  ['module', 'Module'],
  ['normalization', 'LocalResponseNorm CrossMapLRN2d LayerNorm GroupNorm RMSNorm'],
  [
    'padding',
    'CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d',
  ],
  ['pixelshuffle', 'PixelShuffle PixelUnshuffle'],
  [
    'pooling',
    'MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d',
  ],
  ['rnn', 'RNNBase RNN LSTM GRU RNNCellBase RNNCell LSTMCell GRUCell'],
  ['sparse', 'Embedding EmbeddingBag'],
  [
    'transformer',
    'Transformer TransformerEncoder TransformerDecoder TransformerEncoderLayer TransformerDecoderLayer MultiheadAttention ModuleList Dropout Linear LayerNorm',
  ],
  ['upsampling', 'Upsample UpsamplingNearest2d UpsamplingBilinear2d'],
  ['utils', ''],
]);

/** Attributes of `torch.nn` that are no module classes; what stands below them is not listed here. */
const otherAttributesOfNn: ReadonlySet<string> = new Set(
  'Buffer DataParallel Parameter UninitializedBuffer UninitializedParameter attention backends common_types cpp factory_kwargs functional grad init intrinsic parallel parameter qat quantizable quantized utils'.split(
    ' ',
  ),
);

/** What a file of `torch.nn.modules` imports besides its own classes. */
const importedIntoFiles: ReadonlySet<string> = new Set(['F', 'Module', 'Parameter', 'Tensor', 'init', 'torch']);

const fileClasses: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...classesByFile].map(([file, names]) => [file, new Set(names.split(' ').filter(Boolean))]),
);

/** Every module class of `torch.nn`. */
export const torchModuleClasses: ReadonlySet<string> = new Set(
  [...fileClasses.values()].flatMap((names) => [...names]),
);

/** What Python finds under a dotted name that starts with `torch`. */
export type TorchLookup =
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'module' }
  /** No such attribute: `pydoc.locate` returns None. */
  | { readonly kind: 'none' }
  /** Something that is not listed here. */
  | { readonly kind: 'unlisted' };

/** Looks up the parts of a dotted name below `torch` (without the leading `torch` itself). */
export function lookUpInTorch(parts: readonly string[]): TorchLookup {
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: 'module' };
  if (first !== 'nn') return torchModuleClasses.has(first) ? { kind: 'none' } : { kind: 'unlisted' };
  return rest[0] === 'modules'
    ? lookUpInModules(rest.slice(1))
    : lookUpClass(rest, otherAttributesOfNn, torchModuleClasses);
}

function lookUpInModules(parts: readonly string[]): TorchLookup {
  const names = fileClasses.get(parts[0] ?? '');
  return names === undefined
    ? lookUpClass(parts, new Set(['rms_norm']), torchModuleClasses)
    : lookUpClass(parts.slice(1), importedIntoFiles, names);
}

function lookUpClass(parts: readonly string[], others: ReadonlySet<string>, classes: ReadonlySet<string>): TorchLookup {
  const [name, ...below] = parts;
  if (name === undefined) return { kind: 'module' };
  if (!classes.has(name)) return { kind: others.has(name) ? 'unlisted' : 'none' };
  return below.length === 0 ? { kind: 'class', name } : { kind: 'unlisted' };
}

/** The names under which a class of `torch.nn` can be written in plans, the planners' own spelling (`torch.nn.modules.<file>.X`) first. */
export function torchAliases(name: string): string[] {
  const file = [...fileClasses].find(([, names]) => names.has(name))?.[0];
  return file === undefined ? [] : [`torch.nn.modules.${file}.${name}`, `torch.nn.${name}`, `torch.nn.modules.${name}`];
}
