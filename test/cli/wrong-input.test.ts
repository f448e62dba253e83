import type { MemoryFile } from '../../src/io/memory-storage.js';
import { StorageError } from '../../src/io/storage.js';
import { type CommandLine, nnplans, projectStorage } from '../support/command-line.js';

const preprocessed = 'nnUNet_preprocessed';
const own = projectStorage('examples/own-plans');

/** What is typed, and what is answered on standard error with exit code 2 and nothing on standard output. */
async function refused(words: string, setting: CommandLine = { storage: own }): Promise<string> {
  const { code, stdout, stderr } = await nnplans(words, setting);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^nnplans: .*[.:]\n/);
  expect(stderr).not.toMatch(/^\s+at |undefined|\[object/m);
  return stderr;
}

describe('a slip in front of a command of nnU-Net', () => {
  test.each(['check', 'run'])('%s without the two dashes', async (name) => {
    expect(await refused(`${name} nnUNetv2_train 122 3d_fullres 0 -p X`)).toContain(
      `\n  nnplans ${name} -- nnUNetv2_train 122 3d_fullres 0 -p X\n`,
    );
  });

  test.each([
    ['\u2013tp', '-tp'],
    ['\u2014format', '--format'],
    ['\u2013-format', '--format'],
  ])('an option that was pasted: %s', async (typed, meant) => {
    expect(await refused(`check -s 121 -t 122 ${typed} X`)).toContain(`Type it again: ${meant}\n`);
  });
});

describe('a dataset that is not there', () => {
  test.each([
    ['an id', 'check -s 120 -t 122', 'There is no dataset with id 120'],
    ['a name', 'check -s Dataset121_AbdomanCT -t 122', 'Did you mean Dataset121_AbdomenCT?'],
    ['an id without a name', 'check -s Dataset121 -t 122', 'Did you mean Dataset121_AbdomenCT?'],
    [
      'a path',
      'check -s nnUNet_preprocessed/Dataset121_AbdomanCT -t 122',
      'Did you mean nnUNet_preprocessed/Dataset121_AbdomenCT?',
    ],
    [
      'a path in a folder that is not there either',
      'check -s there/Dataset121 -t 122',
      'there is no folder there either',
    ],
  ])('%s', async (_what, words, answer) => {
    expect(await refused(words)).toContain(answer);
  });

  test('the answer lists what there is', async () => {
    expect(await refused('check -s 7 -t 122')).toContain('Dataset121_AbdomenCT and Dataset122_PancreasCT');
  });

  test('of two datasets with one id neither is taken', async () => {
    const storage = projectStorage('examples/own-plans', { [`${preprocessed}/Dataset121_Other/dataset.json`]: '{}' });
    expect(await refused('check -s 121 -t 122', { storage })).toContain('121 stands for 2 datasets');
  });

  test('nobody said where the folders are', async () => {
    for (const words of ['check -s 121 -t 122', 'audit']) {
      const answer = await refused(words, { storage: own, env: {} });
      expect(answer).toContain('where nnUNet_preprocessed is');
      expect(answer).toContain('environment variable nnUNet_preprocessed');
    }
  });

  test('the folder of the environment is gone', async () => {
    const env = { nnUNet_preprocessed: '/gone' };
    expect(await refused('check -s 121 -t 122', { storage: own, env })).toContain('/gone');
    expect(await refused('audit', { storage: own, env })).toContain('/gone');
  });

  test('the folder of an option is gone', async () => {
    expect(await refused('audit --preprocessed gone')).toContain('--preprocessed is gone, which is no folder');
  });
});

describe('plans that are not there', () => {
  test('a name that none has', async () => {
    const answer = await refused('check -s 121 -t 122 -tp TinyPlanz');
    expect(answer).toContain('Dataset122_PancreasCT has no plans "TinyPlanz"');
    expect(answer).toContain('Did you mean TinyPlans?');
    expect(answer).toContain('It has TinyPlans and nnUNetPlans.');
  });

  test('plans that were not moved yet', async () => {
    expect(await refused('check -s 121 -t 122 -tp Moved')).toContain(
      'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp Moved',
    );
  });

  test('several, none of them the default, and none was named', async () => {
    const copy = own.readBytes(`${preprocessed}/Dataset121_AbdomenCT/TinyPlans.json`, 1e6);
    const storage = projectStorage('examples/own-plans', { [`${preprocessed}/Dataset121_AbdomenCT/Other.json`]: copy });
    expect(await refused('check -s 121 -t 122', { storage })).toContain('Name one with -sp: Other and TinyPlans.');
  });

  test('a dataset without plans', async () => {
    const storage = projectStorage('examples/own-plans', {
      [`${preprocessed}/Dataset121_AbdomenCT/TinyPlans.json`]: undefined,
    });
    expect(await refused('check -s 121 -t 122', { storage })).toContain('nnUNetv2_plan_experiment -d 121');
  });

  test('a dataset that was never planned', async () => {
    const storage = projectStorage('examples/own-plans', { [`${preprocessed}/Dataset121_AbdomenCT`]: undefined });
    expect(await refused('check -s 121 -t 122', { storage })).toContain('nnUNetv2_plan_and_preprocess -d 121');
  });

  test.each<[string, MemoryFile, RegExp]>([
    ['a pipe', { kind: 'other' }, /is a pipe, socket or device, not a plans file/],
    ['a link to nothing', { linkTo: 'gone.json' }, /is a link to gone.json, where there is no file/],
    ['a folder', { kind: 'folder' }, /is a folder, not a plans file/],
  ])('%s in its place', async (_what, file, answer) => {
    const storage = projectStorage('examples/own-plans', { [`${preprocessed}/Dataset122_PancreasCT/Odd.json`]: file });
    expect(await refused('check -s 121 -t 122 -tp Odd', { storage })).toMatch(answer);
  });

  test('plans named twice', async () => {
    const file = `${preprocessed}/Dataset121_AbdomenCT/TinyPlans.json`;
    expect(await refused(`check -s ${file} -sp TinyPlans -t 122`)).toContain('leave out -sp TinyPlans');
  });

  test('a slip in the name of a configuration', async () => {
    const answer = await refused('check -s 121 -t 122 -c 3d_fulres');
    expect(answer).toContain('Did you mean 3d_fullres?');
    expect(answer).toContain('There are 2d and 3d_fullres.');
  });
});

describe('something else than was wanted', () => {
  test.each([
    [
      'a root where one dataset is wanted',
      `check -s ${preprocessed} -t 122`,
      'holds many datasets; -s needs one of them',
    ],
    ['an image', `audit ${preprocessed}/Dataset121_AbdomenCT/gt_segmentations/abd_000.nii.gz`, 'neither a plans file'],
    ['a folder without plans where some are wanted', 'check -s nnUNet_results -t 122', 'holds no plans file'],
    ['a checkpoint that is a folder', 'check -s 121 -t 122 --checkpoint nnUNet_raw', 'which is no file'],
    ['a checkpoint that is not there', 'check -s 121 -t 122 --checkpoint gone.pth', 'where there is nothing'],
  ])('%s', async (_what, words, answer) => {
    expect(await refused(words)).toContain(answer);
  });

  test('JSON that is not plans', async () => {
    const storage = projectStorage('examples/own-plans', { 'package.json': '{"name": "x"}' });
    expect(await refused('audit package.json', { storage })).toContain('does not look like plans');
  });

  test('an empty root', async () => {
    const storage = projectStorage('examples/own-plans', { empty: { kind: 'folder' } });
    expect(await refused('audit empty', { storage })).toContain('holds nothing to check');
  });

  test('a folder without permission is named', async () => {
    const storage = {
      ...own,
      list: (folder: string) => {
        if (folder.endsWith('Dataset121_AbdomenCT')) throw new StorageError('forbidden', folder, 'no permission');
        return own.list(folder);
      },
    };
    const { code, stdout } = await nnplans('audit --rule plans/schema', { storage });
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Dataset121_AbdomenCT: there is no permission to read it');
  });
});

describe('a wrong command line', () => {
  test.each([
    ['a command', 'chekc -s 121 -t 122', 'Did you mean check?'],
    ['a path for a command', './nnUNet_preprocessed', 'nnplans audit ./nnUNet_preprocessed'],
    ['options before the command', '-s 121 -t 122 check', 'A command comes first'],
    ['an option', 'check -s 121 -t 122 --chekpoint x', 'Did you mean --checkpoint?'],
    ['a short option', 'check -s 121 -t 122 -tr nnUNetTrainer', 'has no option -tr'],
    ['an option without its value', 'check -s 121 -t', '-t needs a value: -t FINETUNING'],
    ['an option that swallows none', 'check -s -t 122', '-s needs a value'],
    ['an option twice', 'check -s 121 -s 122 -t 122', '-s is given twice (121, 122)'],
    ['a side that is missing', 'check -s 121', 'needs -t FINETUNING'],
    ['a word too many', 'check 121 122 -s 121 -t 122', '"121" has no place'],
    ['a choice', 'check -s 121 -t 122 --direction forward', '--direction is forward; it may be'],
    ['a format', 'audit --format jsno', 'Did you mean json?'],
    ['a format of -o', 'audit -o jsno=x', 'Did you mean json?'],
    ['two formats in one place', 'audit --format json -o table', 'Standard output takes only one format'],
    ['a number', 'audit --max-warnings many', 'a whole number is expected'],
    ['a rule', 'audit --rule plans/shcema', 'Did you mean plans/schema?'],
    ['a rule to explain', 'explain spacing-mach', 'Did you mean spacing-match?'],
    ['no rule to explain', 'explain', 'needs RULE'],
    ['a shell', 'completion tcsh', 'it may be bash, zsh or fish'],
  ])('%s', async (_what, words, answer) => {
    expect(await refused(words)).toContain(answer);
  });

  test('a file name cannot steer the terminal, not even in an error', async () => {
    const { stderr } = await nnplans(['audit', 'x\u001b[2J\u202e.json'], { storage: own });
    expect(stderr).toContain('x\\u001b[2J\\u202e.json');
  });
});
