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
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['spacing of 3d_fullres'],
            moved: ['[5, 0.800000011920929, 0.800000011920929]'],
            now: ['[2.5, 1, 1]'],
            reasons: ['Images are resampled to it.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy: 'Undo the edit, or make it in the source plans too, before the pretraining.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/spacing = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/spacing',
            ],
          },
          text: /spacing of 3d_fullres is \[.*from before the edit do not fit; the weights still load\.$/,
        },
      ],
    },
    {
      name: 'patch size (real run)',
      ...golden('edited-patch-size'),
      findings: [
        {
          message: 'training',
          at: at('patch_size'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['patch_size of 3d_fullres'],
            moved: ['[16, 40, 40]'],
            now: ['[16, 32, 32]'],
            reasons: ['It is the size of the patches in training, and of the sliding window in inference.'],
            weightsLoad: 'yes',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
        },
      ],
    },
    {
      name: 'normalization (real run)',
      ...golden('edited-normalization'),
      findings: [
        {
          message: 'data',
          at: at('normalization_schemes'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['normalization_schemes of 3d_fullres'],
            moved: ['["CTNormalization"]'],
            now: ['["ZScoreNormalization"]'],
            reasons: ['Each channel is normalized by the scheme that is named here.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy: 'Undo the edit, or make it in the source plans too, before the pretraining.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/normalization_schemes',
            ],
          },
        },
      ],
    },
    {
      name: 'intensity statistics (real run)',
      ...golden('edited-intensities'),
      findings: [
        {
          message: 'data',
          at: '/foreground_intensity_properties_per_channel/0/mean',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['mean of channel 0', 'std of channel 0'],
            moved: ['69.9006', '70.1225'],
            now: ['69.7391', '72.4163'],
            reasons: [
              'CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.',
              'CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.',
            ],
            weightsLoad: 'yes',
            dataFit: false,
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/foreground_intensity_properties_per_channel/0/std',
              message:
                'std of channel 0: CTNormalization clips to these percentiles, subtracts this mean and divides by this standard deviation.',
            },
          ],
          remedy: 'Undo the edit, or make it in the source plans too, before the pretraining.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/foreground_intensity_properties_per_channel/0/mean = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/foreground_intensity_properties_per_channel/0/mean',
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/foreground_intensity_properties_per_channel/0/std = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/foreground_intensity_properties_per_channel/0/std',
            ],
          },
        },
        {
          message: 'nothing',
          at: '/foreground_intensity_properties_per_channel/0/median',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['median of channel 0'],
            moved: ['94'],
            now: ['92'],
            reasons: ['No normalization reads it.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy: 'Nothing needs to be done.',
        },
      ],
    },
    {
      name: 'strides (real run)',
      ...golden('edited-strides'),
      findings: [
        {
          message: 'weights',
          at: argument('strides'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['strides of 3d_fullres'],
            moved: ['[[1, 1, 1], [1, 2, 2], [1, 2, 2], [2, 2, 2]]'],
            now: ['[[1, 1, 1], [1, 2, 2], [1, 2, 2], [1, 2, 2]]'],
            reasons: ['The upsampling of each stage has kernels of the size of its stride.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy: 'Undo the edit, or make it in the source plans too, before the pretraining.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/strides = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/architecture/arch_kwargs/strides',
            ],
          },
          text: /strides of 3d_fullres is \[\[.*no longer load; existing data can stay\.$/,
        },
      ],
    },
    {
      name: 'batch size (real run)',
      ...golden('edited-batch-size'),
      findings: [
        {
          message: 'training',
          at: '/configurations/3d_fullres/batch_size',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['batch_size of 3d_fullres'],
            moved: ['2'],
            now: ['4'],
            reasons: ['It is the number of patches in one training step.'],
            weightsLoad: 'yes',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
        },
      ],
    },
    {
      name: 'after the preprocessing (real run)',
      project: 'preprocessed-before-edit/spacing',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'data',
          at: '/configurations/3d_fullres/spacing',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['spacing of 3d_fullres'],
            moved: ['[5, 0.800000011920929, 0.800000011920929]'],
            now: ['[2.5, 1, 1]'],
            reasons: ['Images are resampled to it.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy:
            'Undo the edit. Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. If data were made with it, preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres. Or make it in the source plans too, before the pretraining.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/spacing = nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json#/configurations/3d_fullres/spacing',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres'],
          },
        },
      ],
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
        {
          message: 'weights',
          at: argument('features_per_stage'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['features_per_stage of 3d_fullres'],
            moved: ['[2, 4, 8, 8]'],
            now: ['[3, 4, 8, 8]'],
            reasons: ['It is the number of feature maps, and so the shape of every weight.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy: 'Undo the edit, or pretrain again with plans that have the same edit.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage = nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json#/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage',
            ],
          },
        },
        {
          message: 'training',
          at: at('batch_size'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['batch_size of 3d_fullres'],
            moved: ['2'],
            now: ['4'],
            reasons: ['It is the number of patches in one training step.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
        },
        {
          message: 'inference',
          at: at('resampling_fn_probabilities_kwargs/order'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['resampling_fn_probabilities_kwargs.order of 3d_fullres'],
            moved: ['1'],
            now: ['3'],
            reasons: ['Predicted probabilities are resampled with these arguments.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
        },
        {
          message: 'nothing',
          at: at('note'),
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['note of 3d_fullres'],
            moved: ['nothing'],
            now: ['"mine"'],
            reasons: ['nnU-Net reads no key called note.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy: 'Nothing needs to be done.',
          text: 'note of 3d_fullres was added ("mine").',
        },
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
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['network_class_name of 3d_fullres'],
            moved: ['"PlainConvUNet"'],
            now: ['"my.nets.AttentionUNet"'],
            reasons: ['Another class builds another network.'],
            weightsLoad: 'unknown',
            doubt:
              'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres: its network_class_name is not known to nnplans',
            dataFit: true,
          },
          remedy: 'Undo the edit, or pretrain again with plans that have the same edit.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/network_class_name = nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json#/configurations/3d_fullres/architecture/network_class_name',
            ],
          },
          text: /cannot tell whether the pretrained weights still load \(.*not known to nnplans\)\.$/,
        },
      ],
    },
    {
      name: 'what stands at the top is one edit, however many configurations it concerns',
      changes: [{ file: finetuning, set: '/image_reader_writer', to: 'NibabelIOWithReorient' }],
      findings: [
        {
          message: 'data',
          at: '/image_reader_writer',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            fields: ['image_reader_writer'],
            moved: ['"SimpleITKIO"'],
            now: ['"NibabelIOWithReorient"'],
            reasons: ['Another reader may deliver images in another orientation, spacing or value range.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy:
            'Undo the edit. If data were made with it, preprocess again: nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres. Or pretrain again with plans that have the same edit.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/image_reader_writer = nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json#/image_reader_writer',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 2d 3d_fullres'],
          },
        },
      ],
    },
    {
      name: 'no fingerprint, but the same statistics',
      changes: [
        ...fingerprints,
        { file: 'nnUNet_results', delete: true },
        { file: finetuning, set: at('batch_size'), to: 4 },
      ],
      findings: [
        {
          message: 'training',
          at: '/configurations/3d_fullres/batch_size',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            source: 'Dataset121_AbdomenCT/TinyPlans',
            fields: ['batch_size of 3d_fullres'],
            moved: ['2'],
            now: ['4'],
            reasons: ['It is the number of patches in one training step.'],
            weightsLoad: 'yes',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
        },
      ],
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
          at: '/configurations/3d_fullres/batch_size',
          data: {
            plans: 'Dataset121_AbdomenCT/PlansFrom122',
            source: 'Dataset122_PancreasCT/TinyPlans',
            fields: ['batch_size of 3d_fullres'],
            moved: ['2'],
            now: ['7'],
            reasons: ['It is the number of patches in one training step.'],
            weightsLoad: 'yes',
            dataFit: true,
          },
          remedy:
            'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
          text: 'Dataset121_AbdomenCT/PlansFrom122 is not what a move of',
        },
      ],
    },
    {
      name: 'spacing: edited on the pretraining side, before the weights were trained',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/PlansFrom122.json',
          set: '/configurations/3d_fullres/spacing',
          to: [3, 1, 1],
        },
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json',
          set: '/configurations/3d_fullres/spacing',
          to: [3, 1, 1],
        },
      ],
      findings: [
        {
          message: 'data',
          at: '/configurations/3d_fullres/spacing',
          data: {
            plans: 'Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json',
            source: 'Dataset122_PancreasCT/TinyPlans',
            fields: ['spacing of 3d_fullres'],
            moved: ['[2, 1.5, 1.5]'],
            now: ['[3, 1, 1]'],
            reasons: ['Images are resampled to it.'],
            weightsLoad: 'yes',
            dataFit: false,
          },
          remedy:
            'Make the same edit in Dataset122_PancreasCT/TinyPlans: the weights were trained with it. Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then preprocess again: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'features: edited on the pretraining side, before the weights were trained',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json',
          set: argument('features_per_stage/0'),
          to: 6,
        },
      ],
      findings: [
        {
          message: 'weights',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage',
          data: {
            plans: 'Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json',
            source: 'Dataset122_PancreasCT/TinyPlans',
            fields: ['features_per_stage of 3d_fullres'],
            moved: ['[2, 4, 8, 8]'],
            now: ['[6, 4, 8, 8]'],
            reasons: ['It is the number of feature maps, and so the shape of every weight.'],
            weightsLoad: 'no',
            dataFit: true,
          },
          remedy: 'Make the same edit in Dataset122_PancreasCT/TinyPlans: the weights were trained with it.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json#/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage = nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json#/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage',
            ],
          },
        },
      ],
    },
  ],
});
