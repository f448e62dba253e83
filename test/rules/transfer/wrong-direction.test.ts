import { wrongDirection } from '../../../rules/transfer/wrong-direction.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const fingerprint = (dataset: string) => `nnUNet_preprocessed/${dataset}/dataset_fingerprint.json`;
const a = fingerprint('Dataset121_AbdomenCT');
const b = fingerprint('Dataset122_PancreasCT');
const results = { file: 'nnUNet_results', delete: true } as const;
const statistics = '/foreground_intensity_properties_per_channel/0';
const ownOfA = { '0': { mean: 1, std: 2, median: 1, percentile_00_5: 0, percentile_99_5: 3 } };
const reversed = {
  project: 'reversed/pretraining-still-to-run',
  transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
} as const;
const ownPlans = {
  project: 'own-plans/different-topology',
  transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
} as const;

ruleTester(wrongDirection, {
  valid: [
    { name: 'pretraining to finetuning (real run)' },
    { name: 'the same, when either is right', direction: 'either' },
    { name: 'a trained model outranks the policy', direction: 'finetuning-to-pretraining' },
    { name: 'finetuning to pretraining, and so meant (real run)', ...reversed, direction: 'finetuning-to-pretraining' },
    { name: 'finetuning to pretraining, when either is right (real run)', ...reversed, direction: 'either' },
    {
      name: 'both made from a third dataset',
      changes: [
        { file: fingerprint('Dataset130_Third'), copyFrom: a },
        { file: a, set: '/foreground_intensity_properties_per_channel', to: ownOfA },
        results,
      ],
    },
    {
      name: 'equal fingerprints: not checked',
      changes: [{ file: b, copyFrom: a }],
      notChecked: [
        'Dataset121_AbdomenCT and Dataset122_PancreasCT have equal fingerprints, so nnplans cannot tell in which direction the plans were moved',
      ],
    },
    {
      name: 'no fingerprints, only names: not checked',
      changes: [{ file: a, delete: true }, { file: b, delete: true }, results],
      notChecked: ['nnplans cannot tell in which direction the plans were moved: no fingerprint fits'],
    },
    {
      name: 'another dataset with plans that say the same',
      changes: [
        { file: finetuning, set: `${statistics}/mean`, to: 75 },
        { file: b, set: `${statistics}/mean`, to: 75 },
        { file: b, set: `${statistics}/std`, to: 70.1224594116211 },
        { file: b, set: `${statistics}/median`, to: 94 },
        { file: finetuning, set: '/configurations/3d_fullres/normalization_schemes/0', to: 'ZScoreNormalization' },
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
          set: '/configurations/3d_fullres/normalization_schemes/0',
          to: 'ZScoreNormalization',
        },
        { file: b, set: '/spacings', to: [[5, 0.8, 0.8]] },
        { file: b, set: '/shapes_after_crop', to: [[14, 36, 37]] },
        results,
      ],
      configurations: ['3d_fullres'],
    },
    { name: 'no plans to judge', changes: [{ file: finetuning, delete: true }] },
  ],
  invalid: [
    {
      name: 'finetuning to pretraining, and trained with these very plans, as the guide has it (real run)',
      ...reversed,
      findings: [
        {
          message: 'history',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/nnUNetTrainer__PlansFrom122__3d_fullres/plans.json',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset122_PancreasCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy: 'Nothing needs to be done.',
          text: 'before the pretraining',
        },
      ],
    },
    {
      name: 'finetuning to pretraining, before there are weights (real run)',
      ...reversed,
      changes: [results],
      findings: [
        {
          message: 'reversed',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/PlansFrom122',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset122_PancreasCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy:
            'If Dataset122_PancreasCT is the pretraining, exchange -s and -t. If it is Dataset121_AbdomenCT, and these plans were meant for it, add --direction finetuning-to-pretraining.',
          text: 'both made from Dataset122_PancreasCT, the finetuning dataset: its fingerprint fits.',
        },
      ],
    },
    {
      name: 'the pretraining was over before the move (real run)',
      project: 'reversed/checkpoint-existed',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
      direction: 'finetuning-to-pretraining',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'notFromTraining',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset121_AbdomenCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move the plans of the pretraining: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp TinyPlansFrom121',
        },
      ],
    },
    {
      name: 'the same with the checkpoint, by the plans that were moved (real run)',
      project: 'reversed/checkpoint-existed',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      checkpoint:
        'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
      direction: 'either',
      findings: [
        {
          message: 'notFromTraining',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'the plans in checkpoint_final.pth',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset121_AbdomenCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move the plans of the pretraining: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp TinyPlansFrom121',
        },
      ],
    },
    {
      name: 'the same without: the models there are had other plans (real run)',
      project: 'reversed/checkpoint-existed',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      direction: 'finetuning-to-pretraining',
      findings: [
        {
          message: 'trainedOtherwise',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            plans: 'Dataset121_AbdomenCT/PlansFrom122',
            models: ['nnUNetTrainer__TinyPlans__3d_fullres'],
          },
          remedy: 'Pretrain with Dataset121_AbdomenCT/PlansFrom122 first, or finetune with the plans of that model.',
          text: 'It has nnUNetTrainer__TinyPlans__3d_fullres, whose',
        },
      ],
    },
    {
      name: 'each planned by itself, and trained (real run)',
      ...ownPlans,
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'notFromTraining',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset121_AbdomenCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move the plans of the pretraining: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp TinyPlansFrom121',
          text: 'were made from Dataset122_PancreasCT',
        },
      ],
    },
    {
      name: 'each planned by itself, nothing trained yet',
      ...ownPlans,
      changes: [results],
      findings: [
        {
          message: 'differentOrigins',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/TinyPlans',
            finetuningPlans: 'Dataset122_PancreasCT/TinyPlans',
            trainedOrigin: ['Dataset121_AbdomenCT'],
            finetuningOrigin: ['Dataset122_PancreasCT'],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move the plans of the pretraining: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp TinyPlansFrom121',
        },
      ],
    },
    {
      name: 'pretraining to finetuning, when the other way was meant and nothing is trained',
      changes: [results],
      direction: 'finetuning-to-pretraining',
      findings: [
        {
          message: 'forward',
          data: {
            pretraining: 'Dataset121_AbdomenCT',
            finetuning: 'Dataset122_PancreasCT',
            trainedPlans: 'Dataset121_AbdomenCT/TinyPlans',
            finetuningPlans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            trainedOrigin: ['Dataset121_AbdomenCT'],
            finetuningOrigin: ['Dataset121_AbdomenCT'],
          },
          remedy: 'Pretrain Dataset121_AbdomenCT with plans of Dataset122_PancreasCT, moved to it.',
        },
      ],
    },
    {
      name: 'statistics pasted from the finetuning dataset (real run)',
      project: 'edited-after/edited-intensities',
      findings: [
        {
          message: 'mixed',
          data: {
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            traces: [
              'intensity statistics fit Dataset122_PancreasCT',
              'median spacing, median shape and axis order fit Dataset121_AbdomenCT',
            ],
          },
          remedy: 'If nobody edited these plans, nothing needs to be done. If somebody did, move them again.',
        },
      ],
    },
  ],
});
