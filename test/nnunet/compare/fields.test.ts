import { graver } from '../../../src/nnunet/compare/consequence.js';
import { fieldAt } from '../../../src/nnunet/compare/fields.js';

const inConfiguration = (...path: (string | number)[]) => fieldAt(['configurations', '3d_fullres', ...path]);

test.each([
  [['spacing', 0], 'data must be preprocessed again'],
  [['normalization_schemes', 0], 'data must be preprocessed again'],
  [['resampling_fn_seg_kwargs', 'order'], 'data must be preprocessed again'],
  [['resampling_fn_probabilities_kwargs', 'order'], 'inference changes'],
  [['batch_size'], 'training changes'],
  [['patch_size', 2], 'training changes'],
  [['data_identifier'], 'no effect'],
  [['architecture'], 'weights no longer load'],
  [['architecture', 'network_class_name'], 'weights no longer load'],
  [['architecture', 'arch_kwargs', 'strides', 5, 0], 'weights no longer load'],
  [['architecture', 'arch_kwargs', 'norm_op_kwargs', 'affine'], 'weights no longer load'],
  [['architecture', 'arch_kwargs', 'norm_op_kwargs', 'eps'], 'training changes'],
  [['architecture', 'arch_kwargs', 'nonlin_kwargs', 'inplace'], 'no effect'],
  [['architecture', 'arch_kwargs', 'dropout_op'], 'weights no longer load'],
  [['architecture', 'arch_kwargs', 'dropout_op_kwargs', 'p'], 'training changes'],
  [['architecture', 'arch_kwargs', 'nonlin_first'], 'weights no longer load'],
  [['architecture', 'arch_kwargs', 'heads_of_a_fork'], 'weights no longer load'],
  [['architecture', 'a_note'], 'no effect'],
  [['pool_op_kernel_sizes', 1, 0], 'weights no longer load'],
  [['previous_stage'], 'weights no longer load'],
  [['loss', 'name'], 'no effect'],
  [['toString'], 'no effect'],
] as const)('%j: %s', (path, consequence) => {
  expect(inConfiguration(...path).consequence).toBe(consequence);
});

test.each([
  [['transpose_forward', 0], 'data must be preprocessed again'],
  [['transpose_backward', 0], 'inference changes'],
  [['foreground_intensity_properties_per_channel', '0', 'mean'], 'data must be preprocessed again'],
  [['foreground_intensity_properties_per_channel', 0, 'max'], 'no effect'],
  [['dataset_name'], 'no effect'],
  [['pretrain_info', 'checkpoint_path'], 'training changes'],
  [['configurations', '2d'], 'no effect'],
  [['configurations'], 'no effect'],
  [[], 'no effect'],
] as const)('%j at the top: %s', (path, consequence) => {
  expect(fieldAt(path).consequence).toBe(consequence);
});

test('every reason is a sentence', () => {
  expect(inConfiguration('spacing').reason).toMatch(/^[A-Z].*\.$/);
  expect(inConfiguration('loss', 'name').reason).toBe('nnU-Net reads no key called loss.name.');
});

test('the graver counts', () => {
  expect(graver('no effect', 'training changes')).toBe('training changes');
  expect(graver('weights no longer load', 'training changes')).toBe('weights no longer load');
});
