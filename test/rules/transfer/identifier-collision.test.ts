import { identifierCollision } from '../../../rules/transfer/identifier-collision.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const copy = { file: `${folder}/Own.json`, copyFrom: finetuning } as const;
const named = { file: `${folder}/Own.json`, set: '/plans_name', to: 'Own' } as const;
const defaultName = { file: `${folder}/nnUNetPlans.json`, copyFrom: finetuning } as const;

ruleTester(identifierCollision, {
  valid: [
    { name: 'plans moved under a name of their own (real run)' },
    { name: 'other plans with the same data', changes: [copy, named] },
    { name: 'an exact copy', changes: [copy] },
    {
      name: 'other plans with other data in another folder',
      changes: [
        copy,
        named,
        { file: `${folder}/Own.json`, set: '/configurations/3d_fullres/spacing', to: [2, 1.5, 1.5] },
        { file: `${folder}/Own.json`, set: '/configurations/3d_fullres/data_identifier', to: 'Own_3d_fullres' },
      ],
    },
    {
      name: 'a default name for plans of the dataset itself (real run)',
      project: 'own-plans/different-topology',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/nnUNetPlans'],
    },
    {
      name: 'a default name, but no evidence whose plans they are',
      changes: [
        defaultName,
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/dataset_fingerprint.json', delete: true },
        { file: 'nnUNet_results', delete: true },
      ],
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/nnUNetPlans'],
    },
  ],
  invalid: [
    {
      name: 'a default name, with the data of the moved plans',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/nnUNetPlans'],
      changes: [
        { file: `${folder}/nnUNetPlans.json`, copyFrom: `${folder}/PretrainedPlansCustom.json` },
        { file: `${folder}/nnUNetPlans.json`, set: '/plans_name', to: 'nnUNetPlans' },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'defaultName',
          data: {
            plans: 'nnUNetPlans',
            dataset: 'Dataset122_PancreasCT',
            origin: ['Dataset121_AbdomenCT'],
            sharedWith: [],
          },
          remedy:
            'Move them again under another name: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp TinyPlansFrom121',
        },
      ],
    },
    {
      name: 'moved over the plans of the dataset itself (real run)',
      project: 'default-identifier/overwrote-own-plans',
      transfer: ['Dataset121_AbdomenCT/nnUNetPlans', 'Dataset122_PancreasCT/nnUNetPlans'],
      findings: [
        {
          message: 'defaultTaken',
          data: {
            plans: 'nnUNetPlans',
            dataset: 'Dataset122_PancreasCT',
            origin: ['Dataset121_AbdomenCT'],
            sharedWith: [],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move them again under another name: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans -tp nnUNetPlansFrom121',
        },
      ],
    },
    {
      name: 'ResEnc plans moved without -tp, whose data folder is that of the default plans (real run)',
      project: 'default-identifier/no-tp',
      transfer: ['Dataset121_AbdomenCT/nnUNetResEncUNetMPlans', 'Dataset122_PancreasCT/nnUNetResEncUNetMPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'defaultTaken',
          data: {
            plans: 'nnUNetResEncUNetMPlans',
            dataset: 'Dataset122_PancreasCT',
            origin: ['Dataset121_AbdomenCT'],
            sharedWith: ['nnUNetPlans'],
          },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Move them again under another name: nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetResEncUNetMPlans -tp nnUNetResEncUNetMPlansFrom121',
          text: 'their data folders with "nnUNetPlans":',
        },
      ],
    },
    {
      name: 'other plans with other data in the same folder',
      changes: [
        copy,
        named,
        { file: `${folder}/Own.json`, set: '/configurations/3d_fullres/spacing', to: [2, 1.5, 1.5] },
      ],
      findings: [
        {
          message: 'otherData',
          at: '/configurations/3d_fullres/data_identifier',
          data: {
            identifier: 'PretrainedPlansCustom_3d_fullres',
            configuration: '3d_fullres',
            other: '3d_fullres of Own',
            fields: ['spacing'],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/Own.json',
              at: '/configurations/3d_fullres/data_identifier',
              message: 'the same data_identifier',
            },
          ],
          remedy:
            'Set data_identifier of "3d_fullres" in Own to "Own_3d_fullres": preprocessing would delete the data of 3d_fullres of PretrainedPlansCustom. Then: nnUNetv2_preprocess -d 122 -plans_name Own -c 3d_fullres',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/Own.json#/configurations/3d_fullres/data_identifier = "Own_3d_fullres"',
            ],
            commands: ['nnUNetv2_preprocess -d 122 -plans_name Own -c 3d_fullres'],
          },
          text: '3d_fullres and 3d_fullres of Own keep their data in the same folder "PretrainedPlansCustom_3d_fullres" and differ in "spacing".',
        },
      ],
    },
    {
      name: 'a copy that still has the name of the transferred plans',
      changes: [copy, { file: `${folder}/Own.json`, set: '/configurations/3d_fullres/batch_size', to: 4 }],
      findings: [
        {
          message: 'modelFolder',
          at: '/plans_name',
          file: 'Own.json',
          data: { plans: 'PretrainedPlansCustom', other: 'Own' },
          remedy: 'Set plans_name to "Own" there.',
          fix: { isSafe: true, edits: ['nnUNet_preprocessed/Dataset122_PancreasCT/Own.json#/plans_name = "Own"'] },
        },
      ],
    },
  ],
});
