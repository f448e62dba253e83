import type { Consequence, FieldConsequence } from './consequence.js';

type Row = readonly [field: string, consequence: Consequence, reason: string];

const preprocess = 'data must be preprocessed again';
const weights = 'weights no longer load';
const training = 'training changes';
const inference = 'inference changes';
const none = 'no effect';

/** Fields at the top of plans (utilities/plans_handling/plans_handler.py, class PlansManager). */
export const topLevelFields = tableOf([
  ['dataset_name', none, 'It says whose data are read and below which folder results are written, not what they are.'],
  ['plans_name', none, 'It is part of the name of the model folder.'],
  ['original_median_spacing_after_transp', none, 'It is a note of the planner that nnU-Net never reads back.'],
  ['original_median_shape_after_transp', none, 'It is a note of the planner that nnU-Net never reads back.'],
  [
    'image_reader_writer',
    preprocess,
    'Another reader may deliver images in another orientation, spacing or value range.',
  ],
  ['transpose_forward', preprocess, 'Images are brought into this axis order before they are cropped and resampled.'],
  ['transpose_backward', inference, 'Predictions are brought back into the axis order of the images with it.'],
  ['experiment_planner_used', none, 'It is a note of the planner that nnU-Net never reads back.'],
  [
    'pretrain_info',
    training,
    'The trainers for checkpoints of nnssl take weights and their description from there; nnU-Net does not read it otherwise.',
  ],
  ['label_manager', training, 'The label manager decides what the network is trained to predict.'],
  [
    'foreground_intensity_properties_per_channel',
    preprocess,
    'CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.',
  ],
  [
    'foreground_intensity_properties_by_modality',
    preprocess,
    'CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.',
  ],
  ['foreground_intensity_properties_per_channel.*.max', none, 'No normalization reads it.'],
  ['foreground_intensity_properties_per_channel.*.min', none, 'No normalization reads it.'],
  ['foreground_intensity_properties_per_channel.*.median', none, 'No normalization reads it.'],
  ['foreground_intensity_properties_by_modality.*.max', none, 'No normalization reads it.'],
  ['foreground_intensity_properties_by_modality.*.min', none, 'No normalization reads it.'],
  ['foreground_intensity_properties_by_modality.*.median', none, 'No normalization reads it.'],
]);

/** Fields of a configuration other than its network (same file, class ConfigurationManager). */
export const configurationFields = tableOf([
  ['inherits_from', none, 'Only the values that result from inheritance count.'],
  ['data_identifier', none, 'It names the folder of the preprocessed data, not what they are.'],
  ['preprocessor_name', preprocess, 'Another class makes the data.'],
  ['batch_size', training, 'It is the number of patches in one training step.'],
  ['patch_size', training, 'It is the size of the patches in training, and of the sliding window in inference.'],
  ['median_image_size_in_voxels', none, 'It is a note of the planner that nnU-Net never reads back.'],
  ['spacing', preprocess, 'Images are resampled to it.'],
  ['normalization_schemes', preprocess, 'Each channel is normalized by the scheme that is named here.'],
  ['use_mask_for_norm', preprocess, 'It decides whether normalization looks at the nonzero region only.'],
  ['resampling_fn_data', preprocess, 'Images are resampled by this function.'],
  ['resampling_fn_seg', preprocess, 'Segmentations are resampled by this function.'],
  ['resampling_fn_data_kwargs', preprocess, 'Images are resampled with these arguments.'],
  ['resampling_fn_seg_kwargs', preprocess, 'Segmentations are resampled with these arguments.'],
  ['resampling_fn_probabilities', inference, 'Predicted probabilities are resampled to the image by this function.'],
  ['resampling_fn_probabilities_kwargs', inference, 'Predicted probabilities are resampled with these arguments.'],
  ['batch_dice', training, 'It decides whether the Dice loss is taken per patch or over the batch.'],
  ['next_stage', training, 'After training, predictions are written for this stage of the cascade.'],
  [
    'previous_stage',
    weights,
    "A later stage of a cascade sees the earlier stage's segmentation as one more input channel per foreground label.",
  ],
]);

/** Fields of `architecture`, and of `architecture.arch_kwargs` (utilities/get_network_from_plans.py). */
export const architectureFields = tableOf([
  ['network_class_name', weights, 'Another class builds another network.'],
  ['_kw_requires_import', weights, 'The arguments that are listed here are looked up as Python classes.'],
  ['n_stages', weights, 'It is the number of resolutions in the network.'],
  ['features_per_stage', weights, 'It is the number of feature maps, and so the shape of every weight.'],
  ['conv_op', weights, 'It decides whether the network is 2D or 3D.'],
  ['kernel_sizes', weights, 'It is the shape of the convolution kernels.'],
  ['strides', weights, 'The upsampling of each stage has kernels of the size of its stride.'],
  ['n_conv_per_stage', weights, 'It is the number of convolutions in the encoder.'],
  ['n_blocks_per_stage', weights, 'It is the number of residual blocks in the encoder.'],
  ['n_conv_per_stage_decoder', weights, 'It is the number of convolutions in the decoder.'],
  ['conv_bias', weights, 'It decides whether convolutions have a bias.'],
  ['norm_op', weights, 'Another normalization layer has other parameters.'],
  ['norm_op_kwargs', training, 'The normalization layers compute something else.'],
  ['norm_op_kwargs.affine', weights, 'It decides whether normalization layers have weights.'],
  ['norm_op_kwargs.track_running_stats', weights, 'It decides whether normalization layers store running statistics.'],
  ['dropout_op', weights, 'Layers behind dropout count on from it, so their parameters have other names.'],
  ['dropout_op_kwargs', training, 'Dropout has no parameters.'],
  ['nonlin', training, 'Common nonlinearities have no parameters.'],
  ['nonlin_first', weights, 'It changes places with the normalization, whose parameters then have other names.'],
  ['nonlin_kwargs', training, 'The nonlinearity computes something else.'],
  ['nonlin_kwargs.inplace', none, 'It saves memory and computes the same.'],
]);

/** Fields of a network in plans of nnU-Net before 2.3; beside `architecture` they are dead. */
export const legacyArchitectureFields = tableOf([
  ['UNet_class_name', weights, 'Another class builds another network.'],
  ['UNet_base_num_features', weights, 'It is the number of feature maps at full resolution.'],
  ['unet_max_num_features', weights, 'It limits the number of feature maps.'],
  ['n_conv_per_stage_encoder', weights, 'It is the number of convolutions in the encoder, and of resolutions.'],
  ['n_conv_per_stage_decoder', weights, 'It is the number of convolutions in the decoder.'],
  ['conv_kernel_sizes', weights, 'It is the shape of the convolution kernels.'],
  ['pool_op_kernel_sizes', weights, 'The upsampling of each stage has kernels of the size of its stride.'],
  ['num_pool_per_axis', none, 'nnU-Net derives the network from the other fields.'],
]);

function tableOf(rows: readonly Row[]): ReadonlyMap<string, FieldConsequence> {
  return new Map(rows.map(([field, consequence, reason]) => [field, { consequence, reason }]));
}
