import { schema } from '../../../rules/plans/schema.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const model = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json';
const set = (place: string, to: JsonValue) => ({ file, set: place, to });

ruleTester(schema, {
  valid: [
    { name: 'plans as nnU-Net wrote and moved them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    { name: 'plans of a cascade (real run)', project: 'cascade' },
    {
      name: 'what nnU-Net never reads may hold anything',
      changes: [
        set(`${at}/median_image_size_in_voxels`, 'unknown'),
        set('/original_median_spacing_after_transp', null),
        set('/experiment_planner_used', {}),
      ],
    },
    { name: 'whole numbers for lengths', changes: [set(`${at}/spacing`, [5, 1, 1])] },
    { name: 'null for false', changes: [set(`${at}/use_mask_for_norm`, [null]), set(`${at}/batch_dice`, null)] },
    { name: 'no label manager', changes: [{ file, remove: '/label_manager' }] },
    { name: 'one kernel size for all stages', changes: [set(`${at}/architecture/arch_kwargs/kernel_sizes`, 3)] },
    { name: 'kernel sizes as numbers', changes: [set(`${at}/architecture/arch_kwargs/kernel_sizes`, [3, 3, 3, 3])] },
    { name: 'a bias that counts as true', changes: [set(`${at}/architecture/arch_kwargs/conv_bias`, 'yes')] },
    {
      name: 'the key inherited from another configuration',
      changes: [set('/configurations/mine', { inherits_from: '3d_fullres', batch_size: 4 })],
    },
    {
      name: 'a configuration that only lends its settings',
      changes: [
        { file, copyFrom: file },
        set('/configurations/base', { batch_dice: true }),
        set('/configurations/mine', { inherits_from: 'child' }),
        set('/configurations/child', { inherits_from: '3d_fullres' }),
        set('/configurations/3d_fullres/inherits_from', 'base'),
      ],
    },
    {
      name: 'what only training reads, in the plans of a model',
      changes: [
        { file: model, remove: '/plans_name' },
        { file: model, set: `${at}/batch_size`, to: '2' },
        { file: model, remove: `${at}/data_identifier` },
      ],
    },
    {
      name: 'another configuration in the plans of a model',
      changes: [{ file: model, set: '/configurations/2d/patch_size', to: null }],
    },
    { name: 'a spacing of nulls is told by plans/null-spacing', changes: [set(`${at}/spacing`, [null, null, null])] },
    {
      name: 'a list of the wrong length is told by other rules',
      changes: [set(`${at}/architecture/arch_kwargs/strides`, [])],
    },
    {
      name: 'part of an architecture is told by plans/inheritance',
      changes: [set('/configurations/mine', { inherits_from: '3d_fullres', architecture: { arch_kwargs: {} } })],
    },
    {
      name: 'axes as booleans, which Python counts with',
      changes: [{ file, set: '/transpose_forward', to: [false, true, 2] }],
    },
  ],
  invalid: [
    {
      name: 'deeper than any plans: not read, and said so',
      changes: [{ file, write: `${'['.repeat(500)}${']'.repeat(500)}` }],
      findings: [
        {
          message: 'unread',
          at: '1:65',
          data: { fault: 'more than 64 objects and lists stand within each other: no file of nnU-Net is so deep' },
          remedy: 'Check whether another file was saved under this name.',
          text: 'checks nothing in it.',
        },
      ],
    },
    ...(
      [
        ['empty', '', undefined, 'the file is empty', 'Copy it again from where it came from.'],
        [
          'cut off',
          '{"dataset_name": "Dataset122_',
          '1:30',
          'the text ends in the middle: a bracket is still open, that of line 1',
          'Copy it again from where it came from.',
        ],
        [
          'with a comma too many',
          '{"a": 1,}',
          '1:8',
          'a comma stands before the closing brace: JSON does not allow one',
          'Correct the text there, or copy the file from where it was written.',
        ],
        [
          'in conflict',
          '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n',
          '1:1',
          'a merge conflict was not resolved: the line <<<<<<< HEAD stands in the text',
          'git mergetool',
        ],
        [
          'a Git LFS pointer',
          'version https://git-lfs.github.com/spec/v1\n',
          undefined,
          'this is a Git LFS pointer: the file itself has not been downloaded',
          'git lfs pull',
        ],
      ] as const
    ).map(([what, write, at, fault, remedy]) => ({
      name: `a file that is ${what}`,
      changes: [{ file, write }],
      findings: [{ message: 'unreadable', ...(at === undefined ? {} : { at }), data: { fault }, remedy }],
    })),
    {
      // A byte order mark hides nothing: what the file says is judged all the same.
      name: 'a file that is with a byte order mark',
      changes: [{ file, write: '\uFEFF{}' }],
      findings: [
        {
          message: 'unreadable',
          at: '1:1',
          data: { fault: 'the file begins with a byte order mark, an invisible character that Python refuses' },
          remedy: 'Save it as UTF-8 without BOM.',
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"dataset_name"'],
            instead: [],
            expected: 'the name of the dataset\'s folder, such as "Dataset001_BrainTumour"',
            consequence: 'nnUNetv2_train stops when it puts together the names of its folders.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"plans_name"'],
            instead: [],
            expected: 'the plans identifier as text, such as "nnUNetPlans"',
            consequence: 'nnUNetv2_train stops when it puts together the name of the model folder.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"image_reader_writer"'],
            instead: [],
            expected: 'the name of a reader class, such as "SimpleITKIO"',
            consequence:
              'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"transpose_forward"'],
            instead: [],
            expected: 'a list of three axis numbers, such as [0, 1, 2]',
            consequence:
              'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"transpose_backward"'],
            instead: [],
            expected: 'a list of three axis numbers, such as [0, 1, 2]',
            consequence:
              'nnUNetv2_train runs all epochs and stops when it writes the first segmentation; nnUNetv2_predict stops there too.',
          },
        },
        {
          message: 'missing',
          at: '',
          data: {
            place: 'the file',
            keys: ['"configurations"'],
            instead: [],
            expected: 'an object with one entry per configuration',
            consequence: 'nnU-Net stops when it looks for the configuration.',
          },
        },
      ],
    },
    {
      name: 'a key twice',
      changes: [
        {
          file,
          replace: '"plans_name": "PretrainedPlansCustom",',
          by: '"plans_name": "Other",\n    "plans_name": "PretrainedPlansCustom",',
        },
      ],
      findings: [
        {
          message: 'duplicate',
          at: '4:5',
          data: {
            fault:
              'the key "plans_name" stands twice in the same object: Python keeps the value of line 4 and drops that of line 3',
          },
          remedy: 'Keep only the right one of them.',
        },
      ],
    },
    {
      name: 'a list of plans',
      changes: [{ file, write: '[]' }],
      findings: [
        {
          message: 'notPlans',
          at: '',
          data: { found: '[]', consequence: 'nnU-Net stops when it opens the plans.' },
          remedy:
            'Copy the plans from where they were written. If the file is something else, give it a name without "plans".',
          text: 'The file holds [] and is no plans file',
        },
      ],
    },
    {
      name: 'a number instead of the plans of a model',
      changes: [{ file: model, write: '5' }],
      findings: [
        {
          message: 'notPlans',
          at: '',
          data: { found: '5', consequence: 'nnU-Net stops when it opens the plans.' },
          remedy:
            'Restore the plans of the training from one of its checkpoints: nnplans show CHECKPOINT --extract plans',
          text: 'The file holds 5 and is no plans file',
        },
      ],
    },
    {
      name: 'a number as text',
      changes: [set(`${at}/batch_size`, '2')],
      findings: [
        {
          message: 'value',
          at: `${at}/batch_size`,
          data: {
            place: '"batch_size" of 3d_fullres',
            found: '"2"',
            expected: 'a whole number of at least 1, written without a decimal point',
            consequence: 'nnUNetv2_train stops when it draws the first batch.',
          },
          text: '"batch_size" of 3d_fullres is "2" where a whole number of at least 1, written without a decimal point is expected. nnUNetv2_train stops when it draws the first batch.',
        },
      ],
    },
    {
      name: 'a whole number written as a float',
      changes: [{ file, replace: '"batch_size": 2,', by: '"batch_size": 2.0,' }],
      findings: [
        {
          message: 'value',
          at: `${at}/batch_size`,
          data: {
            place: '"batch_size" of 3d_fullres',
            found: '2.0',
            expected: 'a whole number of at least 1, written without a decimal point',
            consequence: 'nnUNetv2_train stops when it draws the first batch.',
          },
          text: 'is 2.0 where',
        },
      ],
    },
    {
      name: 'one of three',
      changes: [set(`${at}/patch_size`, [16, null, 40])],
      findings: [
        {
          message: 'value',
          at: `${at}/patch_size/1`,
          data: {
            place: 'entry 1 of "patch_size" of 3d_fullres',
            found: 'null',
            expected: 'a whole number of voxels of at least 1, written without a decimal point',
            consequence: 'nnUNetv2_train and nnUNetv2_predict stop at the first patch.',
          },
          text: 'Entry 1 of "patch_size" of 3d_fullres is null',
        },
      ],
    },
    {
      name: 'numbers for booleans',
      changes: [set(`${at}/use_mask_for_norm`, [0])],
      findings: [
        {
          message: 'value',
          at: `${at}/use_mask_for_norm/0`,
          data: {
            place: 'entry 0 of "use_mask_for_norm" of 3d_fullres',
            found: '0',
            expected: 'true or false (nnU-Net insists on real booleans: 0, 1 and "true" are none)',
            consequence: 'nnUNetv2_preprocess and nnUNetv2_predict stop when they normalize the first image.',
          },
        },
      ],
    },
    {
      name: 'a text that counts as true',
      changes: [set(`${at}/batch_dice`, 'false')],
      findings: [
        {
          message: 'tolerated',
          at: `${at}/batch_dice`,
          data: {
            place: '"batch_dice" of 3d_fullres',
            found: '"false"',
            expected: 'true or false',
            consequence: 'Any text, even "false", counts as true.',
          },
        },
      ],
    },
    {
      name: 'a configuration that is none hides what it should hold',
      changes: [set(at, [])],
      findings: [
        {
          message: 'value',
          at,
          data: {
            place: 'configuration "3d_fullres"',
            found: '[]',
            expected: 'an object with the settings of a configuration',
            consequence: 'nnU-Net stops when this configuration is asked for.',
          },
        },
      ],
    },
    {
      name: 'a configuration of nothing is one finding',
      changes: [set('/configurations/mine', {})],
      findings: [
        {
          message: 'missing',
          at: '/configurations/mine',
          data: {
            place: 'configuration "mine"',
            keys: [
              '"data_identifier"',
              '"preprocessor_name"',
              '"batch_size"',
              '"patch_size"',
              '"spacing"',
              '"normalization_schemes"',
              '"use_mask_for_norm"',
              '"resampling_fn_data"',
              '"resampling_fn_data_kwargs"',
              '"resampling_fn_seg"',
              '"resampling_fn_seg_kwargs"',
              '"resampling_fn_probabilities"',
              '"resampling_fn_probabilities_kwargs"',
              '"batch_dice"',
              '"architecture"',
            ],
            instead: [],
            expected: 'the name of a folder, such as "nnUNetPlans_3d_fullres"',
            consequence: 'nnUNetv2_preprocess and nnUNetv2_train stop when they put together the folder of the data.',
          },
          text: 'Configuration "mine" has no "data_identifier"',
        },
      ],
    },
    {
      name: 'a misspelt key is named beside the missing one',
      changes: [{ file, replace: '"batch_dice": false', by: '"batch_dise": false' }],
      findings: [
        {
          message: 'missing',
          at,
          data: {
            place: 'configuration "3d_fullres"',
            keys: ['"batch_dice"'],
            instead: ['"batch_dise"'],
            expected: 'true or false',
            consequence: 'Any text, even "false", counts as true.',
          },
          remedy: 'Write "batch_dice" in place of "batch_dise".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/batch_dise becomes "batch_dice"',
            ],
          },
          text: 'has no "batch_dice", but "batch_dise", which nnU-Net does not know; true or false is expected.',
        },
      ],
    },
    {
      name: 'a missing key is told where it is missing, not where it is inherited',
      changes: [{ file, remove: `${at}/patch_size` }, set('/configurations/mine', { inherits_from: '3d_fullres' })],
      findings: [
        {
          message: 'missing',
          at,
          data: {
            place: 'configuration "3d_fullres"',
            keys: ['"patch_size"'],
            instead: [],
            expected: 'a list of two or three whole numbers (voxels per axis)',
            consequence: 'nnUNetv2_train and nnUNetv2_predict stop at the first patch.',
          },
        },
      ],
    },
    {
      name: 'what prediction reads, in the plans of a model',
      changes: [{ file: model, remove: '/transpose_backward' }],
      findings: [
        {
          message: 'missing',
          at: '',
          subject: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json',
          data: {
            place: 'the file',
            keys: ['"transpose_backward"'],
            instead: [],
            expected: 'a list of three axis numbers, such as [0, 1, 2]',
            consequence:
              'nnUNetv2_train runs all epochs and stops when it writes the first segmentation; nnUNetv2_predict stops there too.',
          },
        },
      ],
    },
    {
      name: 'a float among the convolutions',
      changes: [
        {
          file,
          replace: '"n_conv_per_stage_decoder": [\n                        2,',
          by: '"n_conv_per_stage_decoder": [\n                        2.0,',
        },
      ],
      findings: [
        {
          message: 'network',
          at: '/configurations/2d/architecture/arch_kwargs/n_conv_per_stage_decoder/0',
          data: {
            problem: 'entry-type',
            says: 'An entry of n_conv_per_stage_decoder is 2.0, but must be a whole number; building the network stops there.',
          },
        },
      ],
    },
    {
      name: 'an operator of the wrong type',
      changes: [set(`${at}/architecture/arch_kwargs/norm_op`, ['x'])],
      findings: [
        {
          message: 'network',
          at: `${at}/architecture/arch_kwargs/norm_op`,
          data: {
            problem: 'import-value-type',
            says: '"norm_op" is [\'x\']; nnU-Net expects the dotted name of a Python class, or null.',
          },
        },
      ],
    },
    {
      name: 'plans of another program, where nnU-Net does not look',
      changes: [{ file: 'model/plans.json', write: '{"dataset_name":"D","configurations":{"3d":{"batch_size":2}}}' }],
      plansFiles: ['model/plans.json'],
      findings: [
        {
          message: 'otherProgram',
          at: '',
          data: { keys: ['"plans_name"', '"image_reader_writer"', '"transpose_forward"', '"transpose_backward"'] },
        },
      ],
    },
  ],
});
