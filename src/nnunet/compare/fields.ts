import type { JsonValue } from '../../io/json/value.js';
import { isTruthy } from '../values/python-builtins.js';
import type { Consequence, FieldConsequence } from './consequence.js';

export type FieldPath = readonly (string | number)[];

/** How a value is to be read. Entries of `axes` follow `transpose_forward`, of `stages` the network from its input, of `channels` the images. */
export type ValueShape = 'value' | 'axes' | 'stages' | 'channels' | 'class' | 'members';

/** What is known of one key of plans: how it is called and read, when two values of it are equal, and what follows when they are not. */
export interface Field extends FieldConsequence {
  /** `patch size` */
  readonly what: string;
  readonly shape: ValueShape;
  readonly unit?: 'mm' | 'voxels';
  /** What nnU-Net makes of a value: two values of equal readings are no difference. */
  readonly read?: (value: JsonValue | undefined) => JsonValue | undefined;
  /** Whether `false` and 0 differ: nnU-Net asserts the type. */
  readonly isTyped?: true;
  /** Which of the tolerances its numbers have. */
  readonly tolerance?: 'spacing' | 'note' | 'batchSize';
  /** Line of the side-by-side view, and of a short list of what differs. */
  readonly row?: string;
  /** It says what plans or data are called, not what they are. */
  readonly isName?: true;
  /** Prediction never looks at it (inference/predict_from_raw_data.py). */
  readonly isForTraining?: true;
}

type Row = readonly [
  key: string,
  what: string,
  consequence: Consequence,
  reason: string,
  more?: Omit<Partial<Field>, 'what' | 'consequence' | 'reason'>,
];

const preprocess = 'data must be preprocessed again';
const weights = 'weights no longer load';
const training = 'training changes';
const inference = 'inference changes';
const none = 'no effect';

const millimetres = { shape: 'axes', unit: 'mm' } as const;
const voxels = { shape: 'axes', unit: 'voxels' } as const;
const note = 'The planner writes it, and nnU-Net never reads it.';
const scaling =
  'CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.';

/** Both spellings of the key that holds the statistics of each channel. */
export const intensityKeys = [
  'foreground_intensity_properties_per_channel',
  'foreground_intensity_properties_by_modality',
] as const;

type Reading = NonNullable<Field['read']>;

/** `None` and a key that is not there are one to `dict.get`. */
const orNothing: Reading = (value) => value ?? undefined;

/** One name or a list of them. */
const names: Reading = (value) => (typeof value === 'string' ? [value] : orNothing(value));

/** What is taken where none is named (utilities/label_handling/label_handling.py, get_labelmanager_class_from_plans). */
const orLabelManager: Reading = (value) => (value === 'LabelManager' ? undefined : value);

/** Each None or a bool, as ImageNormalization.__init__ asserts. */
const flags: Reading = (value) => (Array.isArray(value) ? value.map((flag) => flag ?? false) : value);

/** `if self.batch_dice` (training/loss/dice.py): `bool(value)` of Python. */
const truth: Reading = (value) => (value === undefined ? undefined : isTruthy(value));

/** Fields at the top of plans (utilities/plans_handling/plans_handler.py, class PlansManager). */
// biome-ignore format: one field, one line
const topLevel = tableOf([
  ['dataset_name', 'dataset name', none, 'nnU-Net finds data and results by it; it does not change how data are made.', { isName: true }],
  ['plans_name', 'plans name', none, 'It is part of the name of the model folder.', { isName: true }],
  ['original_median_spacing_after_transp', 'original median spacing', none, note, { ...millimetres, tolerance: 'note' }],
  ['original_median_shape_after_transp', 'original median shape', none, note, { ...voxels, tolerance: 'note' }],
  ['image_reader_writer', 'image reader', preprocess, 'Another reader may deliver images in another orientation, spacing or value range.', { row: 'reader' }],
  ['transpose_forward', 'axis order (transpose_forward)', preprocess, 'Images are brought into this axis order before they are cropped and resampled.', { row: 'axis order' }],
  ['transpose_backward', 'axis order back (transpose_backward)', inference, 'Predictions are brought back into the axis order of the images with it.'],
  ['experiment_planner_used', 'experiment planner', none, note],
  ['pretrain_info', 'pretrain_info', training, 'Only the trainers for checkpoints of nnssl read it: they take weights and their description from there.'],
  ['label_manager', 'label manager', training, 'The label manager decides what the network is trained to predict.', { read: orLabelManager }],
  ...intensityKeys.flatMap((key): Row[] => [
    [key, 'intensity statistics', preprocess, scaling, { shape: 'members', row: 'intensities' }],
    ...['max', 'min', 'median'].map((name): Row => [`${key}.*.${name}`, name, none, 'No normalization reads it.']),
  ]),
]);

/** Fields of a configuration other than its network (same file, class ConfigurationManager). */
// biome-ignore format: one field, one line
const ofConfiguration = tableOf([
  ['inherits_from', 'parent configuration', none, 'Only the values that result from inheritance count.', { isName: true }],
  ['data_identifier', 'data identifier', none, 'It names the data folder; it does not change how data are made.', { isName: true }],
  ['preprocessor_name', 'preprocessor', preprocess, 'Another class makes the data.'],
  ['batch_size', 'batch size', training, 'It is the number of patches in one training step.', { tolerance: 'batchSize', isForTraining: true, row: 'batch size' }],
  ['patch_size', 'patch size', training, 'It is the size of the patches in training, and of the sliding window in inference.', { ...voxels, row: 'patch size' }],
  ['median_image_size_in_voxels', 'median image size', none, note, { ...voxels, tolerance: 'note' }],
  ['spacing', 'spacing', preprocess, 'Images are resampled to it.', { ...millimetres, tolerance: 'spacing', row: 'spacing' }],
  ['normalization_schemes', 'normalization', preprocess, 'Each channel is normalized by the scheme that is named here.', { shape: 'channels', row: 'normalization' }],
  ['use_mask_for_norm', 'normalization in the mask only', preprocess, 'It decides whether normalization looks at the nonzero region only.', { shape: 'channels', isTyped: true, read: flags, row: 'normalization' }],
  ['resampling_fn_data', 'resampling of images', preprocess, 'Images are resampled by this function.', { row: 'resampling' }],
  ['resampling_fn_seg', 'resampling of segmentations', preprocess, 'Segmentations are resampled by this function.', { row: 'resampling' }],
  ['resampling_fn_data_kwargs', 'resampling of images, arguments', preprocess, 'Images are resampled with these arguments.', { shape: 'members', row: 'resampling' }],
  ['resampling_fn_seg_kwargs', 'resampling of segmentations, arguments', preprocess, 'Segmentations are resampled with these arguments.', { shape: 'members', row: 'resampling' }],
  ['resampling_fn_probabilities', 'resampling of predictions', inference, 'Predicted probabilities are resampled to the image by this function.'],
  ['resampling_fn_probabilities_kwargs', 'resampling of predictions, arguments', inference, 'Predicted probabilities are resampled with these arguments.', { shape: 'members' }],
  ['batch_dice', 'batch Dice', training, 'It decides whether the Dice loss is taken per patch or over the batch.', { read: truth, isForTraining: true }],
  ['next_stage', 'next stage', training, 'After training, predictions are written for this stage of the cascade.', { read: names, isForTraining: true }],
  ['previous_stage', 'previous stage', weights, "A later stage of a cascade sees the earlier stage's segmentation as one more input channel per foreground label.", { read: orNothing }],
]);

/** `architecture`, and its `arch_kwargs`, in the order in which they are reported: what others follow from comes first (utilities/get_network_from_plans.py). */
// biome-ignore format: one field, one line
const ofNetwork = tableOf([
  ['network_class_name', 'network', weights, 'Another class builds another network.', { shape: 'class' }],
  ['conv_op', 'convolution', weights, 'It decides whether the network is 2D or 3D.', { shape: 'class' }],
  ['n_stages', 'stages', weights, 'It is the number of resolutions in the network.'],
  ['features_per_stage', 'features per stage', weights, 'It is the number of feature maps, and so the shape of every weight.', { shape: 'stages' }],
  ['kernel_sizes', 'kernel sizes', weights, 'It is the shape of the convolution kernels.', { shape: 'stages' }],
  ['strides', 'strides', weights, 'The upsampling of each stage has kernels of the size of its stride.', { shape: 'stages' }],
  ['n_conv_per_stage', 'convolutions per stage', weights, 'It is the number of convolutions in the encoder.', { shape: 'stages' }],
  ['n_blocks_per_stage', 'blocks per stage', weights, 'It is the number of residual blocks in the encoder.', { shape: 'stages' }],
  ['n_conv_per_stage_decoder', 'decoder convolutions per stage', weights, 'It is the number of convolutions in the decoder.', { shape: 'stages' }],
  ['conv_bias', 'bias of convolutions', weights, 'It decides whether convolutions have a bias.'],
  ['norm_op', 'normalization layer', weights, 'Another normalization layer has other parameters.', { shape: 'class' }],
  ['norm_op_kwargs', 'normalization layer, arguments', training, 'The normalization layers compute something else.', { shape: 'members' }],
  ['norm_op_kwargs.affine', 'affine', weights, 'It decides whether normalization layers have weights.'],
  ['norm_op_kwargs.track_running_stats', 'track_running_stats', weights, 'It decides whether normalization layers store running statistics.'],
  ['dropout_op', 'dropout', weights, 'Layers after a dropout have other numbers, so their parameters have other names.', { shape: 'class' }],
  ['dropout_op_kwargs', 'dropout, arguments', training, 'Dropout has no parameters.', { shape: 'members' }],
  ['nonlin', 'nonlinearity', training, 'Common nonlinearities have no parameters.', { shape: 'class' }],
  ['nonlin_kwargs', 'nonlinearity, arguments', training, 'The nonlinearity computes something else.', { shape: 'members' }],
  ['nonlin_kwargs.inplace', 'inplace', none, 'It saves memory and computes the same.'],
  ['nonlin_first', 'nonlinearity before normalization', weights, 'It changes places with the normalization, whose parameters then have other names.'],
  ['stem_channels', 'features of the stem', weights, 'It is the shape of the first convolution.'],
  ['block', 'residual block', weights, 'Another block has other parameters.', { shape: 'class' }],
  ['_kw_requires_import', 'arguments that name classes', weights, 'The arguments that are listed here are looked up as Python classes.'],
  ['bottleneck_channels', 'features inside blocks', weights, 'It is the width of the convolutions inside of a block.', { shape: 'stages' }],
]);

/** Fields of a network in plans of nnU-Net before 2.3; beside `architecture` they are dead. */
// biome-ignore format: one field, one line
const legacyNetwork = tableOf([
  ['UNet_class_name', 'UNet_class_name', weights, 'Another class builds another network.'],
  ['UNet_base_num_features', 'UNet_base_num_features', weights, 'It is the number of feature maps at full resolution.'],
  ['unet_max_num_features', 'unet_max_num_features', weights, 'It limits the number of feature maps.'],
  ['n_conv_per_stage_encoder', 'n_conv_per_stage_encoder', weights, 'It is the number of convolutions in the encoder, and of resolutions.'],
  ['n_conv_per_stage_decoder', 'n_conv_per_stage_decoder', weights, 'It is the number of convolutions in the decoder.'],
  ['conv_kernel_sizes', 'conv_kernel_sizes', weights, 'It is the shape of the convolution kernels.'],
  ['pool_op_kernel_sizes', 'pool_op_kernel_sizes', weights, 'The upsampling of each stage has kernels of the size of its stride.'],
  ['num_pool_per_axis', 'num_pool_per_axis', none, 'nnU-Net derives the network from the other fields.'],
]);

/** Keys of `architecture` beside `arch_kwargs` that nnU-Net reads. */
export const keysOfBlock: ReadonlySet<string> = new Set(['network_class_name', '_kw_requires_import']);

export const topLevelKeys: readonly string[] = [...topLevel.keys()].filter((key) => !key.includes('.'));
export const configurationKeys: readonly string[] = [...ofConfiguration.keys()];
export const networkArguments: readonly string[] = [...ofNetwork.keys()].filter((key) => !key.includes('.'));

/**
 * What is known of the field at a path, from the path alone. Where more depends on other fields (intensity statistics matter under CTNormalization
 * only), this is the gravest case.
 * @param path from the top of a plans file, such as `['configurations', '3d_fullres', 'spacing', 0]`
 */
export function fieldAt(path: FieldPath): Field {
  const [first, , ...inside] = path;
  if (first !== 'configurations') return lookUp(topLevel, path) ?? unknownField(path);
  return path.length < 3 ? wholeConfiguration : configurationFieldAt(inside);
}

/**
 * {@link fieldAt} for one configuration whose inheritance is resolved.
 * @param path from the top of the configuration, such as `['architecture', 'arch_kwargs', 'n_stages']`
 */
export function configurationFieldAt(path: FieldPath): Field {
  const [first, second, ...rest] = path;
  if (first !== 'architecture') {
    return lookUp(ofConfiguration, path) ?? lookUp(legacyNetwork, path) ?? unknownField(path);
  }
  if (second !== undefined && second !== 'arch_kwargs') {
    return (keysOfBlock.has(String(second)) ? lookUp(ofNetwork, [second]) : undefined) ?? unknownField(path);
  }
  return lookUp(ofNetwork, rest) ?? anyArgument(rest.length === 0 ? path : rest);
}

/** What a short list calls a key of plans: the row of the side-by-side view that shows it. */
export function rowOf(key: string): string {
  return (topLevel.get(key) ?? ofConfiguration.get(key))?.row ?? key;
}

/** The entry for the longest beginning of the path; keys of the tables are joined with dots. */
function lookUp(table: ReadonlyMap<string, Field>, path: FieldPath): Field | undefined {
  for (let length = Math.min(path.length, 3); length > 0; length -= 1) {
    const names = path.slice(0, length).map((part) => (typeof part === 'number' || /^\d+$/.test(part) ? '*' : part));
    const found = table.get(names.join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

const wholeConfiguration: Field = {
  what: 'configuration',
  shape: 'value',
  consequence: none,
  reason: 'The other configurations stay as they are.',
};

function anyArgument(path: FieldPath): Field {
  return {
    what: path[0] === 'architecture' ? 'architecture' : `network argument ${path.join('.')}`,
    shape: 'value',
    consequence: weights,
    reason: 'The network class is called with it, so it decides which parameters there are.',
  };
}

function unknownField(path: FieldPath): Field {
  const what = path.join('.');
  return { what, shape: 'value', consequence: none, reason: `nnU-Net reads no key called ${what}.` };
}

function tableOf(rows: readonly Row[]): ReadonlyMap<string, Field> {
  return new Map(
    rows.map(([key, what, consequence, reason, more]) => [
      key,
      { what, shape: 'value', consequence, reason, ...more } satisfies Field,
    ]),
  );
}
