export type NetworkClassName = 'PlainConvUNet' | 'ResidualEncoderUNet' | 'ResidualUNet';

interface Parameter {
  readonly name: string;
  readonly required: boolean;
}

/** `*` marks the arguments that have a default. Order as in the source, which is the order of Python's messages. */
function parameters(text: string): readonly Parameter[] {
  return text.split(' ').map((name) => ({ name: name.replace('*', ''), required: !name.endsWith('*') }));
}

const shared =
  'conv_bias* norm_op* norm_op_kwargs* dropout_op* dropout_op_kwargs* nonlin* nonlin_kwargs* deep_supervision*';

const plain = parameters(
  `input_channels n_stages features_per_stage conv_op kernel_sizes strides n_conv_per_stage num_classes n_conv_per_stage_decoder ${shared} nonlin_first*`,
);
const residual = parameters(
  `input_channels n_stages features_per_stage conv_op kernel_sizes strides n_blocks_per_stage num_classes n_conv_per_stage_decoder ${shared} block* bottleneck_channels* stem_channels*`,
);

/** Constructor arguments of the networks that plans describe (dynamic_network_architectures 0.4.4, architectures/unet.py). */
export const networkClasses: ReadonlyMap<NetworkClassName, readonly Parameter[]> = new Map([
  ['PlainConvUNet', plain],
  ['ResidualEncoderUNet', residual],
  ['ResidualUNet', residual],
]);

/** The module in which nnU-Net's planners place these classes. */
export const networkModule = 'dynamic_network_architectures.architectures.unet';

/**
 * Other classes that nnU-Net finds by their last name component in dynamic_network_architectures.architectures 0.4.4.
 * They take other arguments than plans hold, so nothing is predicted for them.
 */
const otherClasses: ReadonlySet<string> = new Set(
  (
    'AbstractDynamicNetworkArchitectures RotaryEmbeddingCat DropPath SwiGLU GluMlp Mlp LayerNorm InitWeights_He PatchEmbed EvaAttention EvaBlock Eva ' +
    'BlockChunk EvaWithChunking Dinov2PrimusEncL LayerNormNd PatchDecode PatchEmbed_deeper PatchEmbedDeeperControlled Primus PrimusX PrimusV2 PrimusV3 ' +
    'PrimusV2X PrimusV3X PrimusS PrimusB PrimusM PrimusL PrimusV2S PrimusV2B PrimusV2M PrimusV2L PrimusV3S PrimusV3B PrimusV3M PrimusV3L ' +
    'ResidualEncoder BottleneckD BasicBlockD ConvDropoutNormReLU ResNetD ResNet18_CIFAR ResNet34_CIFAR ResNet50_CIFAR ResNet152_CIFAR ResNet50bn_CIFAR ' +
    'ResNet152bn_CIFAR ResNet18 ResNet34 ResNet50 ResNet152 ResNet50bn ResNet152bn PlainConvEncoder UNetDecoder UNetResDecoder VGG VGG16 VGG19 VGG16_cifar VGG19_cifar'
  ).split(' '),
);

/** How nnU-Net gets from `network_class_name` to a class (nnunetv2/utilities/get_network_from_plans.py). */
export type LocatedNetwork =
  /** `path`: under its dotted name. `search`: that name leads nowhere, but the last component is found in dynamic_network_architectures. */
  | { readonly kind: 'known'; readonly name: NetworkClassName; readonly found: 'path' | 'search' }
  /** A class of dynamic_network_architectures that is no U-Net of plans. */
  | { readonly kind: 'other'; readonly name: string }
  /** A Python module, not a class. */
  | { readonly kind: 'module' }
  /** Nothing that stock nnU-Net knows: `ImportError: Network class could not be found`. A fork may bring it. */
  | { readonly kind: 'foreign' };

function isNetworkClassName(name: string): name is NetworkClassName {
  return name === 'PlainConvUNet' || name === 'ResidualEncoderUNet' || name === 'ResidualUNet';
}

const modules: ReadonlySet<string> = new Set([
  '',
  'torch',
  'torch.nn',
  'nnunetv2',
  'dynamic_network_architectures',
  'dynamic_network_architectures.architectures',
  networkModule,
]);

/**
 * Resolves a dotted class name: first as written, then by its last component. A path that leads nowhere is therefore harmless
 * as long as its last component is right (`….residual_unet.ResidualEncoderUNet` of old plans, or `PlainConvUNet` alone).
 */
export function locateNetwork(path: string): LocatedNetwork {
  const dotted = path
    .split('.')
    .filter((part) => part !== '')
    .join('.');
  if (modules.has(dotted)) return { kind: 'module' };
  const direct = dotted.startsWith(`${networkModule}.`) ? dotted.slice(networkModule.length + 1) : '';
  if (isNetworkClassName(direct)) return { kind: 'known', name: direct, found: 'path' };
  const last = path.split('.').at(-1) ?? '';
  if (isNetworkClassName(last)) return { kind: 'known', name: last, found: 'search' };
  return otherClasses.has(last) ? { kind: 'other', name: last } : { kind: 'foreign' };
}
