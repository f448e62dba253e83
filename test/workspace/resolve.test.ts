import { openReach } from '../../src/workspace/reach.js';
import { resolveSide } from '../../src/workspace/resolve.js';
import { projectStorage } from '../support/command-line.js';

const storage = projectStorage('examples/own-plans', {
  'shelf/OnlyPlans.json': '{"configurations": {}}',
  'nnUNet_raw/Dataset121_AbdomenCT/imagesTr/a_0000.nii.gz': '',
});
const roots = { raw: '/nnUNet_raw', preprocessed: '/nnUNet_preprocessed', results: '/nnUNet_results' };
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';

function side(dataset: string, plans?: string, given: typeof roots | Record<string, never> = roots, cwd = '/') {
  const reach = openReach({ storage, cwd, roots: given, isComplete: false });
  const found = resolveSide(reach, { dataset, plans, options: { dataset: '-s', plans: '-sp' } });
  return {
    label: found.plansFile.label,
    place: found.plansFile.place,
    ...(found.configuration === undefined ? {} : { configuration: found.configuration }),
    ...(found.checkpoint === undefined ? {} : { checkpoint: found.checkpoint.path }),
  };
}

const tiny = { label: 'Dataset121_AbdomenCT/TinyPlans', place: 'preprocessed' };

test.each([
  ['an id', '121'],
  ['an id with zeros before it', '0121'],
  ['a name', 'Dataset121_AbdomenCT'],
  ['a folder', 'nnUNet_preprocessed/Dataset121_AbdomenCT'],
  ['a folder with a slash behind it', '/nnUNet_preprocessed/Dataset121_AbdomenCT/'],
  ['the folder of its raw images', 'nnUNet_raw/Dataset121_AbdomenCT'],
  ['a plans file', 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json'],
  ['what reports call it', 'Dataset121_AbdomenCT/TinyPlans'],
  ['id and plans', '121/TinyPlans'],
])('%s', (_what, typed) => {
  expect(side(typed)).toEqual(tiny);
});

test('plans by name, with or without ending; else the default; else the only ones', () => {
  expect(side('122', 'TinyPlans').label).toBe('Dataset122_PancreasCT/TinyPlans');
  expect(side('122', 'TinyPlans.json').label).toBe('Dataset122_PancreasCT/TinyPlans');
  expect(side('122').label).toBe('Dataset122_PancreasCT/nnUNetPlans');
  expect(side('121').label).toBe('Dataset121_AbdomenCT/TinyPlans');
});

test('a folder needs no roots, and brings its own', () => {
  expect(side('nnUNet_preprocessed/Dataset121_AbdomenCT', undefined, {})).toEqual(tiny);
  expect(side('../nnUNet_preprocessed/Dataset121_AbdomenCT', undefined, {}, '/shelf')).toEqual(tiny);
});

test('plans outside of any root', () => {
  expect(side('shelf')).toEqual({ label: 'shelf/OnlyPlans.json', place: 'elsewhere' });
  expect(side('OnlyPlans.json', undefined, roots, '/shelf')).toMatchObject({ place: 'elsewhere' });
});

test('a model folder: its plans and its configuration', () => {
  expect(side(model)).toMatchObject({ place: 'model', configuration: '3d_fullres' });
});

test('a checkpoint: the plans inside it, and itself as the weights', () => {
  const file = `${model}/fold_0/checkpoint_final.pth`;
  expect(side(file)).toMatchObject({ place: 'embedded', configuration: '3d_fullres', checkpoint: `/${file}` });
});
