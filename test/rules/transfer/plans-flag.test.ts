import { plansFlag } from '../../../rules/transfer/plans-flag.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const gone = { file: finetuning, delete: true } as const;
const asked = ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/nnUNetPlans'] as const;

ruleTester(plansFlag, {
  valid: [
    { name: 'both are there (real run)' },
    {
      name: 'the default plans',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json', copyFrom: finetuning }],
      transfer: asked,
    },
    { name: 'plans of the pretraining are gone, its model is not', changes: [{ file: pretraining, delete: true }] },
  ],
  invalid: [
    {
      name: 'another name than the plans have',
      transfer: asked,
      findings: [
        {
          message: 'missing',
          file: 'nnUNetPlans.json',
          data: { plans: 'nnUNetPlans', dataset: 'Dataset122_PancreasCT', available: ['PretrainedPlansCustom'] },
          remedy: 'Use "PretrainedPlansCustom": there the dataset has the plans of the pretraining.',
        },
      ],
    },
    {
      name: 'names exchanged',
      transfer: ['Dataset121_AbdomenCT/PretrainedPlansCustom', 'Dataset122_PancreasCT/TinyPlans'],
      findings: [
        {
          message: 'exchanged',
          data: {
            plans: 'TinyPlans',
            other: 'PretrainedPlansCustom',
            dataset: 'Dataset122_PancreasCT',
            otherDataset: 'Dataset121_AbdomenCT',
          },
          remedy: 'Exchange -sp and -tp.',
          text: '"TinyPlans" are plans of Dataset121_AbdomenCT',
        },
      ],
    },
    {
      name: 'not moved yet, and the raw images are not there',
      changes: [gone, { file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr', delete: true }],
      findings: [
        {
          message: 'missing',
          data: { plans: 'PretrainedPlansCustom', dataset: 'Dataset122_PancreasCT', available: [] },
          remedy: 'Solve what stops the move, then move Dataset121_AbdomenCT/TinyPlans there.',
        },
        {
          message: 'obstacle',
          data: {
            reason: 'Dataset122_PancreasCT has no training image that ends with .nii.gz.',
            exception: 'FileNotFoundError',
          },
          remedy: 'Solve this first, then move the plans.',
          text: 'Dataset122_PancreasCT has no training image that ends with .nii.gz.',
        },
      ],
    },
    {
      name: 'no plans and no model of the pretraining',
      changes: [
        { file: pretraining, delete: true },
        { file: 'nnUNet_results', delete: true },
      ],
      findings: [
        {
          message: 'pretrainingMissing',
          file: 'TinyPlans.json',
          data: { plans: 'TinyPlans', dataset: 'Dataset121_AbdomenCT', available: [] },
        },
      ],
    },
    {
      name: 'plans of its own under the default name',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans.json', copyFrom: finetuning }],
      findings: [
        {
          message: 'default',
          data: { plans: 'PretrainedPlansCustom', dataset: 'Dataset122_PancreasCT' },
          remedy:
            'Name them in every command: nnUNetv2_train 122 2d FOLD -p PretrainedPlansCustom -pretrained_weights CHECKPOINT',
          text: 'A command without -p PretrainedPlansCustom uses those,',
        },
      ],
    },
  ],
});
