import { argumentValues } from '../../../rules/workflow/argument-values.js';
import { ruleTester } from '../../support/rule-tester.js';

const fork = { 'nnunetv2/experiment_planning/mine.py': 'class MyPlanner: pass\n' };

ruleTester(argumentValues, {
  valid: [
    { name: 'everything that is needed', command: 'nnUNetv2_train 122 3d_fullres all -device cpu' },
    { name: 'another mistake', command: 'nnUNetv2_train 122 3d_fullres 0 -npz' },
    { name: 'several datasets, one number of processes', command: 'nnUNetv2_preprocess -d 121 122 -np 4' },
    {
      name: 'no preprocessing, so no matter how many processes',
      command: 'nnUNetv2_plan_and_preprocess -d 2 --no_pp -np 1 2',
    },
    { name: 'a planner of nnU-Net', command: 'nnUNetv2_plan_experiment -d 121 -pl nnUNetPlannerResEncL' },
    {
      name: 'a planner of a fork, and nothing is known of nnU-Net',
      command: 'nnUNetv2_plan_experiment -d 121 -pl MyPlanner',
    },
    {
      name: 'a planner of a fork that is installed',
      command: 'nnUNetv2_plan_experiment -d 121 -pl MyPlanner',
      installed: fork,
    },
    { name: 'a command that nnplans knows by its arguments only', command: 'nnUNetv2_ensemble -i a b -o c' },
  ],
  invalid: [
    {
      name: 'a planner, mistyped',
      command: 'nnUNetv2_plan_and_preprocess -d 121 -pl nnUNetPlannerResEncl',
      findings: [
        {
          message: 'noClass',
          data: {
            command: 'nnUNetv2_plan_and_preprocess',
            names: ['-pl'],
            text: 'nnUNetPlannerResEncl',
            why: 'there is no planner "nnUNetPlannerResEncl" in nnU-Net, but "nnUNetPlannerResEncL"',
            consequence: "It stops with: TypeError: 'NoneType' object is not callable.",
          },
          remedy: 'Write -pl nnUNetPlannerResEncL.',
          text: /there is no planner .*but "nnUNetPlannerResEncL".*NoneType/,
        },
      ],
    },
    {
      name: 'a planner that is not installed',
      command: 'nnUNetv2_plan_experiment -d 121 -pl YourPlanner',
      installed: fork,
      findings: [
        {
          message: 'noClass',
          data: {
            command: 'nnUNetv2_plan_experiment',
            names: ['-pl'],
            text: 'YourPlanner',
            why: 'there is no planner "YourPlanner" in nnU-Net 2.8.1 in venv /venv',
            consequence: "It stops with: TypeError: 'NoneType' object is not callable.",
          },
          text: 'there is no planner "YourPlanner" in nnU-Net 2.8.1 in venv /venv',
        },
      ],
    },
    {
      name: 'a planner that came with a later release',
      command: 'nnUNetv2_plan_experiment -d 121 -pl nnUNetPlannerResEncL',
      installed: {},
      version: '2.3.1',
      findings: [
        {
          message: 'noClass',
          data: {
            command: 'nnUNetv2_plan_experiment',
            names: ['-pl'],
            text: 'nnUNetPlannerResEncL',
            why: 'there is no planner "nnUNetPlannerResEncL" in nnU-Net 2.3.1 in venv /venv; it came with 2.4',
            consequence: "It stops with: TypeError: 'NoneType' object is not callable.",
          },
          text: 'it came with 2.4',
        },
      ],
    },
    {
      name: 'a preprocessor that is not installed',
      command: 'nnUNetv2_plan_experiment -d 121 -preprocessor_name YourPreprocessor',
      installed: fork,
      findings: [
        {
          message: 'noClass',
          data: {
            command: 'nnUNetv2_plan_experiment',
            names: ['-preprocessor_name'],
            text: 'YourPreprocessor',
            why: 'there is no preprocessor "YourPreprocessor" in nnU-Net 2.8.1 in venv /venv',
            consequence:
              "The plans get that name anyway, and preprocessing with them stops with: TypeError: 'NoneType' object is not callable.",
          },
          text: 'The plans get that name',
        },
      ],
    },
    {
      name: 'nothing but the command',
      command: 'nnUNetv2_train',
      findings: [
        {
          message: 'missing',
          data: { command: 'nnUNetv2_train', names: ['dataset_name_or_id', 'configuration', 'fold'], text: '' },
          remedy: 'You probably meant: `nnUNetv2_train DATASET CONFIGURATION FOLD`',
          text: 'the dataset, the configuration and the fold.',
        },
      ],
    },
    {
      name: 'argparse does not insist on the datasets',
      command: 'nnUNetv2_preprocess -c 3d_fullres',
      findings: [
        {
          message: 'missing',
          data: { command: 'nnUNetv2_preprocess', names: ['-d'], text: '' },
          remedy: 'You probably meant: `nnUNetv2_preprocess -c 3d_fullres -d DATASET`',
          text: 'nnUNetv2_preprocess lacks -d.',
        },
      ],
    },
    {
      name: 'a name where a number is wanted',
      command: 'nnUNetv2_preprocess -d Dataset122_PancreasCT',
      findings: [
        {
          message: 'type',
          data: { command: 'nnUNetv2_preprocess', names: ['-d'], text: 'Dataset122_PancreasCT' },
          remedy: 'You probably meant: `nnUNetv2_preprocess -d 122`',
          text: '-d of nnUNetv2_preprocess is "Dataset122_PancreasCT", where a number is expected.',
        },
      ],
    },
    {
      name: 'no value',
      command: 'nnUNetv2_train 122 3d_fullres 0 -p',
      findings: [
        {
          message: 'noValue',
          data: { command: 'nnUNetv2_train', names: ['-p'], text: '-p' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -p PLANS`',
        },
      ],
    },
    {
      name: 'a value too many',
      command: 'nnUNetv2_train 122 3d_fullres 0 --c=1',
      findings: [
        {
          message: 'unwantedValue',
          data: { command: 'nnUNetv2_train', names: ['--c'], text: '--c=1' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 --c`',
        },
      ],
    },
    {
      name: 'all folds at once',
      command: 'nnUNetv2_train 122 3d_fullres 0 1',
      findings: [{ message: 'tooMany', data: { command: 'nnUNetv2_train', names: [], text: '1' } }],
    },
    {
      name: 'a word that is passed over',
      command: 'nnUNetv2_preprocess 3d_fullres -d 122',
      findings: [{ message: 'surplus', data: { command: 'nnUNetv2_preprocess', names: [], text: '3d_fullres' } }],
    },
    {
      name: 'a number for a device',
      command: 'nnUNetv2_train 122 3d_fullres 0 -device 1',
      findings: [
        {
          message: 'refused',
          data: {
            command: 'nnUNetv2_train',
            names: ['-device'],
            text: '1',
            python: 'AssertionError: -device must be either cpu, mps or cuda',
          },
          remedy: 'Leave out -device, and choose the GPU with CUDA_VISIBLE_DEVICES=1 before the command.',
          text: '-device of nnUNetv2_train is "1", which it does not accept. It stops with: AssertionError',
        },
      ],
    },
    {
      name: 'folds with commas',
      command: 'nnUNetv2_predict -i a -o b -d 122 -c 3d_fullres -f 0,1',
      findings: [
        {
          message: 'refused',
          data: { command: 'nnUNetv2_predict', names: ['-f'], text: '0,1', python: 'ValueError: not a whole number' },
          remedy: 'You probably meant: `nnUNetv2_predict -i a -o b -d 122 -c 3d_fullres -f 0 1`',
          text: 'It stops with: ValueError',
        },
      ],
    },
    {
      name: 'as many processes as there are not configurations',
      command: 'nnUNetv2_preprocess -d 122 -np 4 4',
      findings: [
        {
          message: 'refused',
          data: {
            command: 'nnUNetv2_preprocess',
            names: ['-np', '-c'],
            text: '4 4',
            python:
              'RuntimeError: The list provided with num_processes must either have len 1 or as many elements as there are configurations',
          },
          text: '-np of nnUNetv2_preprocess is "4 4"',
        },
      ],
    },
    {
      name: 'two that exclude each other',
      command: 'nnUNetv2_train 122 3d_fullres 0 --c --val',
      findings: [
        {
          message: 'conflict',
          data: {
            command: 'nnUNetv2_train',
            names: ['--c', '--val'],
            text: '--c',
            python: 'AssertionError: Cannot set --c and --val flag at the same time',
          },
        },
      ],
    },
  ],
});
