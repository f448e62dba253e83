import fc from 'fast-check';
import { nearMiss } from '../../../src/nnunet/words/near-miss.js';

const known = ['SimpleITKIO', 'CTNormalization', 'resample_data_or_seg_to_shape', '2d', '3d_fullres'];

describe('nearMiss', () => {
  test.each([
    ['simpleitkio', 'SimpleITKIO'],
    [' CTNormalization ', 'CTNormalization'],
    ['CTNormalisation', 'CTNormalization'],
    ['CTNormalizationX', 'CTNormalization'],
    ['resample_data_or_seg_to_shapes', 'resample_data_or_seg_to_shape'],
    ['SimpleITK', 'SimpleITKIO'],
    ['2D', '2d'],
    ['3d_fulres', '3d_fullres'],
  ])('%j is meant as %j', (typed, meant) => {
    expect(nearMiss(typed, known)).toBe(meant);
  });

  test.each(['SimpleITKIO', 'SimpleITKIO2', 'NibabelIO', 'Sim', '3d', '3d_lowres', '2e', '', '3d_fullres_bs8'])(
    '%j is nobody else',
    (typed) => {
      expect(nearMiss(typed, known)).toBeUndefined();
    },
  );

  test('never a name that is known, and never another than a known one', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (typed, names) => {
        const meant = nearMiss(typed, names);
        expect(meant === undefined || (names.includes(meant) && meant !== typed)).toBe(true);
        expect(nearMiss(typed, [...names, typed])).toBeUndefined();
      }),
    );
  });

  test('a long text costs nothing', () => {
    expect(nearMiss('x'.repeat(1_000_000), known)).toBeUndefined();
  });
});
