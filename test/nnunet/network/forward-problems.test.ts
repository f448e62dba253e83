import { forwardProblems } from '../../../src/nnunet/network/forward-problems.js';
import { receptiveField } from '../../../src/nnunet/network/receptive-field.js';
import { plain, plainArguments, residual } from './example-networks.js';

const strides = plainArguments['strides'];

test('the planned patch passes', () => {
  expect(forwardProblems(plain(), [40, 224, 192])).toEqual([]);
  expect(forwardProblems(residual(), [40, 224, 192])).toEqual([]);
});

test('an edited patch that the strides do not divide is told for every axis, with the next sizes that fit', () => {
  const problems = forwardProblems(plain(), [44, 224, 200]);
  expect(problems.map(({ code, at, data }) => [code, at, data])).toEqual([
    ['patch-not-divisible', ['patch_size', 2], { axis: 2, size: 200, divisor: 32, lower: 192, upper: 224 }],
    ['patch-not-divisible', ['patch_size', 0], { axis: 0, size: 44, divisor: 8, lower: 40, upper: 48 }],
  ]);
  expect(problems[0]?.exception?.text).toBe(
    'Sizes of tensors must match except in dimension 1. Expected size 14 but got size 13 for tensor number 1 in the list.',
  );
});

test('residual networks notice it earlier, with other words', () => {
  expect(forwardProblems(residual(), [40, 224, 200])[0]?.exception?.text).toBe(
    'The size of tensor a (13) must match the size of tensor b (12) at non-singleton dimension 4',
  );
});

test('a patch that shrinks to one voxel cannot be normalized', () => {
  expect(forwardProblems(plain(), [8, 32, 32])).toMatchObject([
    {
      code: 'single-voxel',
      exception: {
        type: 'ValueError',
        text: 'Expected more than 1 spatial element when training, got input size torch.Size([2, 320, 1, 1, 1])',
      },
    },
  ]);
  expect(forwardProblems(plain({ norm_op: 'torch.nn.BatchNorm3d' }), [8, 32, 32])).toEqual([]);
  expect(forwardProblems(plain({ norm_op: 'torch.nn.BatchNorm3d' }), [8, 32, 32], { batchSize: 1 })).toMatchObject([
    { code: 'single-voxel', exception: { type: 'ValueError' } },
  ]);
});

test('a stride in the first stage fails only when predictions are put together', () => {
  const first = [[1, 2, 2], ...(Array.isArray(strides) ? strides.slice(1) : [])];
  expect(forwardProblems(plain({ strides: first }), [40, 448, 384])).toMatchObject([
    {
      code: 'output-not-patch-size',
      phase: 'inference',
      at: ['architecture', 'arch_kwargs', 'strides', 0],
      data: { output: [40, 224, 192], patch: [40, 448, 384] },
    },
  ]);
  const withoutDeepSupervision = forwardProblems(plain({ strides: first }), [40, 448, 384], { deepSupervision: false });
  expect(withoutDeepSupervision[0]).toMatchObject({ code: 'output-not-target-size', phase: 'loss' });
});

test('an even kernel is named, not the patch', () => {
  const kernels = [
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 4],
    [3, 3, 3],
  ];
  expect(forwardProblems(plain({ kernel_sizes: kernels }), [40, 224, 192])[0]).toMatchObject({
    code: 'even-kernel',
    at: ['architecture', 'arch_kwargs', 'kernel_sizes', 4, 2],
  });
});

test('dimensions that disagree are told as such', () => {
  expect(forwardProblems(plain(), [224, 192])).toMatchObject([
    { code: 'patch-dimension', data: { found: 2, expected: 3 } },
  ]);
  expect(forwardProblems(plain({ norm_op: 'torch.nn.InstanceNorm2d' }), [40, 224, 192])).toMatchObject([
    { code: 'normalization-dimension', data: { found: 2, expected: 3 }, exception: { type: 'ValueError' } },
  ]);
  expect(
    forwardProblems(
      plain({
        kernel_sizes: [
          [3, 3],
          [3, 3],
          [3, 3],
          [3, 3],
          [3, 3],
          [3, 3],
        ],
      }),
      [40, 224, 192],
    )[0],
  ).toMatchObject({
    code: 'kernel-dimension',
  });
});

test.each([[[0, 224, 192]], [[40.5, 224, 192]], [[Number.NaN, 224, 192]], [[-8, 224, 192]]])(
  '%j is no patch',
  (patch) => {
    expect(forwardProblems(plain(), patch)).toMatchObject([{ code: 'patch-size-invalid', at: ['patch_size', 0] }]);
  },
);

describe('receptive field', () => {
  test('of the standard network: 1 + Σ (k − 1) · strides before', () => {
    // Axis 0: kernels 1, 3, 3, 3, 3, 3 and strides 1, 1, 2, 2, 2, 1; the first convolution of a stage still runs at the resolution before it.
    const axis0 = 1 + 2 * (1 + 1) + 2 * (1 + 2) + 2 * (2 + 4) + 2 * (4 + 8) + 2 * (8 + 8);
    const axis1 = 1 + 2 * (1 + 1) + 2 * (1 + 2) + 2 * (2 + 4) + 2 * (4 + 8) + 2 * (8 + 16) + 2 * (16 + 32);
    expect(receptiveField(plain(), [3, 0.8, 0.8]).voxels).toEqual([axis0, axis1, axis1]);
  });

  test('in mm it is scaled by the spacing', () => {
    const { voxels, millimetres } = receptiveField(plain(), [3, 0.5, 0.5]);
    expect(millimetres).toEqual([(voxels[0] ?? 0) * 3, (voxels[1] ?? 0) / 2, (voxels[2] ?? 0) / 2]);
  });
});
