import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import { StorageError } from '../../src/io/storage.js';
import { discover } from '../../src/workspace/discover.js';
import { openReach } from '../../src/workspace/reach.js';

const plans = JSON.stringify({ dataset_name: 'X', plans_name: 'P', configurations: {} });

function found(files: Readonly<Record<string, MemoryFile>>, start = '/repo', roots = {}) {
  const reach = openReach({ storage: memoryStorage(files), cwd: '/repo', roots, isComplete: true });
  const discovery = discover(reach, start);
  return {
    found: discovery.found.map((one) => `${one.kind}${one.kind === 'dataset' ? ` ${one.place}` : ''} ${one.path}`),
    skipped: discovery.skipped.map(({ path }) => path),
  };
}

test('an experiment repository: plans by their name or content, datasets, model folders', () => {
  expect(
    found({
      'repo/package.json': '{"name": "x"}',
      'repo/configs/nnUNetPlans.json': plans,
      'repo/configs/liver.json': plans,
      'repo/configs/annotations.json': '{"images": []}',
      'repo/data/Dataset007_Pancreas/nnUNetPlans.json': plans,
      'repo/data/Dataset007_Pancreas/dataset.json': '{}',
      'repo/models/Dataset007_Pancreas/nnUNetTrainer__nnUNetPlans__2d/plans.json': plans,
      'repo/models/Dataset007_Pancreas/nnUNetTrainer__nnUNetPlans__2d/fold_0/other.json': plans,
      'repo/hub/plans.json': plans,
      'repo/hub/dataset.json': '{}',
    }).found,
  ).toEqual([
    'plans /repo/configs/nnUNetPlans.json',
    'plans /repo/configs/liver.json',
    'dataset elsewhere /repo/data/Dataset007_Pancreas',
    'plans /repo/hub/plans.json',
    'model /repo/models/Dataset007_Pancreas/nnUNetTrainer__nnUNetPlans__2d',
  ]);
});

test("nnU-Net's base folder: the preprocessed root as one, raw datasets, models", () => {
  expect(
    found({
      'repo/nnUNet_raw/Dataset007_Pancreas/dataset.json': '{}',
      'repo/nnUNet_raw/Dataset007_Pancreas/imagesTr/a_0000.nii.gz': '',
      'repo/nnUNet_preprocessed/Dataset007_Pancreas/nnUNetPlans.json': plans,
      'repo/nnUNet_results/Dataset007_Pancreas/nnUNetTrainer__nnUNetPlans__2d/plans.json': plans,
    }).found,
  ).toEqual([
    'preprocessed-root /repo/nnUNet_preprocessed',
    'raw-dataset /repo/nnUNet_raw/Dataset007_Pancreas',
    'model /repo/nnUNet_results/Dataset007_Pancreas/nnUNetTrainer__nnUNetPlans__2d',
  ]);
});

test('raw datasets anywhere, and a dataset.json by itself, if it is one of nnU-Net', () => {
  expect(
    found({
      'repo/data/Dataset007_Pancreas/imagesTr/a_0000.nii.gz': '',
      'repo/decathlon/Task07_Pancreas/imagesTr/a.nii.gz': '',
      'repo/convert/dataset.json': '{"labels": {"background": 0}, "channel_names": {"0": "CT"}}',
      'repo/other/dataset.json': '{"labels": ["cat", "dog"], "images": []}',
    }).found,
  ).toEqual(['dataset elsewhere /repo/convert', 'raw-dataset /repo/data/Dataset007_Pancreas']);
});

test('a root of another name is known by datasets that have been preprocessed', () => {
  const files = { 'repo/ssd/Dataset007_Pancreas/nnUNetPlans.json': plans };
  expect(found(files).found).toEqual(['dataset elsewhere /repo/ssd/Dataset007_Pancreas']);
  const preprocessed = { ...files, 'repo/ssd/Dataset007_Pancreas/gt_segmentations/a.nii.gz': '' };
  expect(found(preprocessed).found).toEqual(['preprocessed-root /repo/ssd']);
  expect(found(files, '/repo', { preprocessed: '/repo/ssd' }).found).toEqual(['preprocessed-root /repo/ssd']);
});

test('links are followed within the folder, each folder once; circles end', () => {
  expect(
    found({
      'repo/a/nnUNetPlans.json': plans,
      'repo/a/up': { linkTo: '..' },
      'repo/b': { linkTo: 'a' },
      'repo/c': { linkTo: '/elsewhere' },
      'repo/self': { linkTo: 'self' },
      'elsewhere/nnUNetPlans.json': plans,
      'elsewhere/back': { linkTo: '/repo' },
    }).found,
  ).toEqual(['plans /repo/a/nnUNetPlans.json']);
});

test('folders of other programs are left out, and very deep ones are named', () => {
  const deep = Array.from({ length: 30 }, (_, i) => `d${i}`).join('/');
  const { found: seen, skipped } = found({
    'repo/node_modules/x/nnUNetPlans.json': plans,
    'repo/.git/nnUNetPlans.json': plans,
    'repo/.venv/nnUNetPlans.json': plans,
    [`repo/${deep}/nnUNetPlans.json`]: plans,
  });
  expect(seen).toEqual([]);
  expect(skipped).toHaveLength(1);
});

test('data folders of a dataset are not searched, its other folders are', () => {
  expect(
    found({
      'repo/Dataset001_A/nnUNetPlans.json': plans,
      'repo/Dataset001_A/nnUNetPlans_2d/case.b2nd': '',
      'repo/Dataset001_A/nnUNetPlans_2d/deeper/nnUNetPlans.json': plans,
      'repo/Dataset001_A/old/nnUNetPlans.json': plans,
    }).found,
  ).toEqual(['dataset elsewhere /repo/Dataset001_A', 'plans /repo/Dataset001_A/old/nnUNetPlans.json']);
});

test('a damaged plans file is found by its name', () => {
  expect(found({ 'repo/nnUNetPlans.json': '{"configurations": ' }).found).toEqual(['plans /repo/nnUNetPlans.json']);
  expect(found({ 'repo/lessonplans.json': '{"lessons": 3}' }).found).toEqual([]);
});

test('damaged plans of any name are found by the keys in their text, other damaged JSON is left alone', () => {
  const whole = JSON.stringify({ ...JSON.parse(plans), configurations: { '2d': { patch_size: [32, 32] } } }, null, 4);
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${whole}`, 'utf16le'));
  const embedded = JSON.stringify({ log: whole, broken: 1 }).replace(',"broken"', '"broken"');
  expect(
    found({
      'repo/cut.json': whole.slice(0, whole.indexOf('patch_size') + 12),
      'repo/comma.json': whole.replace(',', ''),
      'repo/sorted.json': '{ "configurations": { "2d": { "data_identifier": "P_2d", "patch_size": [',
      'repo/powershell.json': utf16,
      'repo/log.json': embedded,
      'repo/package.json': '{ "name": "x" "configurations": {} }',
      'repo/launch.json': '{ // for the debugger\n "configurations": [{ "name": "train" }] }',
      'repo/unet.json': '{ "configurations": { "a": { "patch_size": [32, 32], } } }',
      'repo/tsconfig.json': '{ /* strict */ "compilerOptions": { "plans_name": true } }',
      'repo/notebook.ipynb': whole.slice(0, 60),
      'repo/empty.json': '',
    }).found,
  ).toEqual([
    'plans /repo/comma.json',
    'plans /repo/cut.json',
    'plans /repo/powershell.json',
    'plans /repo/sorted.json',
  ]);
});

test('of many JSON files only the beginning is read', () => {
  const files = memoryStorage({ 'repo/a.json': '{ "a": 1 ', 'repo/b.json': '[]', 'repo/c.json': plans });
  const read: string[] = [];
  const storage = {
    ...files,
    readBytes: (path: string, most: number) => {
      read.push(path);
      return files.readBytes(path, most);
    },
  };
  const reach = openReach({ storage, cwd: '/repo', roots: {}, isComplete: true });
  expect(discover(reach, '/repo').found).toEqual([{ kind: 'plans', path: '/repo/c.json' }]);
  expect(read).toEqual(['/repo/c.json']);
});

test('a JSON file without permission might be plans, and is kept account of', () => {
  const files = memoryStorage({ 'repo/locked.json': plans, 'repo/nnUNetPlans.json': plans });
  const storage = {
    ...files,
    readRange: (path: string, offset: number, length: number) => {
      if (path === '/repo/locked.json') throw new StorageError('forbidden', path, 'no permission');
      return files.readRange(path, offset, length);
    },
  };
  const reach = openReach({ storage, cwd: '/repo', roots: {}, isComplete: true });
  expect(discover(reach, '/repo')).toMatchObject({
    found: [{ path: '/repo/nnUNetPlans.json' }],
    skipped: [{ path: '/repo/locked.json', reason: 'there is no permission to read it' }],
  });
});

test('a folder without permission is kept account of', () => {
  const files = memoryStorage({ 'repo/locked/nnUNetPlans.json': plans, 'repo/nnUNetPlans.json': plans });
  const storage = {
    ...files,
    list: (folder: string) => {
      if (folder === '/repo/locked') throw new StorageError('forbidden', folder, 'no permission');
      return files.list(folder);
    },
  };
  const reach = openReach({ storage, cwd: '/repo', roots: {}, isComplete: true });
  expect(discover(reach, '/repo').found).toHaveLength(1);
  expect([...reach.failures.values()]).toEqual([
    { path: '/repo/locked', reason: 'there is no permission to read it', isForbidden: true },
  ]);
});
