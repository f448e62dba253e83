import { moveObstacle } from '../../../rules/workflow/move-obstacle.js';
import { ruleTester } from '../../support/rule-tester.js';

const move = 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp PretrainedPlans';

ruleTester(moveObstacle, {
  valid: [
    { name: 'all that is needed is there', command: move },
    { name: 'not a move', command: 'nnUNetv2_train 122 3d_fullres 0' },
    {
      name: 'a dataset that does not exist',
      command: 'nnUNetv2_move_plans_between_datasets -s 999 -t 122 -sp TinyPlans',
    },
    {
      name: 'inherited configurations, which later releases move',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
          set: '/configurations/3d_second',
          to: { inherits_from: '3d_fullres' },
        },
      ],
      command: move,
    },
  ],
  invalid: [
    {
      name: 'plans that the source does not have',
      command: 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp PretrainedPlansCustom -tp TinyPlans',
      findings: [
        {
          message: 'stops',
          data: { reason: 'Dataset121_AbdomenCT has no PretrainedPlansCustom.json.', exception: 'AssertionError' },
        },
      ],
    },
    {
      name: 'no raw data of the target',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT', delete: true }],
      command: move,
      findings: [
        {
          message: 'stops',
          data: {
            reason: 'Dataset122_PancreasCT has no dataset.json in its raw folder.',
            exception: 'FileNotFoundError',
          },
          text: 'has no dataset.json in its raw folder',
        },
      ],
    },
    {
      name: 'inherited configurations and an early release',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
          set: '/configurations/3d_second',
          to: { inherits_from: '3d_fullres' },
        },
      ],
      nnunet: '2.1',
      command: move,
      findings: [
        {
          message: 'stops',
          data: {
            reason: "configurations.3d_second.data_identifier cannot be rewritten: 'data_identifier'.",
            exception: 'KeyError',
          },
          text: 'stops with KeyError: configurations.3d_second',
        },
      ],
    },
  ],
});
