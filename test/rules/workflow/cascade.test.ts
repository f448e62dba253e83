import { cascade } from '../../../rules/workflow/cascade.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const train = 'nnUNetv2_train 122 3d_fullres 1 -p PretrainedPlansCustom';
const later = { file, set: '/configurations/3d_fullres/previous_stage', to: '2d' };
const predictions = (trainer: string) => ({
  file: `nnUNet_results/Dataset122_PancreasCT/${trainer}__PretrainedPlansCustom__2d/predicted_next_stage/3d_fullres/pan_000.npz`,
  write: '',
});

ruleTester(cascade, {
  valid: [
    { name: 'a single stage (real run)', command: train },
    { name: 'predictions of the first stage', command: train, changes: [later, predictions('nnUNetTrainer')] },
    {
      name: 'of another trainer, which is used again',
      command: `${train} -tr nnUNetTrainerNoMirroring`,
      changes: [later, predictions('nnUNetTrainerNoMirroring')],
    },
    {
      name: 'a script: another may train the first stage',
      script: train,
      seesProject: true,
      changes: [later],
    },
    { name: 'results are not here', command: train, changes: [later], withoutRoots: true },
  ],
  invalid: [
    {
      name: 'no model of the first stage',
      command: train,
      changes: [later],
      findings: [
        {
          message: 'missing',
          data: { configuration: '3d_fullres', stage: '2d', model: 'nnUNetTrainer__PretrainedPlansCustom__2d' },
        },
      ],
    },
    {
      name: 'predictions of another trainer',
      command: train,
      changes: [later, predictions('nnUNetTrainerNoMirroring')],
      findings: [
        {
          message: 'missing',
          data: { configuration: '3d_fullres', stage: '2d', model: 'nnUNetTrainer__PretrainedPlansCustom__2d' },
        },
      ],
    },
  ],
});
