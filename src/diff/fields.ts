import type { ValueShape } from './change.js';

/** How a field is called and read. */
export interface Field {
  readonly what: string;
  readonly shape: ValueShape;
  readonly unit?: string;
}

type Row = readonly [key: string, what: string, shape?: ValueShape, unit?: string];

const topLevel = tableOf([
  ['dataset_name', 'dataset name'],
  ['plans_name', 'plans name'],
  ['original_median_spacing_after_transp', 'original median spacing', 'axes', 'mm'],
  ['original_median_shape_after_transp', 'original median shape', 'axes', 'voxels'],
  ['image_reader_writer', 'image reader'],
  ['transpose_forward', 'axis order (transpose_forward)'],
  ['transpose_backward', 'axis order back (transpose_backward)'],
  ['experiment_planner_used', 'experiment planner'],
  ['label_manager', 'label manager'],
]);

const ofConfiguration = tableOf([
  ['inherits_from', 'parent configuration'],
  ['data_identifier', 'data identifier'],
  ['preprocessor_name', 'preprocessor'],
  ['batch_size', 'batch size'],
  ['patch_size', 'patch size', 'axes', 'voxels'],
  ['median_image_size_in_voxels', 'median image size', 'axes', 'voxels'],
  ['spacing', 'spacing', 'axes', 'mm'],
  ['normalization_schemes', 'normalization', 'channels'],
  ['use_mask_for_norm', 'normalization in the mask only', 'channels'],
  ['resampling_fn_data', 'resampling of images'],
  ['resampling_fn_seg', 'resampling of segmentations'],
  ['resampling_fn_probabilities', 'resampling of predictions'],
  ['resampling_fn_data_kwargs', 'resampling of images, arguments', 'members'],
  ['resampling_fn_seg_kwargs', 'resampling of segmentations, arguments', 'members'],
  ['resampling_fn_probabilities_kwargs', 'resampling of predictions, arguments', 'members'],
  ['batch_dice', 'batch Dice'],
  ['next_stage', 'next stage'],
  ['previous_stage', 'previous stage'],
]);

const ofNetwork = tableOf([
  ['network_class_name', 'network', 'class'],
  ['conv_op', 'convolution', 'class'],
  ['n_stages', 'stages'],
  ['features_per_stage', 'features per stage', 'stages'],
  ['kernel_sizes', 'kernel sizes', 'stages'],
  ['strides', 'strides', 'stages'],
  ['n_conv_per_stage', 'convolutions per stage', 'stages'],
  ['n_blocks_per_stage', 'blocks per stage', 'stages'],
  ['n_conv_per_stage_decoder', 'decoder convolutions per stage', 'stages'],
  ['conv_bias', 'bias of convolutions'],
  ['norm_op', 'normalization layer', 'class'],
  ['norm_op_kwargs', 'normalization layer, arguments', 'members'],
  ['dropout_op', 'dropout', 'class'],
  ['dropout_op_kwargs', 'dropout, arguments', 'members'],
  ['nonlin', 'nonlinearity', 'class'],
  ['nonlin_kwargs', 'nonlinearity, arguments', 'members'],
  ['nonlin_first', 'nonlinearity before normalization'],
  ['stem_channels', 'features of the stem'],
  ['block', 'residual block', 'class'],
  ['_kw_requires_import', 'arguments that name classes'],
  ['bottleneck_channels', 'features inside blocks', 'stages'],
]);

/** Arguments of networks in the order in which they are reported: what others follow from comes first. */
export const networkArguments: readonly string[] = [...ofNetwork.keys()];

/** A key at the top of plans; an unknown one is called by its name. */
export function topLevelField(key: string): Field {
  return topLevel.get(key) ?? { what: key, shape: 'value' };
}

export function configurationField(key: string): Field {
  return ofConfiguration.get(key) ?? { what: key, shape: 'value' };
}

/** `network_class_name`, or an argument of the network. */
export function networkField(argument: string): Field {
  const isOfBlock = argument.startsWith('architecture');
  return ofNetwork.get(argument) ?? { what: isOfBlock ? argument : `network argument ${argument}`, shape: 'value' };
}

function tableOf(rows: readonly Row[]): ReadonlyMap<string, Field> {
  return new Map(
    rows.map(([key, what, shape = 'value', unit]) => [
      key,
      unit === undefined ? { what, shape } : { what, shape, unit },
    ]),
  );
}
