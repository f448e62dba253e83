import { transposeInverse } from '../../../rules/plans/transpose-inverse.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const orders = (forward: (number | boolean)[], backward: (number | boolean)[]) => [
  { file, set: '/transpose_forward', to: forward },
  { file, set: '/transpose_backward', to: backward },
];

ruleTester(transposeInverse, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'a rotation and its inverse', changes: orders([1, 2, 0], [2, 0, 1]) },
    { name: 'an exchange undoes itself', changes: orders([0, 2, 1], [0, 2, 1]) },
    { name: 'the way back counted from the end, as numpy allows', changes: orders([0, 1, 2], [-3, -2, -1]) },
    { name: 'booleans, which Python counts with', changes: orders([false, true, 2], [0, true, 2]) },
    { name: 'what is no list is told by plans/schema', changes: [{ file, set: '/transpose_forward', to: '012' }] },
  ],
  invalid: [
    {
      name: 'a rotation does not undo itself',
      changes: orders([1, 2, 0], [1, 2, 0]),
      findings: [
        {
          message: 'notInverse',
          at: '/transpose_backward',
          data: { found: [1, 2, 0], forward: [1, 2, 0], expected: [2, 0, 1] },
          remedy: 'Set transpose_backward to [2, 0, 1].',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/transpose_backward = [2,0,1]',
            ],
          },
        },
      ],
    },
    {
      name: 'too short',
      changes: orders([0, 1, 2], [0, 1]),
      findings: [
        {
          message: 'notInverse',
          at: '/transpose_backward',
          data: { found: [0, 1], forward: [0, 1, 2], expected: [0, 1, 2] },
          remedy: 'Set transpose_backward to [0, 1, 2].',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/transpose_backward = [0,1,2]',
            ],
          },
        },
      ],
    },
    ...[
      [0, 1],
      [0, 0, 2],
      [1, 2, 3],
      [-3, -2, -1],
      [0, 1, 2, 3],
    ].map((forward) => ({
      name: `no order: ${forward.join()}`,
      changes: orders(forward, [0, 1, 2]),
      findings: [{ message: 'noOrder', at: '/transpose_forward', data: { found: forward } }],
    })),
  ],
});
