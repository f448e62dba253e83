import { readdirSync, readFileSync } from 'node:fs';
import { nnplans, projectStorage } from '../support/command-line.js';

/** Written by the real torch and numpy (test/hostile/genuine.py). */
const folder = 'test/fixtures/pickles/genuine';
const files = readdirSync(folder);
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const storage = projectStorage(
  'examples/transfer',
  Object.fromEntries(
    files.map((file) => [`${model}/fold_0/${file}`, new Uint8Array(readFileSync(`${folder}/${file}`))]),
  ),
);

test('there are many', () => {
  expect(files.length).toBeGreaterThan(60);
});

test.each(files)('show %s: data and nothing else', async (file) => {
  const { code, stdout } = await nnplans(['show', `${model}/fold_0/${file}`, '--format', 'json'], { storage });
  expect([code, JSON.parse(stdout).alarms]).toEqual([0, undefined]);
});

test('audit says nothing of what opening them would run', async () => {
  const { stdout } = await nnplans(['audit', '--rule', 'model/unexpected-global', '--format', 'json'], { storage });
  expect(JSON.parse(stdout).findings).toEqual([]);
});
