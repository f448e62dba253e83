import { trainerKnown } from '../../../rules/workflow/trainer-known.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(trainerKnown, {
  valid: [
    { name: 'the default', command: train },
    { name: 'one of nnU-Net', command: `${train} -tr nnUNetTrainer_250epochs` },
    { name: 'one that the config knows', command: `${train} -tr MyTrainer`, knownClasses: ['MyTrainer'] },
    { name: 'only its help', command: `${train} -tr MyTrainer -h` },
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
  ],
});
