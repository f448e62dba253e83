import { cascade } from '../../../rules/workflow/cascade.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const train = 'nnUNetv2_train 122 3d_fullres 1 -p PretrainedPlansCustom';
const later = { file, set: '/configurations/3d_fullres/previous_stage', to: '2d' };
const earlier = { file, set: '/configurations/2d/next_stage', to: '3d_fullres' };
const before = {
  file: 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__2d/predicted_next_stage/3d_fullres/pan_004.b2nd',
  write: '',
};
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
    {
      name: 'predictions of an earlier training, which nnU-Net 2.8.1 replaces',
      command: 'nnUNetv2_train 122 2d 1 -p PretrainedPlansCustom',
      changes: [later, earlier, before],
      installed: {},
    },
    { name: 'results are not here', command: train, changes: [later], withoutRoots: true },
  ],
  invalid: [
    {
      name: 'predictions of an earlier training, under a release that does not write over them',
      command: 'nnUNetv2_train 122 2d 1 -p PretrainedPlansCustom',
      changes: [later, earlier, before],
      installed: {},
      version: '2.6.4',
      findings: [
        {
          message: 'inTheWay',
          data: { configuration: '3d_fullres', stage: '2d', version: '2.6.4', cases: ['pan_004'] },
          remedy: 'Move these files away first. nnU-Net 2.7 writes over them.',
        },
      ],
    },
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
