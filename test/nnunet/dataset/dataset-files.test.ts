import { completenessOf } from '../../../src/nnunet/dataset/case-completeness.js';
import { CaseFiles } from '../../../src/nnunet/dataset/case-files.js';
import { knownCases, listedButMissing, listedCases } from '../../../src/nnunet/dataset/case-names.js';
import { channelNames, trainingChannels } from '../../../src/nnunet/dataset/channels.js';
import { mayBeOneDataset, sharedNumbers } from '../../../src/nnunet/dataset/dataset-ids.js';
import { failsOn, isClaimed } from '../../../src/nnunet/dataset/reader-endings.js';
import { isBeforeBlosc2, missingFiles } from '../../../src/nnunet/dataset/storage-format.js';
import { storedCases } from '../../../src/nnunet/dataset/stored-cases.js';
import { isRenamed, unclaimedFolders } from '../../../src/nnunet/plans/data-folders.js';
import { pythonInt, pythonLength } from '../../../src/nnunet/values/python-builtins.js';
import { firstFew } from '../../../src/nnunet/words/wording.js';

const files = (...names: string[]) => CaseFiles.of(names);

test.each([
  [1.9, 1],
  [-1.9, -1],
  [-0.5, 0],
  [true, 1],
  [' +2\n', 2],
  ['1_0', 10],
  ['-3', -3],
  ['2.0', undefined],
  ['', undefined],
  ['1__0', undefined],
  ['0x1', undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [null, undefined],
  [[1], undefined],
])('int(%j) is %j', (value, wanted) => {
  expect(pythonInt(value)).toBe(wanted);
});

test('len of what a file may hold', () => {
  expect([[1, 2], 'añ😀', { a: 1 }, 5, null, true].map((value) => pythonLength(value))).toEqual([
    2,
    3,
    1,
    undefined,
    undefined,
    undefined,
  ]);
});

test('training counts modality, planning reads channel_names', () => {
  const both = { channel_names: { '0': 'CT' }, modality: { '0': 'CT', '1': 'PET' } };
  expect(trainingChannels(both)).toBe(2);
  expect(channelNames(both)).toEqual(['CT']);
  expect(trainingChannels({ channel_names: 'CT' })).toBe(2);
  expect(trainingChannels({})).toBeUndefined();
  expect(channelNames({ modality: { '0': 5 } })).toBeUndefined();
});

test('an unpacked npz case needs both npy files to do without its npz', () => {
  const missing = (...present: string[]) => missingFiles('npz', 'a', CaseFiles.of(present));
  expect(missing('a.npz', 'a.pkl')).toEqual([]);
  expect(missing('a.npy', 'a_seg.npy', 'a.pkl')).toEqual([]);
  expect(missing('a.npy', 'a.pkl')).toEqual(['a.npz']);
});

test('a case called …_seg belongs to nobody', () => {
  const stored = storedCases(files('a.b2nd', 'a_seg.b2nd', 'a.pkl', 'b_seg.b2nd'));
  expect([...(stored?.identifiers ?? [])]).toEqual(['a']);
  expect(stored?.incomplete.size).toBe(0);
});

test('what becomes of cases that are not whole or not there', () => {
  const stored = storedCases(files('a.b2nd', 'a_seg.b2nd', 'a.pkl', 'b.b2nd', 'x.b2nd', 'x_seg.b2nd', 'x.pkl'));
  const expected = new Set(['a', 'b', 'c', 'd']);
  if (stored === undefined) throw new Error('no format');
  const nobodySplit = completenessOf(stored, { expected, groundTruth: new Set(['a', 'b', 'c']), named: undefined });
  expect(nobodySplit).toEqual({ broken: ['b'], leftOver: [], absent: ['c'], notYet: ['d'], extra: ['x'] });
  const split = completenessOf(stored, { expected, groundTruth: undefined, named: new Set(['a', 'd']) });
  expect(split).toEqual({ broken: [], leftOver: ['b'], absent: ['d'], notYet: ['c'], extra: ['x'] });
});

test('known cases come from the best source at hand', () => {
  const value = { file_ending: '.png' };
  const sources = {
    datasetJson: { value },
    rawDatasetJson: undefined,
    rawImages: undefined,
    rawLabels: undefined,
    groundTruth: ['a.png', 'b.png', 'c.nii'],
  };
  expect(knownCases(sources)).toEqual({ source: 'gt_segmentations', names: new Set(['a', 'b']) });
  expect(knownCases({ ...sources, rawLabels: ['a.png'] })?.source).toBe('labelsTr');
  expect(knownCases({ ...sources, rawImages: ['a_0000.png', 'a_0001.png'] })).toEqual({
    source: 'imagesTr',
    names: new Set(['a']),
  });
  const listing = { ...value, dataset: { q: { images: ['q.png'], label: 'l.png' } } };
  expect(knownCases({ ...sources, rawDatasetJson: { value: listing } })?.names).toEqual(new Set(['q']));
  expect(knownCases({ ...sources, groundTruth: undefined })).toBeUndefined();
});

test('listed files are looked for in the two folders that can be listed', () => {
  const cases = listedCases({
    dataset: {
      a: { images: ['imagesTr/a_0000.png', '/else/b.png'], label: './labelsTr/a.png' },
      b: { images: ['imagesTr/sub/c.png', 'imagesTr/$X.png'], label: 'labelsTr/b.png' },
    },
  });
  expect(listedButMissing(cases ?? [], ['a_0000.png'], ['a.png'])).toEqual(['labelsTr/b.png']);
  expect(listedButMissing(cases ?? [], undefined, undefined)).toEqual([]);
});

test('a folder under another name', () => {
  const seeker = { identifier: 'Mine_3d_fullres', plansNames: ['Mine'], configuration: '3d_fullres', hadData: false };
  expect(isRenamed('Mine_3d_fulres', seeker)).toBe(true);
  expect(isRenamed('Other_3d_fullres', seeker)).toBe(false);
  expect(isRenamed('Other_3d_fullres', { ...seeker, hadData: true })).toBe(true);
  expect(isRenamed('Mine_3d_fullres', { ...seeker, identifier: 'elsewhere' })).toBe(true);
  const folders = [
    { name: 'a', files: files('x.b2nd') },
    { name: 'b', files: files('x.txt') },
    { name: 'c', files: files('x.npz') },
  ];
  expect(unclaimedFolders(folders, [{ identifier: 'c' }]).map((folder) => folder.name)).toEqual(['a']);
});

test.each([
  ['Dataset001_A', 'Dataset001_A', true],
  ['Dataset001_A', 'Dataset001_B', true],
  ['Dataset001_Liver', 'Dataset501_liver', true],
  ['Dataset001_A', 'Dataset002_B', false],
  ['Dataset001', 'Dataset002', false],
  ['liver', 'spleen', false],
])('%s and %s may be one dataset: %s', (first, second, expected) => {
  expect(mayBeOneDataset(first, second)).toBe(expected);
  expect(mayBeOneDataset(second, first)).toBe(expected);
});

test('numbers that stand for several names', () => {
  const names = ['Dataset001_A', 'Dataset001_B', 'Dataset0010_C', 'Dataset002_A', 'Dataset002_A', 'Dataset_X'];
  expect([...sharedNumbers(names)]).toEqual([[1, ['Dataset0010_C', 'Dataset001_A', 'Dataset001_B']]]);
});

test.each([
  ['NaturalImage2DIO', '.nii.gz', 3, true],
  ['NaturalImage2DIO', '.PNG', 2, false],
  ['NaturalImage2DIO', '.tif', undefined, false],
  ['NaturalImage2DIO', '.tif', 3, true],
  ['SimpleITKIO', '.png', undefined, false],
  ['SimpleITKIO', '.vtk', undefined, false],
  ['NibabelIO', '.nrrd', 3, true],
  ['Tiff3DIO', '.png', 2, true],
  ['SomebodysIO', '.png', 2, false],
] as const)('%s on %s files of dimension %s fails: %s', (reader, ending, dimension, wanted) => {
  expect(failsOn(reader, ending, dimension)).toBe(wanted);
});

test('endings that some reader claims', () => {
  expect(['.nii.gz', '.NRRD', '.tiff', '.dcm', '.jpg', 'nii.gz'].map(isClaimed)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ['<2.6', true],
  ['<2.6.0', true],
  ['< 2.4', true],
  ['<=2.5.1', true],
  ['2.5.1', true],
  ['~2.4', true],
  ['>=2.3 <2.6', true],
  ['>=2.5', false],
  ['>= 2.5', false],
  ['<2.7', false],
  ['2.8.1', false],
  ['^2.5', false],
])('the range %s ends before 2.6: %s', (range, wanted) => {
  expect(isBeforeBlosc2(range)).toBe(wanted);
});

test('the first few of many names', () => {
  expect(firstFew(['a', 'b'])).toBe('a and b');
  expect(firstFew(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
  expect(firstFew(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});
