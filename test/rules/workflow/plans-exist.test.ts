import { plansExist } from '../../../rules/workflow/plans-exist.js';
import { ruleTester } from '../../support/rule-tester.js';

const plans = 'PretrainedPlansCustom';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';

ruleTester(plansExist, {
  valid: [
    {
      name: 'nnplans check starts nothing',
      script:
        'nnplans check -- nnUNetv2_train 122 3d_fullres 3 -p PretrainedPlns\nnnUNetv2_train 122 3d_fullres 3 -p PretrainedPlansCustom',
      seesProject: true,
    },
    { name: 'training', command: `nnUNetv2_train 122 3d_fullres 0 -p ${plans}` },
    {
      name: 'configurations of the default that do not exist',
      command: `nnUNetv2_preprocess -d 122 -plans_name ${plans}`,
    },
    { name: 'no such dataset', command: 'nnUNetv2_train 999 3d_fullres 0' },
    { name: 'only its help', command: 'nnUNetv2_train 122 3d_fullres 0 -p X -h' },
    { name: 'no -p, which is the business of workflow/plans-flag', command: 'nnUNetv2_train 122 3d_fullres 0' },
    {
      name: 'a script may make them before',
      seesProject: true,
      script:
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp New\nnnUNetv2_train 122 3d_fullres 0 -p New',
    },
    {
      name: 'or copy them',
      seesProject: true,
      script: 'cp -r $SCRATCH/plans .\nnnUNetv2_train 122 3d_fullres 0 -p New',
    },
    {
      name: 'or not come so far',
      seesProject: true,
      script: 'if [ -n "$1" ]; then nnUNetv2_train 122 3d_fullres 0 -p New; fi',
    },
    { name: 'planning makes plans', command: 'nnUNetv2_plan_experiment -d 122' },
  ],
  invalid: [
    {
      name: 'started by nnplans run',
      script: 'nnplans run --quiet -- nnUNetv2_train 122 3d_fullres 3 -p PretrainedPlns',
      seesProject: true,
      findings: [
        {
          message: 'plans',
          at: '1:24',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: 'PretrainedPlns',
            command: 'nnUNetv2_train',
            known: ['PretrainedPlansCustom'],
            isPlanner: false,
          },
        },
      ],
    },
    {
      name: 'in a script',
      seesProject: true,
      script:
        'module load cuda\nnnUNetv2_preprocess -d 122 -plans_name PretrainedPlanCustom\nnnUNetv2_train 122 3d_fulress 0 -p PretrainedPlansCustom',
      findings: [
        {
          message: 'plans',
          at: '2:1',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: 'PretrainedPlanCustom',
            command: 'nnUNetv2_preprocess',
            known: ['PretrainedPlansCustom'],
            isPlanner: false,
          },
          remedy: 'Did you mean "PretrainedPlansCustom"?',
        },
        {
          message: 'configuration',
          at: '3:1',
          data: {
            configuration: '3d_fulress',
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            known: ['2d', '3d_fullres'],
          },
          remedy: 'Did you mean "3d_fullres"?',
        },
      ],
    },
    {
      name: 'the name of a planner',
      command: 'nnUNetv2_train 122 3d_fullres 0 -p nnUNetPlannerResEncM',
      findings: [
        {
          message: 'plans',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: 'nnUNetPlannerResEncM',
            command: 'nnUNetv2_train',
            known: ['PretrainedPlansCustom'],
            isPlanner: true,
          },
          remedy: 'Did you mean "nnUNetResEncUNetMPlans"?',
          text: 'That is the name of a planner',
        },
      ],
    },
    {
      name: 'with its ending',
      command: `nnUNetv2_train 122 3d_fullres 0 -p ${plans}.json`,
      findings: [
        {
          message: 'plans',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: `${plans}.json`,
            command: 'nnUNetv2_train',
            known: [plans],
            isPlanner: false,
          },
          remedy: 'Did you mean "PretrainedPlansCustom"?',
        },
      ],
    },
    {
      name: 'never planned',
      changes: [{ file: `${folder}/${plans}.json`, delete: true }],
      command: 'nnUNetv2_train 122 3d_fullres 0',
      findings: [
        {
          message: 'plans',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: 'nnUNetPlans',
            command: 'nnUNetv2_train',
            known: [],
            isPlanner: false,
          },
          remedy: 'Plan it first: nnUNetv2_plan_and_preprocess -d 122',
          text: 'Dataset122_PancreasCT has no plans "nnUNetPlans"; it has none.',
        },
      ],
    },
    {
      name: 'in one of two datasets',
      command: 'nnUNetv2_preprocess -d 121 122 -plans_name TinyPlans -c 3d_fullres',
      findings: [
        {
          message: 'plans',
          data: {
            dataset: 'Dataset122_PancreasCT',
            plans: 'TinyPlans',
            command: 'nnUNetv2_preprocess',
            known: ['PretrainedPlansCustom'],
            isPlanner: false,
          },
          text: 'Dataset122_PancreasCT has no plans "TinyPlans"',
        },
      ],
    },
    {
      name: 'no such configuration to train',
      command: `nnUNetv2_train 122 3d_fulres 0 -p ${plans}`,
      findings: [
        {
          message: 'configuration',
          data: {
            configuration: '3d_fulres',
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            known: ['2d', '3d_fullres'],
          },
          remedy: 'Did you mean "3d_fullres"?',
          text: 'have no configuration "3d_fulres"; they have "2d" and "3d_fullres"',
        },
      ],
    },
    {
      name: 'no such configuration to preprocess',
      command: `nnUNetv2_preprocess -d 122 -plans_name ${plans} -c 3d_lowres`,
      findings: [
        {
          message: 'skipped',
          data: {
            configuration: '3d_lowres',
            plans: 'Dataset122_PancreasCT/PretrainedPlansCustom',
            known: ['2d', '3d_fullres'],
          },
        },
      ],
    },
  ],
});
