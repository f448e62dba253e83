import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schemas/show.schema.json';
import { Call, Global, Tuple, type Writable } from '../io/pickle/pickle-writer.js';
import { torchZip } from '../io/torch/torch-writer.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const checkpoint = `${model}/fold_0/checkpoint_final.pth`;
const dataset = 'nnUNet_preprocessed/Dataset121_AbdomenCT';
const storage = projectStorage('examples/transfer');
const isValid = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

async function json(path: string, from = storage, expected = 0) {
  const { stdout, stderr, code } = await nnplans(['show', path, '--format', 'json'], { storage: from });
  expect([code, stderr]).toEqual([expected, '']);
  const printed = JSON.parse(stdout);
  isValid(printed);
  expect(isValid.errors).toBeNull();
  return printed;
}

/** Part of a command, to be copied as it is however long its path. */
const isCommand = (line: string) => /^\s+(nnplans |\S+\/\S+ \\$)/.test(line);

describe('what a file is, told by its content', () => {
  test.each([
    ['plans', `${dataset}/TinyPlans.json`],
    ['dataset-json', `${dataset}/dataset.json`],
    ['fingerprint', `${dataset}/dataset_fingerprint.json`],
    ['splits', `${dataset}/splits_final.json`],
    ['case-properties', `${dataset}/TinyPlans_3d_fullres/abd_000.pkl`],
    ['b2nd', `${dataset}/TinyPlans_3d_fullres/abd_000_seg.b2nd`],
    ['checkpoint', checkpoint],
    ['model', model],
    ['dataset', dataset],
    ['data-folder', `${dataset}/TinyPlans_3d_fullres`],
    ['raw-dataset', 'nnUNet_raw/Dataset121_AbdomenCT'],
    ['preprocessed-root', 'nnUNet_preprocessed'],
    ['folder', `${model}/fold_0`],
  ])('%s', async (kind, path) => {
    expect(await json(path)).toMatchObject({ command: 'show', kind, file: path });
    const { stdout } = await nnplans(['show', path], { storage });
    expect(stdout).not.toMatch(/undefined|\[object|NaN/);
    for (const line of stdout.split('\n')) if (!isCommand(line)) expect([...line].length).toBeLessThanOrEqual(80);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(60);
  });

  test.each([
    [
      'nnUNet_raw',
      [
        ['Dataset121_AbdomenCT', 'raw dataset'],
        ['Dataset122_PancreasCT', 'raw dataset'],
      ],
    ],
    [
      'nnUNet_results',
      [
        ['Dataset121_AbdomenCT', '1 model'],
        ['Dataset122_PancreasCT', '1 model'],
      ],
    ],
    [
      '.',
      [
        ['nnUNet_preprocessed', 'preprocessed datasets'],
        ['nnUNet_raw', '2 datasets'],
        ['nnUNet_results', '2 datasets'],
      ],
    ],
  ])('folders of nnU-Net in %s', async (path, expected) => {
    const { folders } = (await json(path)).facts;
    expect(folders.map(({ folder, what }: Record<string, string>) => [folder, what])).toEqual(expected);
  });

  test('every file that readers are tested with is shown, or refused in one sentence', async () => {
    for (const folder of ['arrays', 'cases', 'torch']) {
      const names = readdirSync(`test/fixtures/binary/${folder}`);
      const files = projectStorage('examples/transfer', {
        ...Object.fromEntries(names.map((name) => [name, readFileSync(`test/fixtures/binary/${folder}/${name}`)])),
      });
      for (const name of names) {
        const { code, stdout, stderr } = await nnplans(['show', name], { storage: files });
        expect([name, code, stderr]).toEqual([name, 0, '']);
        expect(stdout).not.toMatch(/undefined|\[object/);
      }
    }
  });

  test('a name that lies does not matter', async () => {
    const files = projectFiles('examples/transfer');
    const renamed = projectStorage('examples/transfer', { 'weights.bin': files.get(checkpoint) });
    expect(await json('weights.bin', renamed)).toMatchObject({
      kind: 'checkpoint',
      facts: { savedAs: 'checkpoint_final' },
    });
  });
});

describe('a checkpoint', () => {
  test('tells what was trained, and with which plans', async () => {
    const { facts } = await json(checkpoint);
    expect(facts).toMatchObject({
      trainer: 'nnUNetTrainer',
      configuration: '3d_fullres',
      fold: 0,
      epoch: 1,
      network: 'PlainConvUNet',
      inputChannels: 1,
      outputs: 3,
      weights: 12_995,
      plans: { plansName: 'TinyPlans', dataset: 'Dataset121_AbdomenCT', origin: ['Dataset121_AbdomenCT'] },
      datasetJson: { channels: ['CT'], labels: ['background', 'liver', 'tumor'] },
    });
    const parts: { part: string; weights: number }[] = facts.parts;
    expect(parts.map(({ part }) => part)).toEqual([
      ...['encoder 0', 'encoder 1', 'encoder 2', 'encoder 3'],
      ...['decoder 0', 'decoder 1', 'decoder 2', 'segmentation'],
    ]);
    expect(parts.reduce((sum, { weights }) => sum + weights, 0)).toBe(facts.weights);
  });

  test('names what loading it would run', async () => {
    const content = torchZip(
      new Map<Writable, Writable>([
        ['network_weights', new Map()],
        ['x', new Call(new Global('posix', 'system'), new Tuple('true'))],
      ]),
    );
    const hostile = projectStorage('examples/transfer', { 'evil.pth': content });
    const { facts, alarms } = await json('evil.pth', hostile, 1);
    expect(facts.needs).toContain('posix.system');
    expect(alarms.join()).toMatch(/names posix\.system\..* run with your rights/);
    const { stdout } = await nnplans('show evil.pth', { storage: hostile });
    expect(stdout).toMatch(/among them posix\.system/);
    expect(stdout).toContain('Do not load it.');
  });
});

describe('--extract', () => {
  test.each([
    ['plans', 'plans.json'],
    ['plans.json', 'plans.json'],
    ['dataset', 'dataset.json'],
    ['dataset.json', 'dataset.json'],
  ])('%s, byte for byte as nnU-Net wrote it beside the checkpoint', async (what, file) => {
    const wanted = new TextDecoder().decode(projectFiles('examples/transfer').get(`${model}/${file}`));
    const { code, stdout } = await nnplans(['show', checkpoint, '--extract', what], { storage });
    expect([code, stdout]).toEqual([0, wanted]);
    const { stdout: none, written } = await nnplans(['show', checkpoint, '--extract', what, '-o', 'x.json'], {
      storage,
    });
    expect([none, written.get('/x.json')]).toEqual(['', wanted]);
  });

  test('a terminal gets a line feed', async () => {
    const { stdout } = await nnplans(['show', checkpoint, '--extract', 'plans'], { storage, isTerminal: true });
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  test.each([
    ['a folder', model, /needs one of its checkpoints/],
    ['plans', `${dataset}/TinyPlans.json`, /JSON text/],
    ['nothing', 'nowhere.pth', /does not exist/],
    ['weights alone', 'state-dict.pth', /holds no plans/],
  ])('refuses %s', async (_name, path, says) => {
    const files = projectStorage('examples/transfer', {
      'state-dict.pth': readFileSync('test/fixtures/binary/torch/state-dict.pth'),
    });
    const { code, stdout, stderr } = await nnplans(['show', path, '--extract', 'plans'], { storage: files });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });
});

test('a folder that nnU-Net would not make is shown all the same, as the help says', async () => {
  const files = projectStorage('examples/transfer', { 'notes/todo.txt': 'x' });
  const { code, stdout } = await nnplans('show notes', { storage: files });
  expect([code, stdout]).toEqual([0, expect.stringContaining('folder of no kind that nnU-Net makes')]);
  const help = await nnplans('show --help', { storage: files });
  expect(help.stdout.replace(/\s+/g, ' ')).toContain('Exit code 0: shown, a folder or JSON of any kind included');
});

describe('what cannot be shown is one sentence and exit code 2', () => {
  const cut = projectFiles('examples/transfer').get(checkpoint)?.subarray(0, 5000) ?? '';
  test.each([
    ['nothing there', 'nowhere', undefined, /nothing at nowhere/i],
    ['an empty file', 'x.bin', '', /empty/],
    ['text', 'notes.txt', 'hello', /no kind that is known/],
    ['an image', 'case.nii.gz', new Uint8Array([0x1f, 0x8b, 8, 0]), /image/],
    ['JSON cut short', 'plans.json', '{"configurations": {', /JSON and cannot be read.*line 1/],
    ['a checkpoint cut short', 'checkpoint.pth', cut, /cut off|end/],
    ['a git-lfs pointer', 'checkpoint.pth', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
    ['a pipe', 'fifo', 'other', /pipe, socket or device/],
    ['an escape sequence in the name', '\u001b[2Jx', undefined, /\\u001b\[2Jx/],
  ] as const)('%s', async (_name, path, content, says) => {
    const file = path === 'fifo' ? { kind: 'other' as const } : content;
    const files = projectStorage('examples/transfer', file === undefined ? {} : { [path]: file });
    const { code, stdout, stderr } = await nnplans(['show', path], { storage: files });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });
});
