import { readFileSync } from 'node:fs';
import type { PlannedTransfer, Report } from '../../../src/engine/report.js';
import type { MemoryFile } from '../../../src/io/memory-storage.js';
import { widthOf } from '../../../src/report/terminal/width.js';
import { nnplans, projectStorage } from '../../support/command-line.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const moved = readFileSync(`test/examples/transfer/${folder}/PretrainedPlansCustom.json`, 'utf8');
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const typed = 'transfer -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom';

/** The example project before the plans were moved: the fingerprint is there, dataset.json and data are not. */
const before = (changes: Readonly<Record<string, MemoryFile | undefined>> = {}) =>
  projectStorage('examples/transfer', {
    [`${folder}/PretrainedPlansCustom.json`]: undefined,
    [`${folder}/PretrainedPlansCustom_3d_fullres`]: undefined,
    [`${folder}/dataset.json`]: undefined,
    ...changes,
  });

async function transfer(words: string, changes: Readonly<Record<string, MemoryFile | undefined>> = {}) {
  const { code, stdout, stderr, written } = await nnplans(`${words} --format json`, { storage: before(changes) });
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as Report);
  return { code, stderr, written, report, planned: report?.transfer as PlannedTransfer };
}

const target = `/${folder}/PretrainedPlansCustom.json`;

test('shows what would be written, and writes nothing', async () => {
  const { code, written, planned } = await transfer(typed);
  expect(code).toBe(0);
  expect(written.size).toBe(0);
  expect(planned).toMatchObject({
    existing: 'nothing',
    outcome: 'not asked for',
    configurations: ['2d', '3d_fullres'],
  });
  expect(planned.changes.map(({ what, after, consequence }) => [what, after, consequence])).toEqual([
    ['dataset_name', 'Dataset122_PancreasCT', 'no effect'],
    ['2d: data_identifier', 'PretrainedPlansCustom_2d', 'no effect'],
    ['3d_fullres: data_identifier', 'PretrainedPlansCustom_3d_fullres', 'no effect'],
    ['plans_name', 'PretrainedPlansCustom', 'no effect'],
  ]);
  expect(planned.steps.map(({ command }) => command)).toEqual([
    'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
    'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
    `nnplans check -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom -c 3d_fullres --checkpoint ${model}/fold_0/checkpoint_final.pth`,
    `nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights ${model}/fold_0/checkpoint_final.pth`,
  ]);
});

test('writes what nnU-Net wrote', async () => {
  const { code, written, planned } = await transfer(`${typed} --write`);
  expect(code).toBe(0);
  expect(planned.outcome).toBe('written');
  expect([...written]).toEqual([[target, moved]]);
});

test.each([
  ['a model folder', model],
  ['a checkpoint', `${model}/fold_0/checkpoint_final.pth`],
  ['the plans file', 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json'],
])('writes the same from %s', async (_what, source) => {
  const { code, written, planned } = await transfer(`transfer -s ${source} -t 122 -tp PretrainedPlansCustom --write`);
  expect(code).toBe(0);
  expect(written.get(target)).toBe(moved);
  expect(planned.steps.at(-1)?.command).toContain(`-pretrained_weights ${model}/fold_0/checkpoint_final.pth`);
});

test('from a checkpoint without its dataset in reach', async () => {
  const { written, planned } = await transfer(
    `transfer -s ${model}/fold_0/checkpoint_final.pth -t Dataset122_PancreasCT -tp FromWeights --write`,
    { 'nnUNet_preprocessed/Dataset121_AbdomenCT': undefined, 'nnUNet_raw/Dataset121_AbdomenCT': undefined },
  );
  expect([...written.keys()]).toEqual([`/${folder}/FromWeights.json`]);
  expect(planned.steps.map(({ command }) => command)).toContain(
    `nnplans check -s ${model}/fold_0/checkpoint_final.pth -t 122 -tp FromWeights -c 3d_fullres`,
  );
  expect(planned.notes.join(' ')).toContain('The plans come from the checkpoint.');
});

test('the same file already there: says so, and nothing is written', async () => {
  const { code, written, planned } = await transfer(`${typed} --write`, {
    [`${folder}/PretrainedPlansCustom.json`]: moved,
  });
  expect({ code, outcome: planned.outcome, written: written.size }).toEqual({
    code: 0,
    outcome: 'already there',
    written: 0,
  });
});

describe('other plans of that name', () => {
  const other = { [`${folder}/PretrainedPlansCustom.json`]: moved.replace('"batch_size": 2', '"batch_size": 4') };

  test.each(['', ' --write'])('are never replaced without --force (%p)', async (option) => {
    const { code, written, planned } = await transfer(typed + option, other);
    expect({ code, written: written.size }).toEqual({ code: 1, written: 0 });
    expect(planned).toMatchObject({ existing: 'other plans', replaced: [expect.stringContaining('batch size')] });
    expect(planned.refusal).toBe(option === '' ? undefined : 'other plans');
  });

  test('are kept when they are replaced', async () => {
    const { code, written, planned } = await transfer(`${typed} --write --force`, other);
    expect({ code, outcome: planned.outcome, backup: planned.backup }).toEqual({
      code: 0,
      outcome: 'written',
      backup: `${target.slice(1)}.backup`,
    });
    expect(written.get(target)).toBe(moved);
    // Told of what stood there before, not of what was just written.
    expect(planned.replaced).toEqual([expect.stringContaining('batch size')]);
  });

  test('a file that only looks different is not called different plans', async () => {
    const { planned } = await transfer(typed, {
      [`${folder}/PretrainedPlansCustom.json`]: JSON.stringify(JSON.parse(moved)),
    });
    expect(planned.replaced).toEqual(['They are the same plans, written in another way.']);
  });
});

test('findings refuse to write, from the severity that --fail-on names', async () => {
  const words = 'transfer -s 121 -t 122 -sp TinyPlans -tp nnUNetPlans --write';
  const refused = await transfer(words);
  expect({ code: refused.code, written: refused.written.size }).toEqual({ code: 1, written: 0 });
  expect(refused.planned).toMatchObject({ outcome: 'refused', refusal: 'findings' });
  expect(refused.report?.findings.map(({ rule }) => rule)).toContain('transfer/identifier-collision');
  expect((await transfer(`${words} --fail-on never`)).written.size).toBe(1);
  expect((await transfer(`${typed} --write --fail-on info`)).written.size).toBe(0);
});

test('nothing checked, nothing written', async () => {
  const { code, written, stderr } = await transfer(`${typed} --write --rule model`);
  expect({ code, written: written.size }).toEqual({ code: 2, written: 0 });
  expect(stderr).toContain('Nothing was checked');
});

test('nnU-Net before 2.2.1 left plans_name as it was', async () => {
  const { written, planned } = await transfer(`${typed} --write --nnunet <2.2.1 --fail-on never`);
  expect(JSON.parse(written.get(target) ?? '')).toMatchObject({
    plans_name: 'TinyPlans',
    dataset_name: 'Dataset122_PancreasCT',
  });
  expect(planned.release).toBe('nnU-Net before 2.2.1');
});

test('how the two datasets are read is said unless it was asked for', async () => {
  expect((await transfer(typed)).planned.notes.join(' ')).toContain('Dataset122_PancreasCT is finetuned');
  const words = 'transfer -s 121 -t 122 -sp TinyPlans -tp Another --direction pretraining-to-finetuning';
  expect((await transfer(words)).planned.notes).toEqual([]);
});

test('the other direction: the pretraining is still to be run', async () => {
  const { planned } = await transfer(
    'transfer -s 121 -t 122 -sp TinyPlans -tp Own --direction finetuning-to-pretraining',
  );
  expect(planned.steps.map(({ command }) => command.split(' ').slice(0, 3).join(' '))).toEqual([
    'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
    'nnUNetv2_preprocess -d 122',
    'nnplans check -s',
    'nnUNetv2_train 122 3d_fullres',
    'nnUNetv2_train 121 3d_fullres',
  ]);
  // The model that the source has already is none of the pretraining.
  expect(planned.steps.at(-1)?.command).toContain('/nnUNetTrainer__Own__3d_fullres/fold_all/checkpoint_final.pth"');
});

test.each([
  ['transfer -s 121 -t 120', 'There is no dataset with id 120'],
  ['transfer -s 121 -t 122 -tp a/b', 'cannot be the name of a plans file'],
  ['transfer -s 121 -t 122 -tp ..', 'cannot be the name of a plans file'],
  ['transfer -s 121 -t 122 --force', '--force replaces a file'],
  ['transfer -s 121 -t 122 -sp Nowhere', 'has no plans "Nowhere"'],
  ['transfer -s 121 -t 122 --nnunet new', '"nnunet" is /new by --nnunet'],
  [`transfer -s 121 -t ${model}`, 'which is no dataset'],
])('%s: exit code 2', async (words, text) => {
  const { code, stderr, written } = await transfer(words);
  expect({ code, written: written.size }).toEqual({ code: 2, written: 0 });
  expect(stderr).toContain(text);
});

test('plans onto themselves: there is nothing to move', async () => {
  const { code, stderr } = await transfer('transfer -s 121 -t Dataset121_AbdomenCT --write');
  expect(code).toBe(2);
  expect(stderr).toContain('-s and -t both lead to Dataset121_AbdomenCT/TinyPlans');
});

test('a copy beside the only plans of a dataset', async () => {
  const { code, planned } = await transfer('transfer -s 121 -t 121 -tp Copy');
  expect(code).toBe(0);
  expect(planned.file).toMatch(/Dataset121_AbdomenCT\/Copy\.json$/);
});

test('a target without preprocessed folder: how to make one', async () => {
  const { code, stderr } = await transfer(`${typed} --write`, { [folder]: undefined });
  expect(code).toBe(2);
  expect(stderr).toContain('nnUNetv2_extract_fingerprint -d 122');
});

test.each([
  ['is no JSON', '{"a": '],
  ['is no object', '[]'],
  ['has a configuration that is no object', '{"configurations": {"2d": 3}}'],
])('a source that %s is told, not moved', async (_what, text) => {
  const { code, stderr, written } = await transfer(`${typed} --write`, {
    'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json': text,
  });
  expect({ code, written: written.size }).toEqual({ code: 2, written: 0 });
  expect(stderr).toMatch(/cannot be moved|stops/);
});

test('a target whose reader cannot be told', async () => {
  const raw = 'nnUNet_raw/Dataset122_PancreasCT/dataset.json';
  expect((await transfer(typed, { [raw]: '{}' })).stderr).toContain('No reader is known for the images of');
  expect((await transfer(typed, { [raw]: undefined })).stderr).toContain('has no dataset.json that can be read');
});

test('another reader is told with what follows from it', async () => {
  const raw = JSON.stringify({ file_ending: '.png', channel_names: { 0: 'R' }, labels: { background: 0, a: 1 } });
  const { planned } = await transfer(`${typed} --fail-on never`, {
    'nnUNet_raw/Dataset122_PancreasCT/dataset.json': raw,
  });
  expect(planned.changes.find(({ what }) => what === 'image_reader_writer')).toMatchObject({
    before: 'SimpleITKIO',
    after: 'NaturalImage2DIO',
    consequence: 'data must be preprocessed again',
  });
});

test('models that training would write into are named', async () => {
  expect((await transfer(typed)).planned.notes.join(' ')).toContain(
    'training with these plans writes into nnUNetTrainer__PretrainedPlansCustom__3d_fullres.',
  );
});

test('data that preprocessing would delete are named', async () => {
  const { planned } = await transfer(typed, {
    [`${folder}/PretrainedPlansCustom_3d_fullres/a.pkl`]: '',
    [`${folder}/PretrainedPlansCustom_3d_fullres/a.b2nd`]: '',
  });
  expect(planned.dataFolders).toContainEqual({
    configuration: '3d_fullres',
    identifier: 'PretrainedPlansCustom_3d_fullres',
    cases: 1,
  });
});

test.each([typed, `${typed} --write`, `${typed} --write --fail-on info`])('%s fits 80 columns', async (words) => {
  const { stdout } = await nnplans(words, { storage: before() });
  for (const line of stdout.split('\n')) if (!line.includes('/fold_0/')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(words.includes('info') ? /because of the findings/ : /next\n 1 copy its own/);
});
