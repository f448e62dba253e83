import { inheritance } from '../../../rules/plans/inheritance.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const add = (name: string, to: JsonValue) => ({ file, set: `/configurations/${name}`, to });

ruleTester(inheritance, {
  valid: [
    { name: 'plans of a cascade (real run)', project: 'cascade' },
    { name: 'no inheritance (real run)' },
    { name: 'a chain', changes: [add('a', { inherits_from: 'b' }), add('b', { inherits_from: '3d_fullres' })] },
    { name: 'a configuration that is none is told by plans/schema', changes: [add('a', [])] },
    {
      name: 'an incomplete architecture of its own is told by plans/schema',
      changes: [{ file, remove: `${at}/architecture/arch_kwargs` }],
    },
  ],
  invalid: [
    {
      name: 'a parent that is not there',
      changes: [add('mine', { inherits_from: '3d_fulres' })],
      findings: [
        {
          message: 'unknownParent',
          at: '/configurations/mine/inherits_from',
          data: { configuration: 'mine', parent: '"3d_fulres"', known: ['2d', '3d_fullres', 'mine'] },
          remedy: 'Write "3d_fullres".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/mine/inherits_from = "3d_fullres"',
            ],
          },
        },
      ],
    },
    {
      name: 'a parent that is no name',
      changes: [add('mine', { inherits_from: null })],
      findings: [
        {
          message: 'unknownParent',
          at: '/configurations/mine/inherits_from',
          data: { configuration: 'mine', parent: 'null', known: ['2d', '3d_fullres', 'mine'] },
          text: 'inherits from null',
        },
      ],
    },
    {
      name: 'its own parent',
      changes: [add('mine', { inherits_from: 'mine' })],
      findings: [{ message: 'cycle', data: { configurations: ['mine'] }, at: '/configurations/mine/inherits_from' }],
    },
    {
      name: 'a circle, and one that leads into it: the same thing each time',
      changes: [add('a', { inherits_from: 'b' }), add('b', { inherits_from: 'a' }), add('c', { inherits_from: 'a' })],
      findings: [
        { message: 'cycle', at: '/configurations/a/inherits_from', data: { configurations: ['a', 'b'] } },
        { message: 'cycle', at: '/configurations/a/inherits_from', data: { configurations: ['a', 'b'] } },
        { message: 'cycle', at: '/configurations/a/inherits_from', data: { configurations: ['a', 'b'] } },
      ],
    },
    {
      name: 'part of an architecture',
      changes: [add('mine', { inherits_from: '3d_fullres', architecture: { arch_kwargs: {} } })],
      findings: [
        {
          message: 'partialArchitecture',
          at: '/configurations/mine/architecture',
          data: { configuration: 'mine', missing: ['network_class_name', '_kw_requires_import'] },
        },
      ],
    },
  ],
});
