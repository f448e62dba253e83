import type { Change } from '../../src/engine/rule.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const fingerprint = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json';
const transfer = 'check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres';

async function measuresOf(words: string, changes: readonly Change[] = []) {
  const storage = memoryStorage(withChanges(projectFiles('examples/transfer'), changes));
  const { stdout } = await nnplans(`${words} --format json`, { storage });
  return JSON.parse(stdout).comparisons[0].measures;
}

test('each side is measured on its own dataset', async () => {
  const { pretraining, finetuning } = await measuresOf(transfer);
  expect(pretraining.spacing).toEqual(finetuning.spacing);
  expect(pretraining.receptiveField).toEqual([11, 47, 47]);
  expect(pretraining.medianShape.source).toBe('fingerprint');
  expect(finetuning.medianShape.source).toBe('fingerprint');
  expect(finetuning.medianShape.voxels).not.toEqual(pretraining.medianShape.voxels);
  const [before] = pretraining.intensities;
  const [after] = finetuning.intensities;
  expect(after).toMatchObject({ channel: 0, name: 'CT', normalization: 'CTNormalization' });
  expect(after.plans).toEqual(before.plans);
  expect(after.fingerprint).not.toEqual(before.fingerprint);
});

test('without a fingerprint the median shape is what the plans state', async () => {
  const { finetuning } = await measuresOf(transfer, [{ file: fingerprint, delete: true }]);
  expect(finetuning.medianShape.source).toBe('plans');
  expect(finetuning.intensities[0].fingerprint).toBeUndefined();
});

test('what has no extent, or no number, is left out', async () => {
  const at = '/configurations/3d_fullres';
  const { pretraining, finetuning } = await measuresOf(transfer, [
    { file: plans, set: `${at}/spacing`, to: [0, 1, 1] },
    { file: plans, set: `${at}/patch_size`, to: 'large' },
    { file: plans, set: '/foreground_intensity_properties_per_channel/0/std', to: null },
  ]);
  expect(Object.keys(finetuning)).toEqual(['receptiveField', 'intensities']);
  expect(finetuning.intensities[0].plans).toBeUndefined();
  expect(pretraining.spacing).toHaveLength(3);
});

test('an audit has the numbers of every configuration', async () => {
  const { stdout } = await nnplans('audit --format json', { storage: projectStorage('examples/transfer') });
  const { subjects } = JSON.parse(stdout);
  const { configurations } = subjects.find(({ label }: { label: string }) => label === 'Dataset121_AbdomenCT');
  expect(configurations).toContainEqual(expect.objectContaining({ plans: 'TinyPlans', configuration: '3d_fullres' }));
  for (const { configuration, measures } of configurations) {
    expect(measures.spacing).toHaveLength(configuration === '2d' ? 2 : 3);
    expect(measures.medianShape.voxels).toHaveLength(measures.patchSize.length);
  }
});
