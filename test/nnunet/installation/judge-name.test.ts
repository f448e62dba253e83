import { knownClasses } from '../../../src/nnunet/installation/class-names.js';
import { judgeName } from '../../../src/nnunet/installation/judge-name.js';
import { fakeInstallation } from '../../support/fake-installation.js';

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

  test('sources are not asked for what comes with nnU-Net', () => {
    const installation = new Proxy(fakeInstallation(), {
      get(target, key, receiver) {
        if (key === 'lookUp' || key === 'namesOf') throw new Error('it was asked');
        return Reflect.get(target, key, receiver);
      },
    });
    expect(judgeName('reader', 'NibabelIO', { installation })).toEqual({ kind: 'known' });
    expect(judgeName('trainer', 'nnUNetTrainer', { installation })).toEqual({ kind: 'known' });
    expect(() => judgeName('reader', 'DicomIO', { installation })).toThrow('it was asked');
  });

  test('what a fork has is no typing error, and what it has not is missing', () => {
    const trainers = 'nnunetv2/training/nnUNetTrainer/mine.py';
    const installation = fakeInstallation({ [trainers]: 'class nnUNetTrainer_250epoch: pass\n' });
    expect(judgeName('trainer', 'nnUNetTrainer_250epoch', { installation })).toEqual({ kind: 'known' });
    expect(judgeName('trainer', 'nnUNetTrainer_2epochs', { installation })).toEqual({
      kind: 'missing',
      installation: 'nnU-Net 2.8.1 in venv /venv',
      since: undefined,
    });
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
