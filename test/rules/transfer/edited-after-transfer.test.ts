import { editedAfterTransfer } from '../../../rules/transfer/edited-after-transfer.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const residualWeights =
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyResEncPlans__3d_fullres/fold_0/checkpoint_final.pth';
const at = (key: string) => `/configurations/3d_fullres/${key}`;
const argument = (key: string) => at(`architecture/arch_kwargs/${key}`);
const golden = (name: string) => ({ project: `edited-after/${name}`, configurations: ['3d_fullres'] }) as const;
const fingerprints = ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'].map(
  (dataset) => ({ file: `nnUNet_preprocessed/${dataset}/dataset_fingerprint.json`, delete: true }) as const,
);

ruleTester(editedAfterTransfer, {
  valid: [
    { name: 'as the move tool wrote them (real run)' },
    { name: 'as the move tool wrote them, plans only (real run)', project: 'edited-after/unedited' },
    {
      name: 'plans of another dataset were never moved (real run)',
      project: 'own-plans/different-topology',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
    },
    {
      name: 'moved from the finetuning to the pretraining dataset (real run)',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
    },
    {
      name: 'names are what the move rewrites',
      changes: [{ file: finetuning, set: at('data_identifier'), to: 'Other' }],
    },
    {
      name: 'a configuration that was added',
      changes: [{ file: finetuning, set: '/configurations/mine', to: { inherits_from: '3d_fullres', batch_size: 4 } }],
      configurations: ['mine'],
    },
    {
      name: 'the reader is that of the target',
      changes: [
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          set: '/overwrite_image_reader_writer',
          to: 'NibabelIO',
        },
        { file: finetuning, set: '/image_reader_writer', to: 'NibabelIO' },
      ],
    },
    {
      name: 'a checkpoint of another network than the plans build (real run)',
      project: 'checkpoints',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT', copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT' },
      ],
      checkpoint: residualWeights,
    },
    {
      name: 'a checkpoint that the pretraining has nothing to do with',
      transfer: ['Dataset130_Other/TinyPlans', 'Dataset122_PancreasCT/PretrainedPlansCustom'],
      changes: [
        { file: 'nnUNet_preprocessed/Dataset130_Other', copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT' },
        { file: finetuning, set: at('spacing/0'), to: 2.5 },
      ],
      checkpoint:
        'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
    },
    {
      name: 'no evidence that they were moved',
      changes: [
        ...fingerprints,
        { file: 'nnUNet_results', delete: true },
        { file: finetuning, remove: '/foreground_intensity_properties_per_channel' },
      ],
    },
  ],
  invalid: [
    {
      name: 'spacing (real run)',
      ...golden('edited-spacing'),
      findings: [
        {
          message: 'data',
          at: at('spacing'),
          text: /spacing of 3d_fullres is \[.*preprocessed again; weights load all the same\.$/,
        },
      ],
    },
    {
      name: 'patch size (real run)',
      ...golden('edited-patch-size'),
      findings: [{ message: 'training', at: at('patch_size') }],
    },
    {
      name: 'normalization (real run)',
      ...golden('edited-normalization'),
      findings: [{ message: 'data', at: at('normalization_schemes') }],
    },
    {
      name: 'intensity statistics (real run)',
      ...golden('edited-intensities'),
      findings: [
        { message: 'data', at: '/foreground_intensity_properties_per_channel/0/mean' },
        { message: 'nothing', at: '/foreground_intensity_properties_per_channel/0/median' },
      ],
    },
    {
      name: 'strides (real run)',
      ...golden('edited-strides'),
      findings: [
        {
          message: 'weights',
          at: argument('strides'),
          text: /strides of 3d_fullres is \[\[.*no longer load; data that exist can stay\.$/,
        },
      ],
    },
    { name: 'batch size (real run)', ...golden('edited-batch-size'), findings: [{ message: 'training' }] },
    {
      name: 'after the preprocessing (real run)',
      project: 'preprocessed-before-edit/spacing',
      configurations: ['3d_fullres'],
      findings: [{ message: 'data' }],
    },
    {
      name: 'several edits, each by what follows',
      changes: [
        { file: finetuning, set: argument('features_per_stage/0'), to: 3 },
        { file: finetuning, set: at('batch_size'), to: 4 },
        { file: finetuning, set: at('resampling_fn_probabilities_kwargs/order'), to: 3 },
        { file: finetuning, set: at('note'), to: 'mine' },
      ],
      configurations: ['3d_fullres'],
      findings: [
        { message: 'weights', at: argument('features_per_stage') },
        { message: 'training', at: at('batch_size') },
        { message: 'inference', at: at('resampling_fn_probabilities_kwargs/order') },
        { message: 'nothing', at: at('note'), text: 'note of 3d_fullres was added and is "mine".' },
      ],
    },
    {
      name: 'a network of which nothing is known here',
      changes: [{ file: finetuning, set: at('architecture/network_class_name'), to: 'my.nets.AttentionUNet' }],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'weightsUnknown',
          at: at('architecture/network_class_name'),
          text: /Whether the pretrained weights still load is not known \(.*not known here\)\.$/,
        },
      ],
    },
    {
      name: 'what stands at the top is one edit, however many configurations it concerns',
      changes: [{ file: finetuning, set: '/image_reader_writer', to: 'NibabelIOWithReorient' }],
      findings: [{ message: 'data', at: '/image_reader_writer' }],
    },
    {
      name: 'no fingerprint, but the same statistics',
      changes: [
        ...fingerprints,
        { file: 'nnUNet_results', delete: true },
        { file: finetuning, set: at('batch_size'), to: 4 },
      ],
      findings: [{ message: 'training' }],
    },
    {
      name: 'edited on the pretraining side, to which they had been moved',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      changes: [
        { file: 'nnUNet_results', delete: true },
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/PlansFrom122.json', set: at('batch_size'), to: 7 },
      ],
      findings: [
        {
          message: 'training',
          file: 'PlansFrom122.json',
          text: 'Dataset121_AbdomenCT/PlansFrom122 is not what a move of',
        },
      ],
    },
  ],
});
