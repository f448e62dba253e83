import { knownArguments } from '../../../rules/plans/known-arguments.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const kwargs = `${at}/architecture/arch_kwargs`;
const set = (place: string, to: JsonValue) => ({ file, set: place, to });
const withoutResampling = {
  file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json',
  set: '/spacings',
  to: Array.from({ length: 5 }, () => [5, 0.8, 0.8]),
};

const trained = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json';
const ofFork = trained.replace('nnUNetTrainer', 'nnUNetTrainerSwinUMamba');

ruleTester(knownArguments, {
  valid: [
    {
      name: 'the trainer of a fork, which builds what it likes',
      changes: [
        { file: ofFork, copyFrom: trained },
        { file: ofFork, set: `${kwargs}/_comment`, to: 'x' },
      ],
      notChecked: ['nnUNetTrainerSwinUMamba is not a trainer of nnU-Net and may build any network'],
    },
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    {
      name: 'arguments that have a default',
      changes: [set(`${kwargs}/nonlin_first`, true), { file, remove: `${kwargs}/conv_bias` }],
    },
    { name: 'no arguments', changes: [set(`${at}/resampling_fn_data_kwargs`, {})] },
    {
      name: 'truth in other words',
      changes: [
        set(`${at}/resampling_fn_data_kwargs/force_separate_z`, 0),
        set(`${at}/resampling_fn_seg_kwargs/is_seg`, 1),
      ],
    },
    {
      name: "the arguments of a fork's function",
      changes: [set(`${at}/resampling_fn_data`, 'mine'), set(`${at}/resampling_fn_data_kwargs/x`, 0)],
    },
    {
      name: 'a comment anywhere else',
      changes: [set('/_comment', 'x'), set(`${at}/_comment`, 'x'), set(`${at}/architecture/_comment`, 'x')],
    },
  ],
  invalid: [
    {
      name: 'arguments that are missing',
      changes: ['kernel_sizes', 'n_conv_per_stage'].map((name) => ({ file, remove: `${kwargs}/${name}` })),
      findings: [
        {
          message: 'network',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes',
          data: {
            problem: 'argument-missing',
            says: 'PlainConvUNet needs kernel_sizes, which arch_kwargs does not give; building the network stops there.',
            also: [],
          },
          remedy: 'Add the argument. nnUNetv2_plan_experiment writes plans that have all of them.',
          text: 'kernel_sizes',
        },
        {
          message: 'network',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/n_conv_per_stage',
          data: {
            problem: 'argument-missing',
            says: 'PlainConvUNet needs n_conv_per_stage, which arch_kwargs does not give; building the network stops there.',
            also: [],
          },
          remedy: 'Add the argument. nnUNetv2_plan_experiment writes plans that have all of them.',
          text: 'n_conv_per_stage',
        },
      ],
    },
    {
      name: 'arguments under the names that they had before 2.3 are told once',
      changes: [
        { file, remove: `${kwargs}/kernel_sizes` },
        { file, remove: `${kwargs}/n_conv_per_stage` },
        set(
          `${kwargs}/conv_kernel_sizes`,
          Array.from({ length: 4 }, () => [3, 3, 3]),
        ),
        set(`${kwargs}/n_conv_per_stage_encoder`, [2, 2, 2, 2]),
      ],
      findings: [
        {
          message: 'network',
          at: `${kwargs}/conv_kernel_sizes`,
          data: {
            problem: 'argument-unknown',
            says: 'PlainConvUNet takes no argument conv_kernel_sizes; building the network stops there.',
            also: [],
          },
          remedy: 'Write "kernel_sizes".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/conv_kernel_sizes becomes "kernel_sizes"',
            ],
          },
        },
        {
          message: 'network',
          at: `${kwargs}/n_conv_per_stage_encoder`,
          data: {
            problem: 'argument-unknown',
            says: 'PlainConvUNet takes no argument n_conv_per_stage_encoder; building the network stops there.',
            also: [],
          },
          remedy: 'Write "n_conv_per_stage".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/n_conv_per_stage_encoder becomes "n_conv_per_stage"',
            ],
          },
        },
      ],
    },
    {
      name: 'a comment',
      changes: [set(`${kwargs}/_comment`, 'x')],
      findings: [
        {
          message: 'network',
          at: `${kwargs}/_comment`,
          data: {
            problem: 'argument-unknown',
            says: 'PlainConvUNet takes no argument _comment; building the network stops there.',
            also: [],
          },
        },
      ],
    },
    {
      name: 'a misspelt argument is one mistake',
      changes: [{ file, remove: `${kwargs}/conv_op` }, set(`${kwargs}/conv_Op`, 'torch.nn.Conv3d')],
      findings: [
        {
          message: 'network',
          at: `${kwargs}/conv_Op`,
          data: {
            problem: 'argument-unknown',
            says: 'PlainConvUNet takes no argument conv_Op; building the network stops there.',
            also: [],
          },
          remedy: 'Write "conv_op".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/conv_Op becomes "conv_op"',
            ],
          },
        },
      ],
    },
    {
      name: 'the argument of another class is one mistake',
      changes: [{ file, remove: `${kwargs}/n_conv_per_stage` }, set(`${kwargs}/n_blocks_per_stage`, [1, 1, 1, 1])],
      findings: [
        {
          message: 'network',
          at: `${kwargs}/n_blocks_per_stage`,
          data: {
            problem: 'argument-unknown',
            says: 'PlainConvUNet takes no argument n_blocks_per_stage (ResidualEncoderUNet does); building the network stops there.',
            also: [],
          },
          remedy: 'Write "n_conv_per_stage".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/n_blocks_per_stage becomes "n_conv_per_stage"',
            ],
          },
          text: 'ResidualEncoderUNet does',
        },
      ],
    },
    {
      name: 'an argument that is missing, and imported',
      changes: [{ file, remove: `${kwargs}/conv_op` }],
      findings: [
        {
          message: 'network',
          at: `${kwargs}/conv_op`,
          data: {
            problem: 'argument-missing',
            says: 'PlainConvUNet needs conv_op, which arch_kwargs does not give; building the network stops there.',
            also: [],
          },
          remedy: 'Add the argument. nnUNetv2_plan_experiment writes plans that have all of them.',
        },
      ],
    },
    {
      name: 'an import of nothing',
      changes: [set(`${at}/architecture/_kw_requires_import`, ['conv_op', 'norm_op', 'dropout_op', 'nonlin', 'block'])],
      findings: [
        {
          message: 'network',
          at: `${at}/architecture/_kw_requires_import/4`,
          data: {
            problem: 'import-key-missing',
            says: '"_kw_requires_import" lists block, but arch_kwargs has no block: nnU-Net stops at a KeyError.',
            also: [],
          },
        },
      ],
    },
    {
      name: 'what nnU-Net passes itself',
      changes: [set(`${kwargs}/input_channels`, 1)],
      findings: [
        {
          message: 'network',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/input_channels',
          data: {
            problem: 'argument-given-by-nnunet',
            says: 'nnU-Net takes input_channels from dataset.json and passes it itself; given in arch_kwargs too, the call fails.',
            also: [],
          },
        },
      ],
    },
    {
      name: 'an argument of the normalization',
      changes: [set(`${kwargs}/norm_op_kwargs/num_groups`, 4)],
      findings: [
        {
          message: 'network',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op_kwargs/num_groups',
          data: {
            problem: 'operator-argument-unknown',
            says: 'InstanceNorm takes no argument num_groups; building the network stops there.',
            also: [],
          },
        },
      ],
    },
    {
      name: 'an argument of the resampling',
      changes: [set(`${at}/resampling_fn_data_kwargs/order_`, 3)],
      findings: [
        {
          message: 'resampling',
          at: `${at}/resampling_fn_data_kwargs/order_`,
          data: { name: 'order_', function: 'resample_data_or_seg_to_shape' },
          remedy: 'Write "order".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/resampling_fn_data_kwargs/order_ becomes "order"',
            ],
          },
        },
      ],
    },
    {
      name: 'a function without arguments keeps those of the other',
      changes: [set(`${at}/resampling_fn_seg`, 'no_resampling_hack')],
      findings: [
        {
          message: 'resampling',
          at: '/configurations/3d_fullres/resampling_fn_seg_kwargs/is_seg',
          data: { name: 'is_seg', function: 'no_resampling_hack' },
        },
        {
          message: 'resampling',
          at: '/configurations/3d_fullres/resampling_fn_seg_kwargs/order',
          data: { name: 'order', function: 'no_resampling_hack' },
        },
        {
          message: 'resampling',
          at: '/configurations/3d_fullres/resampling_fn_seg_kwargs/order_z',
          data: { name: 'order_z', function: 'no_resampling_hack' },
        },
        {
          message: 'resampling',
          at: '/configurations/3d_fullres/resampling_fn_seg_kwargs/force_separate_z',
          data: { name: 'force_separate_z', function: 'no_resampling_hack' },
        },
      ],
    },
    {
      name: 'the image itself',
      changes: [set(`${at}/resampling_fn_data_kwargs/data`, 1)],
      findings: [
        {
          message: 'givenTwice',
          at: '/configurations/3d_fullres/resampling_fn_data_kwargs/data',
          data: { name: 'data', function: 'resample_data_or_seg_to_shape' },
        },
      ],
    },
    ...[7, -1, 'cubic', 2.5].map((to) => ({
      name: `an order of ${JSON.stringify(to)}`,
      changes: [set(`${at}/resampling_fn_data_kwargs/order`, to)],
      findings: [
        {
          message: 'value',
          at: `${at}/resampling_fn_data_kwargs/order`,
          data: {
            name: 'order',
            function: 'resample_data_or_seg_to_shape',
            found: JSON.stringify(to),
            expected: 'a whole number from 0 to 5, written without a decimal point',
          },
          remedy: 'Write a whole number from 0 to 5, written without a decimal point.',
        },
      ],
    })),
    {
      name: 'an order written as a float',
      changes: [{ file, replace: '"order": 3,', by: '"order": 3.0,' }],
      findings: [
        {
          message: 'value',
          at: '/configurations/2d/resampling_fn_data_kwargs/order',
          data: {
            name: 'order',
            function: 'resample_data_or_seg_to_shape',
            found: '3.0',
            expected: 'a whole number from 0 to 5, written without a decimal point',
          },
          remedy: 'Write a whole number from 0 to 5, written without a decimal point.',
          text: 'is 3.0 where a whole number from 0 to 5',
        },
      ],
    },
    {
      name: 'an order that no case needs',
      changes: [withoutResampling, set(`${at}/resampling_fn_data_kwargs/order`, 7)],
      findings: [
        {
          message: 'valueUnused',
          at: '/configurations/3d_fullres/resampling_fn_data_kwargs/order',
          data: {
            name: 'order',
            function: 'resample_data_or_seg_to_shape',
            found: '7',
            expected: 'a whole number from 0 to 5, written without a decimal point',
          },
          remedy: 'Write a whole number from 0 to 5, written without a decimal point.',
        },
      ],
    },
    {
      name: 'a threshold that decides',
      changes: [set(`${at}/resampling_fn_data_kwargs/separate_z_anisotropy_threshold`, '3')],
      findings: [
        {
          message: 'value',
          at: '/configurations/3d_fullres/resampling_fn_data_kwargs/separate_z_anisotropy_threshold',
          data: {
            name: 'separate_z_anisotropy_threshold',
            function: 'resample_data_or_seg_to_shape',
            found: '"3"',
            expected: 'a number',
          },
          remedy: 'Write a number.',
        },
      ],
    },
  ],
});
