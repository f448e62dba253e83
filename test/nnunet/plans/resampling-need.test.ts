import { Plans } from '../../../src/nnunet/plans/plans.js';
import { resamplingNeed } from '../../../src/nnunet/plans/resampling-need.js';

const need = (spacing: number[], spacings: number[][], forceSeparateZ: null | boolean | number = null) => {
  const plans = new Plans({ transpose_forward: [0, 1, 2], configurations: { c: { spacing } } });
  const fingerprint = { spacings, shapes_after_crop: spacings.map(() => [20, 100, 100]) };
  const configuration = plans.configuration('c');
  if (configuration === undefined) throw new Error('no configuration');
  return resamplingNeed(plans, configuration, fingerprint, forceSeparateZ);
};

describe('resamplingNeed', () => {
  test('images at the target spacing need none', () => {
    expect(
      need(
        [1, 1, 1],
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
      ),
    ).toEqual({ resampled: 'none', betweenSlices: 'none' });
  });

  test('a difference too small to change a voxel is none', () => {
    expect(need([1, 1, 1], [[1.001, 1, 1]]).resampled).toBe('none');
  });

  test('some and all', () => {
    expect(
      need(
        [1, 1, 1],
        [
          [1, 1, 1],
          [2, 1, 1],
        ],
      ).resampled,
    ).toBe('some');
    expect(
      need(
        [1, 1, 1],
        [
          [1, 2, 1],
          [2, 1, 1],
        ],
      ).resampled,
    ).toBe('all');
  });

  test('slices of a 2d configuration keep their distance', () => {
    expect(need([1, 1], [[5, 2, 2]])).toEqual({ resampled: 'all', betweenSlices: 'none' });
  });

  test('slices are resampled separately where spacings are anisotropic, or where it is asked for', () => {
    expect(need([4, 1, 1], [[5, 1, 1]]).betweenSlices).toBe('all');
    expect(need([4, 1, 1], [[5, 1, 1]], false).betweenSlices).toBe('none');
    expect(need([1, 1, 1], [[2, 1, 1]]).betweenSlices).toBe('none');
    expect(need([1, 1, 1], [[2, 1, 1]], true).betweenSlices).toBe('all');
    // `if force_separate_z`: NaN is true in Python.
    expect(need([1, 1, 1], [[2, 1, 1]], Number.NaN).betweenSlices).toBe('all');
    expect(need([1, 1, 1], [[2, 1, 1]], 0).betweenSlices).toBe('none');
  });

  test('two wide axes are none to separate', () => {
    expect(need([1, 4, 4], [[1, 5, 5]]).betweenSlices).toBe('none');
  });

  test('without a fingerprint nothing is known', () => {
    expect(need([1, 1, 1], [])).toEqual({ resampled: 'unknown', betweenSlices: 'unknown' });
  });
});
