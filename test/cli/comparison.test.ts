import type { ComparisonRow } from '../../src/engine/report.js';
import type { Change } from '../../src/engine/rule.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { nnplans } from '../support/command-line.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const statistics = '/foreground_intensity_properties_per_channel/0';
const kernels = '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes/0';
const results = 'nnUNet_results/Dataset121_AbdomenCT';
const weights = `${results}/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`;

/** What a row of `3d_fullres` says of the finetuning side, and its verdict. */
async function row(what: string, changes: readonly Change[], words = '') {
  const storage = memoryStorage(withChanges(projectFiles('examples/transfer'), changes));
  const command = `check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres --format json ${words}`;
  const { stdout } = await nnplans(command, { storage });
  const rows: readonly ComparisonRow[] = JSON.parse(stdout).comparisons[0].rows;
  const found = rows.find((candidate) => candidate.what === what);
  return [found?.finetuning, found?.verdict];
}

const otherMean = { file: plans, set: `${statistics}/mean`, to: 69 };
const otherDeviation = { file: plans, set: `${statistics}/std`, to: 72.4 };
const withoutRule = '--rule transfer/spacing-match';

test('statistics that are not shown are named where they differ', async () => {
  const changes = [otherMean, otherDeviation];
  expect(await row('intensities', [])).toEqual(['-62 … 124 HU', 'agrees']);
  expect(await row('intensities', changes)).toEqual(['mean, std differ', 'error']);
  expect(await row('intensities', [otherMean])).toEqual(['mean differs', 'error']);
});

test('they are no less different where no rule looks at them', async () => {
  expect(await row('intensities', [otherMean], withoutRule)).toEqual(['mean differs', 'differs']);
  expect(await row('intensities', [], withoutRule)).toEqual(['-62 … 124 HU', 'agrees']);
});

test('as many weights of another shape are not the same', async () => {
  const changes = [{ file: plans, set: kernels, to: [3, 3, 1] }];
  const [shown, verdict] = await row('weights', changes, withoutRule);
  expect([shown, verdict]).toEqual(['other shapes', 'differs']);
});

test('a checkpoint is compared, whatever rules run', async () => {
  const changes = [{ file: plans, set: kernels, to: [3, 3, 1] }];
  const options = `--checkpoint ${weights} ${withoutRule}`;
  expect(await row('checkpoint', [], options)).toEqual(['–', 'agrees']);
  expect(await row('checkpoint', changes, options)).toEqual(['–', 'differs']);
  expect(await row('checkpoint', [{ file: weights, write: 'no checkpoint' }], options)).toEqual(['–', 'not checked']);
});

test('a network that another trainer built is not the same', async () => {
  const model = `${results}/nnUNetTrainer__TinyPlans__3d_fullres`;
  const changes = [
    { file: `${results}/nnUNetTrainerBN__TinyPlans__3d_fullres`, copyFrom: model },
    { file: model, delete: true },
  ] as const;
  expect(await row('network', changes)).toEqual(['by nnUNetTrainer', 'warning']);
  expect(await row('weights', changes, withoutRule)).toEqual(['other parameters', 'differs']);
});
