import { knownClasses } from '../../../src/nnunet/installation/class-names.js';
import { judgeName } from '../../../src/nnunet/installation/judge-name.js';

describe('judgeName', () => {
  test.each([
    ['reader', 'SimpleITKIO', { kind: 'known' }],
    ['reader', 'simpleitkio', { kind: 'near miss', meant: 'SimpleITKIO' }],
    ['reader', 'nnunetv2.imageio.NibabelIO', { kind: 'near miss', meant: 'NibabelIO' }],
    ['reader', 'DefaultPreprocessor', { kind: 'other kind', what: 'preprocessor' }],
    ['reader', 'DicomIO', { kind: 'foreign' }],
    ['reader', 'Dicom IO', { kind: 'no name' }],
    ['reader', '', { kind: 'no name' }],
    ['reader', 'None', { kind: 'no name' }],
    ['normalization', 'ct', { kind: 'channel name', meant: 'CTNormalization' }],
    ['normalization', 'Max995_Min005_Normalization', { kind: 'foreign' }],
    ['resampling function', 'no_resampling_data_or_seg_to_shape', { kind: 'foreign' }],
    ['preprocessor', 'RSNA_Aneurysm_Preprocessor', { kind: 'foreign' }],
    ['planner', 'nnXNetPlannerResEncM', { kind: 'near miss', meant: 'nnUNetPlannerResEncM' }],
    ['trainer', 'nnUNetTrainer_1epochs', { kind: 'near miss', meant: 'nnUNetTrainer_1epoch' }],
    ['trainer', 'nnUNetTrainer_300epochs', { kind: 'foreign' }],
  ] as const)('%s %j', (kind, name, expected) => {
    expect(judgeName(kind, name)).toEqual(expected);
  });

  test('what exists and cannot be used', () => {
    expect(judgeName('reader', 'BaseReaderWriter').kind).toBe('unusable');
    expect(judgeName('resampling function', 'resample_torch_simple').kind).toBe('unusable');
  });

  test('what is known here is known', () => {
    expect(judgeName('reader', 'DicomIO', { knownClasses: new Set(['DicomIO']) })).toEqual({ kind: 'known' });
  });

  test('every class that nnU-Net brings along is known, and none twice', () => {
    for (const kind of ['reader', 'normalization', 'planner', 'trainer'] as const) {
      const names = knownClasses(kind).map((one) => one.name);
      expect(names).toEqual([...new Set(names)]);
      for (const { name, unusable } of knownClasses(kind)) {
        expect(judgeName(kind, name).kind).toBe(unusable === undefined ? 'known' : 'unusable');
      }
    }
  });
});
