import { trainerKnown } from '../../../rules/model/trainer-known.js';
import { ruleTester } from '../../support/rule-tester.js';
import { pickledDictionary, torchText } from '../../support/torch-text.js';

const file = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const of = (trainer: string | null) => [
  { file, write: torchText(pickledDictionary({ network_weights: {}, trainer_name: trainer })) },
];

ruleTester(trainerKnown, {
  valid: [
    { name: 'nnUNetTrainer (real run)' },
    { name: 'BN and NoDeepSupervision (real run)', project: 'checkpoints' },
    {
      name: 'a fork’s trainer that the config lists',
      changes: of('nnUNetTrainerUMambaBot'),
      knownClasses: ['nnUNetTrainerUMambaBot'],
    },
    {
      name: 'a fork’s trainer that is installed',
      changes: of('MyTrainer'),
      installed: {
        'nnunetv2/training/nnUNetTrainer/mine.py': 'class MyTrainer(nnUNetTrainer): pass\n',
      },
    },
  ],
  invalid: [
    {
      name: 'a trainer that is not installed',
      changes: of('nnUNetTrainerUMambaBot'),
      installed: {},
      findings: [
        {
          message: 'missing',
          data: { trainer: 'nnUNetTrainerUMambaBot', installation: 'nnU-Net 2.8.1 in venv /venv' },
          text: 'There is no trainer "nnUNetTrainerUMambaBot" in nnU-Net 2.8.1 in venv /venv.',
        },
      ],
    },
    {
      name: 'a fork’s trainer',
      changes: of('nnUNetTrainerUMambaBot'),
      findings: [{ message: 'foreign', data: { trainer: 'nnUNetTrainerUMambaBot' } }],
    },
    {
      name: 'a typing error',
      changes: of('nnUNetTrainer_250epoch'),
      findings: [
        { message: 'mistyped', data: { trainer: 'nnUNetTrainer_250epoch', meant: 'nnUNetTrainer_250epochs' } },
      ],
    },
    {
      name: 'None',
      changes: of(null),
      findings: [
        { message: 'none', data: { file: 'checkpoint_final.pth' }, remedy: 'Use the checkpoint as nnU-Net wrote it.' },
      ],
    },
  ],
});
