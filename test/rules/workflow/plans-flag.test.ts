import { plansFlag } from '../../../rules/workflow/plans-flag.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const weights = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const train = 'nnUNetv2_train 122 3d_fullres 0';
/** The dataset's own plans under the default name, computed from its own images, beside the moved ones. */
const own = [
  { file: `${folder}/nnUNetPlans.json`, copyFrom: `${folder}/PretrainedPlansCustom.json` },
  {
    file: `${folder}/nnUNetPlans.json`,
    set: '/foreground_intensity_properties_per_channel/0/mean',
    to: 11,
  },
] as const;

ruleTester(plansFlag, {
  valid: [
    {
      name: 'a script that plans first',
      script: 'nnUNetv2_plan_experiment -d 122\nnnUNetv2_train 122 3d_fullres 0',
      seesProject: true,
    },
    { name: 'a command that stops at its own words', command: 'nnUNetv2_train 122 3d_fullres 0 --foo' },
    { name: 'named', command: `${train} -p PretrainedPlansCustom` },
    {
      name: 'the right ones of two',
      changes: own,
      command: `${train} -p PretrainedPlansCustom -pretrained_weights ${weights}`,
    },
    { name: 'named and not there', command: `${train} -p X` },
    {
      name: 'only the default',
      changes: [
        { file: `${folder}/nnUNetPlans.json`, copyFrom: `${folder}/PretrainedPlansCustom.json` },
        { file: `${folder}/PretrainedPlansCustom.json`, delete: true },
      ],
      command: train,
    },
    { name: 'a training that goes on', changes: own, command: `${train} -p nnUNetPlans --c` },
    {
      name: 'none that belong to the weights',
      changes: [
        ...own,
        {
          file: `${folder}/PretrainedPlansCustom.json`,
          set: '/foreground_intensity_properties_per_channel/0/mean',
          to: 12,
        },
      ],
      command: `${train} -p nnUNetPlans -pretrained_weights ${weights}`,
    },
    { name: 'planning', command: 'nnUNetv2_plan_and_preprocess -d 122' },
  ],
  invalid: [
    {
      name: 'in a script that finds the folders as they are',
      script: 'nnUNetv2_train 122 3d_fullres 0',
      seesProject: true,
      findings: [
        {
          message: 'absent',
          at: '1:1',
          data: {
            option: '-p',
            dataset: 'Dataset122_PancreasCT',
            taken: 'nnUNetPlans',
            others: ['PretrainedPlansCustom'],
          },
          remedy: 'Name them: `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom`',
        },
      ],
    },
    {
      name: 'there is no default, in preprocessing',
      command: 'nnUNetv2_preprocess -d 122 -c 3d_fullres',
      findings: [
        {
          message: 'absent',
          data: {
            option: '-plans_name',
            dataset: 'Dataset122_PancreasCT',
            taken: 'nnUNetPlans',
            others: ['PretrainedPlansCustom'],
          },
          remedy: 'Name them: `nnUNetv2_preprocess -d 122 -c 3d_fullres -plans_name PretrainedPlansCustom`',
        },
      ],
    },
    {
      name: 'left out before a finetuning',
      changes: own,
      command: `${train} -pretrained_weights ${weights}`,
      findings: [
        {
          message: 'forgotten',
          data: {
            option: '-p',
            dataset: 'Dataset122_PancreasCT',
            taken: 'nnUNetPlans',
            others: ['PretrainedPlansCustom'],
          },
          remedy:
            'Name them: `nnUNetv2_train 122 3d_fullres 0 -pretrained_weights nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth -p PretrainedPlansCustom`',
          text: 'other plans, which Dataset122_PancreasCT has as PretrainedPlansCustom.',
        },
      ],
    },
    {
      name: 'the wrong ones before a finetuning',
      changes: own,
      command: `${train} -p nnUNetPlans -pretrained_weights ${weights}`,
      findings: [
        {
          message: 'other',
          data: {
            option: '-p',
            dataset: 'Dataset122_PancreasCT',
            taken: 'nnUNetPlans',
            others: ['PretrainedPlansCustom'],
          },
          remedy:
            'Name them: `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`',
        },
      ],
    },
    {
      name: 'left out, and nothing tells which are meant',
      changes: own,
      command: train,
      findings: [
        {
          message: 'several',
          data: {
            option: '-p',
            dataset: 'Dataset122_PancreasCT',
            taken: 'nnUNetPlans',
            others: ['PretrainedPlansCustom'],
          },
          remedy: 'Say which: -p nnUNetPlans, or -p PretrainedPlansCustom.',
        },
      ],
    },
  ],
});
