import { cascadeLinks } from '../../../rules/plans/cascade-links.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const cascade = 'nnUNet_preprocessed/Dataset126_WholeBodyCT/TinyPlans.json';
const set = (configuration: string, key: string, to: JsonValue) => ({
  file: cascade,
  set: `/configurations/${configuration}/${key}`,
  to,
});
const project = 'cascade';

ruleTester(cascadeLinks, {
  valid: [
    { name: 'a cascade (real run)', project },
    { name: 'no cascade (real run)' },
    { name: 'two next stages', project, changes: [set('3d_lowres', 'next_stage', ['3d_cascade_fullres'])] },
    {
      name: 'stages of null',
      changes: [
        { file, set: `${at}/previous_stage`, to: null },
        { file, set: `${at}/next_stage`, to: null },
      ],
    },
    {
      name: 'what is no name is told by plans/schema',
      project,
      changes: [set('3d_cascade_fullres', 'previous_stage', ['3d_lowres'])],
    },
    {
      name: 'an unknown parent is told by plans/inheritance',
      project,
      changes: [set('3d_cascade_fullres', 'inherits_from', 'nobody')],
    },
  ],
  invalid: [
    {
      name: 'the earlier stage has gone from the plans, its predictions are there',
      project,
      changes: [
        { file: cascade, remove: '/configurations/3d_lowres' },
        {
          file: 'nnUNet_results/Dataset126_WholeBodyCT/nnUNetTrainer__TinyPlans__3d_lowres/predicted_next_stage/3d_cascade_fullres/wb_000.b2nd',
          write: '',
        },
      ],
      findings: [
        {
          message: 'previousGone',
          at: '/configurations/3d_cascade_fullres/previous_stage',
          data: { configuration: '3d_cascade_fullres', stage: '3d_lowres' },
        },
      ],
    },
    ...(
      [
        [
          '3d_low',
          {
            remedy: 'Write "3d_lowres".',
            fix: {
              isSafe: true,
              edits: [
                'nnUNet_preprocessed/Dataset126_WholeBodyCT/TinyPlans.json#/configurations/3d_cascade_fullres/previous_stage = "3d_lowres"',
              ],
            },
          },
        ],
        ['', {}],
      ] as const
    ).map(([stage, remedy]) => ({
      name: `a previous stage "${stage}" that is not there`,
      project,
      changes: [set('3d_cascade_fullres', 'previous_stage', stage)],
      findings: [
        {
          message: 'previousUnknown',
          at: '/configurations/3d_cascade_fullres/previous_stage',
          data: {
            configuration: '3d_cascade_fullres',
            stage: JSON.stringify(stage),
            known: ['2d', '3d_lowres', '3d_fullres', '3d_cascade_fullres'],
          },
          ...remedy,
        },
      ],
    })),
    {
      name: 'a next stage that is not there',
      project,
      changes: [set('3d_lowres', 'next_stage', '3d_cascade')],
      findings: [
        {
          message: 'nextUnknown',
          at: '/configurations/3d_lowres/next_stage',
          data: {
            configuration: '3d_lowres',
            stage: '"3d_cascade"',
            known: ['2d', '3d_lowres', '3d_fullres', '3d_cascade_fullres'],
          },
          remedy: 'Write "3d_cascade_fullres".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset126_WholeBodyCT/TinyPlans.json#/configurations/3d_lowres/next_stage = "3d_cascade_fullres"',
            ],
          },
          text: 'runs all epochs',
        },
      ],
    },
    {
      name: 'nothing points forward',
      project,
      changes: [{ file: cascade, remove: '/configurations/3d_lowres/next_stage' }],
      findings: [
        {
          message: 'notGiven',
          data: { configuration: '3d_cascade_fullres', stage: '3d_lowres' },
          at: '/configurations/3d_cascade_fullres/previous_stage',
          remedy:
            'Set next_stage of "3d_lowres" to "3d_cascade_fullres", then validate it again: nnUNetv2_train … --val.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset126_WholeBodyCT/TinyPlans.json#/configurations/3d_lowres/next_stage = "3d_cascade_fullres"',
            ],
          },
        },
      ],
    },
    {
      name: 'a variant of the cascade, for which the earlier stage writes nothing',
      project,
      changes: [
        { file: cascade, set: '/configurations/mine', to: { inherits_from: '3d_cascade_fullres', batch_size: 4 } },
      ],
      findings: [
        {
          message: 'notGiven',
          at: '/configurations/3d_cascade_fullres/previous_stage',
          data: { configuration: 'mine', stage: '3d_lowres' },
          remedy:
            'Set next_stage of "3d_lowres" to ["3d_cascade_fullres","mine"], then validate it again: nnUNetv2_train … --val.',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset126_WholeBodyCT/TinyPlans.json#/configurations/3d_lowres/next_stage = ["3d_cascade_fullres","mine"]',
            ],
          },
        },
      ],
    },
    {
      name: 'segmentations for nobody',
      project,
      changes: [set('3d_lowres', 'next_stage', ['3d_cascade_fullres', '3d_fullres'])],
      findings: [
        {
          message: 'notTaken',
          data: { configuration: '3d_lowres', stage: '3d_fullres' },
          at: '/configurations/3d_lowres/next_stage',
        },
      ],
    },
    {
      name: 'data of its own',
      project,
      changes: [set('3d_cascade_fullres', 'data_identifier', 'mine')],
      findings: [
        {
          message: 'ownData',
          at: '/configurations/3d_cascade_fullres/data_identifier',
          data: { configuration: '3d_cascade_fullres', stage: '3d_fullres' },
          remedy: 'Remove data_identifier of "3d_cascade_fullres": then it uses the data of "3d_fullres".',
        },
      ],
    },
  ],
});
