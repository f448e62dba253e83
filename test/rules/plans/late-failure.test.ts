import { lateFailure } from '../../../rules/plans/late-failure.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const kwargs = `${at}/resampling_fn_probabilities_kwargs`;
const set = (place: string, to: JsonValue) => ({ file, set: place, to });

ruleTester(lateFailure, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    {
      name: 'another function with its arguments',
      changes: [
        set(`${at}/resampling_fn_probabilities`, 'resample_torch_fornnunet'),
        set(kwargs, { is_seg: false, force_separate_z: false }),
      ],
    },
    {
      name: 'a function of a fork, listed in the config',
      changes: [set(`${at}/resampling_fn_probabilities`, 'mine')],
      knownClasses: ['mine'],
    },
    {
      name: 'what fails early is told by other rules',
      changes: [set(`${at}/resampling_fn_data`, 'resample'), set(`${at}/patch_size`, [17, 40, 40])],
    },
  ],
  invalid: [
    {
      name: 'a mistyped function',
      changes: [set(`${at}/resampling_fn_probabilities`, 'resample_data_or_seg_to_shapes')],
      findings: [
        {
          message: 'unusable',
          at: `${at}/resampling_fn_probabilities`,
          data: {
            why: 'there is no resampling function "resample_data_or_seg_to_shapes" in nnU-Net, but "resample_data_or_seg_to_shape"',
          },
          remedy: 'Write "resample_data_or_seg_to_shape".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/resampling_fn_probabilities = "resample_data_or_seg_to_shape"',
            ],
          },
        },
      ],
    },
    {
      name: 'a foreign function is only noted',
      changes: [set(`${at}/resampling_fn_probabilities`, 'mine')],
      findings: [
        {
          message: 'foreign',
          at: '/configurations/3d_fullres/resampling_fn_probabilities',
          data: { name: 'mine' },
          remedy: 'Use the code that has it, and list it in knownClasses of the config.',
        },
      ],
    },
    {
      name: 'a comment',
      changes: [set(`${kwargs}/comment`, 'x')],
      findings: [
        {
          message: 'argument',
          at: `${kwargs}/comment`,
          data: { name: 'comment', function: 'resample_data_or_seg_to_shape' },
        },
      ],
    },
    {
      name: 'the shape itself',
      changes: [set(`${kwargs}/new_shape`, [1])],
      findings: [
        {
          message: 'givenTwice',
          at: '/configurations/3d_fullres/resampling_fn_probabilities_kwargs/new_shape',
          data: { name: 'new_shape', function: 'resample_data_or_seg_to_shape' },
        },
      ],
    },
    {
      name: 'an order, where every prediction is resampled',
      changes: [set(`${at}/spacing`, [5, 3, 3]), set(`${kwargs}/order`, 9)],
      findings: [
        {
          message: 'value',
          at: `${kwargs}/order`,
          data: {
            name: 'order',
            function: 'resample_data_or_seg_to_shape',
            found: '9',
            expected: 'a whole number from 0 to 5, written without a decimal point',
          },
        },
      ],
    },
    {
      name: 'an order that some cases need',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json',
          set: '/spacings',
          to: [0.8, 0.9, 0.9, 0.9, 0.9].map((length) => [5, length, length]),
        },
        set(`${kwargs}/order`, 9),
      ],
      findings: [
        {
          message: 'valueSometimes',
          at: '/configurations/3d_fullres/resampling_fn_probabilities_kwargs/order',
          data: {
            name: 'order',
            function: 'resample_data_or_seg_to_shape',
            found: '9',
            expected: 'a whole number from 0 to 5, written without a decimal point',
          },
        },
      ],
    },
    {
      name: 'a prediction smaller than the patch',
      changes: [
        set(`${at}/architecture/arch_kwargs/strides`, [
          [1, 2, 2],
          [1, 2, 2],
          [1, 1, 1],
          [2, 2, 2],
        ]),
      ],
      findings: [
        {
          message: 'network',
          at: `${at}/architecture/arch_kwargs/strides/0`,
          data: {
            problem: 'output-not-patch-size',
            says: 'The prediction for a patch of 16 × 40 × 40 is 16 × 20 × 20; nnU-Net stops when it puts it into the volume, at the validation after the last epoch.',
          },
          text: 'after the last epoch',
        },
      ],
    },
  ],
});
