import { trainerKnown } from '../../../rules/workflow/trainer-known.js';
import { ruleTester } from '../../support/rule-tester.js';
import { pickledDictionary, torchText } from '../../support/torch-text.js';

const predict = 'nnUNetv2_predict -i a -o b -d 121 -c 3d_fullres -p TinyPlans -f 0';
const checkpoint =
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const trainedBy = (trainer: string) => [
  { file: checkpoint, write: torchText(pickledDictionary({ network_weights: {}, trainer_name: trainer })) },
];
const fork = {
  'nnunetv2/training/nnUNetTrainer/mine.py':
    'from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\nclass MyTrainer(nnUNetTrainer): pass\n',
};

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(trainerKnown, {
  valid: [
    { name: 'the default', command: train },
    { name: 'one of nnU-Net', command: `${train} -tr nnUNetTrainer_250epochs` },
    { name: 'one that the config knows', command: `${train} -tr MyTrainer`, knownClasses: ['MyTrainer'] },
    { name: 'only its help', command: `${train} -tr MyTrainer -h` },
    { name: 'the default of an installation', command: train, installed: {} },
    { name: 'one of a fork that is installed', command: `${train} -tr MyTrainer`, installed: fork },
    { name: 'one of nnU-Net that is installed', command: `${train} -tr nnUNetTrainer_250epochs`, installed: {} },
    {
      name: 'a checkpoint of a fork that is installed',
      command: predict,
      changes: trainedBy('MyTrainer'),
      installed: fork,
    },
    {
      name: 'a checkpoint of a fork, and nothing is known of nnU-Net',
      command: predict,
      changes: trainedBy('MyTrainer'),
    },
    {
      name: 'a prediction, whose trainer only names a folder',
      command: 'nnUNetv2_predict -i a -o b -d 122 -c 2d -tr X',
    },
  ],
  invalid: [
    {
      name: 'other capitals',
      command: `${train} -tr nnunettrainer`,
      findings: [
        {
          message: 'mistyped',
          data: { trainer: 'nnunettrainer', meant: 'nnUNetTrainer' },
          remedy: 'Write "nnUNetTrainer".',
        },
      ],
    },
    {
      name: 'one of a fork',
      command: `${train} -tr nnUNetTrainerUMambaBot`,
      findings: [{ message: 'foreign', data: { trainer: 'nnUNetTrainerUMambaBot' } }],
    },
    {
      name: 'one of another fork than the one that is installed',
      command: `${train} -tr YourTrainer`,
      installed: fork,
      findings: [
        {
          message: 'missing',
          data: { command: 'nnUNetv2_train', trainer: 'YourTrainer', installation: 'nnU-Net 2.8.1 in venv /venv' },
          text: 'There is no trainer "YourTrainer" in nnU-Net 2.8.1 in venv /venv. nnUNetv2_train stops',
        },
      ],
    },
    {
      name: 'one that came with a later release',
      command: `${train} -tr nnUNetTrainer_500epochs`,
      installed: {},
      version: '2.2',
      findings: [
        {
          message: 'missing',
          data: {
            command: 'nnUNetv2_train',
            trainer: 'nnUNetTrainer_500epochs',
            installation: 'nnU-Net 2.2 in venv /venv',
          },
          text: 'nnU-Net 2.2 in venv /venv',
        },
      ],
    },
    {
      name: 'one that the fork has under another name',
      command: `${train} -tr MyTrainr`,
      installed: fork,
      findings: [
        {
          message: 'missing',
          data: { command: 'nnUNetv2_train', trainer: 'MyTrainr', installation: 'nnU-Net 2.8.1 in venv /venv' },
          remedy: 'Write "MyTrainer".',
          text: 'no trainer "MyTrainr"',
        },
      ],
    },
    {
      name: 'the name of a planner',
      command: `${train} -tr ExperimentPlanner`,
      installed: {},
      findings: [
        {
          message: 'missing',
          data: {
            command: 'nnUNetv2_train',
            trainer: 'ExperimentPlanner',
            installation: 'nnU-Net 2.8.1 in venv /venv',
          },
        },
      ],
    },
    {
      name: 'it may be in a compiled module',
      command: `${train} -tr YourTrainer`,
      installed: { 'nnunetv2/training/nnUNetTrainer/fast.so': '' },
      findings: [{ message: 'foreign', data: { trainer: 'YourTrainer' } }],
    },
    {
      name: 'a script that activates another environment',
      script: 'conda activate fork\nnnUNetv2_train 122 3d_fullres 0 -tr YourTrainer\n',
      installed: {},
      findings: [{ message: 'foreign', at: '2:1', data: { trainer: 'YourTrainer' } }],
    },
    {
      name: 'prediction with a checkpoint whose trainer is not installed',
      command: predict,
      changes: trainedBy('MyTrainer'),
      installed: {},
      findings: [
        {
          message: 'missing',
          data: { command: 'nnUNetv2_predict', trainer: 'MyTrainer', installation: 'nnU-Net 2.8.1 in venv /venv' },
          text: 'nnUNetv2_predict stops',
        },
      ],
    },
  ],
});
