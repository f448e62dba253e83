import { unknownOption } from '../../../rules/workflow/unknown-option.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0';

ruleTester(unknownOption, {
  valid: [
    {
      name: 'all that there is',
      command: `${train} -p X -tr nnUNetTrainer -num_gpus 2 --npz --c --val --val_best -device cuda`,
    },
    { name: 'abbreviated options', command: 'nnUNetv2_preprocess -d 2 -plans X --verb' },
    { name: 'short for -plans_name in this command', command: 'nnUNetv2_preprocess -d 2 -p X' },
    { name: 'a value glued to its option', command: `${train} -pMyPlans` },
    { name: 'a value that looks like an option', command: `${train} -p=-plans_name` },
    { name: 'a negative fold', command: 'nnUNetv2_train 122 3d_fullres -1' },
    { name: 'help is all that is asked for', command: 'nnUNetv2_train --foo -h' },
    { name: 'an option of the release that is used', command: `${train} --use_compressed`, nnunet: '<2.6' },
    { name: 'behind two dashes everything is a value', command: 'nnUNetv2_train 122 3d_fullres -- -0x' },
    { name: 'another mistake', command: `${train} -num_gpus two` },
  ],
  invalid: [
    {
      name: 'options of preprocessing given to training',
      command: 'nnUNetv2_train -d 122 -c 3d_fullres -f 0',
      findings: [
        {
          message: 'misread',
          data: {
            command: 'nnUNetv2_train',
            option: '-d',
            release: '2.8.1',
            meant: 'dataset_name_or_id',
            others: [],
            readAs: '-device',
            isIgnored: false,
          },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
        },
        {
          message: 'unknown',
          data: { command: 'nnUNetv2_train', option: '-c', release: '2.8.1', meant: 'configuration', others: [] },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
          text: 'write the configuration without an option',
        },
        {
          message: 'unknown',
          data: { command: 'nnUNetv2_train', option: '-f', release: '2.8.1', meant: 'fold', others: [] },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
          text: 'write the fold without an option',
        },
      ],
    },
    {
      name: 'two letters changed places, and Python reads another option',
      command: `${train} -pretrained_weigths x.pth -p MyPlans`,
      findings: [
        {
          message: 'misread',
          data: {
            command: 'nnUNetv2_train',
            option: '-pretrained_weigths',
            release: '2.8.1',
            meant: '-pretrained_weights',
            others: [],
            readAs: '-p retrained_weigths',
            isIgnored: false,
          },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -pretrained_weights x.pth -p MyPlans`',
          text: 'reads -p retrained_weigths instead. The command stops.',
        },
      ],
    },
    {
      name: 'a mistyped option with its value glued to it',
      command: `${train} -pretrained_weigths=x.pth`,
      findings: [
        {
          message: 'misread',
          data: {
            command: 'nnUNetv2_train',
            option: '-pretrained_weigths=x.pth',
            release: '2.8.1',
            meant: '-pretrained_weights',
            others: [],
            readAs: '-p retrained_weigths=x.pth',
            isIgnored: true,
          },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -pretrained_weights x.pth`',
          text: 'probably mean -pretrained_weights.',
        },
      ],
    },
    {
      name: 'one dash too few',
      command: `${train} -npz`,
      findings: [
        {
          message: 'unknown',
          data: { command: 'nnUNetv2_train', option: '-npz', release: '2.8.1', meant: '--npz', others: [] },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 --npz`',
          text: 'has no option -npz; you probably mean --npz.',
        },
      ],
    },
    {
      name: 'an option that was taken out',
      command: `${train} --use_compressed`,
      findings: [
        {
          message: 'release',
          data: {
            command: 'nnUNetv2_train',
            option: '--use_compressed',
            release: '2.8.1',
            others: ['2.0', '2.1', '2.1.2', '2.2', '2.2.1', '2.3.1', '2.4', '2.4.1', '2.4.2', '2.5.1', '2.5.2'],
            isIgnored: false,
          },
          remedy:
            'Check which version is installed: `pip show nnunetv2`. Then set "nnunet" in nnplans.config.json to that version.',
          text: 'in nnU-Net 2.0 to 2.5.2, not in 2.8.1',
        },
      ],
    },
    {
      name: 'an option that was taken out of the release that is used',
      command: `${train} --use_compressed`,
      nnunet: '>=2.6',
      findings: [
        {
          message: 'unknown',
          data: {
            command: 'nnUNetv2_train',
            option: '--use_compressed',
            release: '2.8.1',
            others: ['2.0', '2.1', '2.1.2', '2.2', '2.2.1', '2.3.1', '2.4', '2.4.1', '2.4.2', '2.5.1', '2.5.2'],
          },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
          text: 'has no option --use_compressed in nnU-Net 2.8.1, only in 2.0 to 2.5.2.',
        },
      ],
    },
    {
      name: 'an option that came later',
      command: 'nnUNetv2_preprocess -d 2 --no_pbar',
      nnunet: '2.5',
      findings: [
        {
          message: 'ignored',
          data: {
            command: 'nnUNetv2_preprocess',
            option: '--no_pbar',
            release: '2.5.2',
            others: ['2.7.0', '2.8.0', '2.8.1'],
          },
          remedy: 'You probably meant: `nnUNetv2_preprocess -d 2`',
          text: 'in nnU-Net 2.5.2, only in 2.7.0 to 2.8.1',
        },
      ],
    },
    {
      name: 'nothing like it anywhere',
      command: 'nnUNetv2_plan_experiment -d 2 --quux',
      findings: [
        {
          message: 'ignored',
          data: { command: 'nnUNetv2_plan_experiment', option: '--quux', release: '2.8.1', others: [] },
          remedy: 'You probably meant: `nnUNetv2_plan_experiment -d 2`',
          text: 'has no option --quux. It ignores the option',
        },
      ],
    },
    {
      name: 'the letters of nnU-Net v1',
      command: 'nnUNetv2_predict -i in -o out -t 122 -m 3d_fullres',
      findings: [
        {
          message: 'misread',
          data: {
            command: 'nnUNetv2_predict',
            option: '-t',
            release: '2.8.1',
            meant: '-d',
            others: [],
            readAs: '-tr',
            isIgnored: false,
          },
          remedy: 'You probably meant: `nnUNetv2_predict -i in -o out -d 122 -c 3d_fullres`',
          text: 'reads -tr instead.',
        },
        {
          message: 'unknown',
          data: { command: 'nnUNetv2_predict', option: '-m', release: '2.8.1', meant: '-c', others: [] },
          remedy: 'You probably meant: `nnUNetv2_predict -i in -o out -d 122 -c 3d_fullres`',
          text: 'probably mean -c.',
        },
      ],
    },
    {
      name: 'too short',
      command: 'nnUNetv2_plan_and_preprocess -d 2 -p MyPlans',
      findings: [
        {
          message: 'ambiguous',
          data: { command: 'nnUNetv2_plan_and_preprocess', option: '-p', candidates: ['-pl', '-preprocessor_name'] },
          remedy: 'You probably meant: `nnUNetv2_plan_and_preprocess -d 2 -overwrite_plans_name MyPlans`',
        },
      ],
    },
  ],
});
