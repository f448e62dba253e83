import { resampledShape, targetSpacing, transposed } from '../../../src/nnunet/dataset/resampled-shape.js';

describe('shape after resampling, as recorded from nnU-Net', () => {
  test.each([
    // golden folders of nnU-Net 2.0 to 2.8.1: 20 × 48 × 48 voxels of 2.5 × 0.8 × 0.8 mm, plans at 3 × 1 × 1 mm
    [
      [20, 48, 48],
      [2.5, 0.800000011920929, 0.800000011920929],
      [3, 1, 1],
      [17, 38, 38],
    ],
    // Python: round(0.5) = 0, round(1.5) = 2, round(2.5) = 2
    [
      [1, 3, 5],
      [1, 1, 1],
      [2, 2, 2],
      [0, 2, 2],
    ],
    [
      [7, 9, 11],
      [1, 1, 1],
      [1, 1, 1],
      [7, 9, 11],
    ],
  ])('%p voxels of %p mm at %p mm: %p', (shape, from, to, expected) => {
    expect(resampledShape(shape, from, to)).toEqual(expected);
  });
});

test('a 2d configuration keeps the slices of each case', () => {
  expect(targetSpacing([0.5, 0.5], [5, 0.8, 0.8])).toEqual([5, 0.5, 0.5]);
  expect(targetSpacing([3, 1, 1], [5, 0.8, 0.8])).toEqual([3, 1, 1]);
});

test('axes come into working order', () => {
  expect(transposed([0.8, 0.7, 5], [2, 0, 1])).toEqual([5, 0.8, 0.7]);
});
