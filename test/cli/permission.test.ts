import { type Storage, StorageError } from '../../src/io/storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

/** A project in which nobody may look into one folder, as with mode 000: its own entry is seen, nothing in it. */
function locked(folder: string): Storage {
  const storage = projectStorage('examples/transfer');
  const refuse = (path: string) => new StorageError('forbidden', path, `${path}: no permission to read it`);
  const isInside = (path: string) => path.startsWith(`/${folder}/`);
  const guarded =
    <Rest extends readonly unknown[], Result>(call: (path: string, ...rest: Rest) => Result, isLocked = isInside) =>
    (path: string, ...rest: Rest): Result => {
      if (isLocked(path)) throw refuse(path);
      return call(path, ...rest);
    };
  const isListed = (path: string) => path === `/${folder}` || isInside(path);
  return {
    list: guarded(storage.list, isListed),
    forEachEntry: guarded(storage.forEachEntry, isListed),
    stat: guarded(storage.stat),
    readBytes: guarded(storage.readBytes),
    readRange: guarded(storage.readRange),
    linkTarget: guarded(storage.linkTarget),
    realPath: guarded(storage.realPath),
  };
}

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';

describe('a folder without permission is not taken for one without plans', () => {
  test.each([
    ['by its id', folder, 'check -s 121 -t 122'],
    ['plans of a name', folder, 'check -s 121 -t 122 -tp PretrainedPlansCustom'],
    ['by its path', folder, `check -s 121 -t ${folder}`],
    ['a file in it', folder, `check -s 121 -t ${folder}/PretrainedPlansCustom.json`],
    ['a move', folder, 'transfer -s 122 -t 121 -tp X'],
    ['all preprocessed datasets', 'nnUNet_preprocessed', 'check -s 7 -t 122'],
  ])('%s', async (_what, path, words) => {
    const { code, stdout, stderr } = await nnplans(words, { storage: locked(path) });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      new RegExp(
        `^nnplans: ${path}.* could not be looked at: there is no permission to read it\\.\n.*ls -ld .*${path}`,
      ),
    );
    expect(stderr).not.toContain('nnUNetv2_plan');
  });

  test('a command that would use it', async () => {
    const words = 'check -- nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';
    const { code, stdout } = await nnplans(words, { storage: locked(folder) });
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'You have no permission to read the preprocessed folder of Dataset122',
    );
    expect(stdout).toContain(`ls -ld /${folder}`);
    expect(stdout).not.toContain('nnUNetv2_plan');
  });
});

test('an audit names the permission and whom to ask', async () => {
  const { code, stdout } = await nnplans('audit', { storage: locked(folder) });
  expect(code).toBe(1);
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain('dataset.json cannot be read: there is no permission to read the file.');
  expect(text).toContain(`Ask the owner for permission to read it. Who that is: ls -ld /${folder}`);
  expect(text).toContain(`not checked ${folder}: there is no permission to read it`);
  expect(text).not.toContain('Put the expected value there');
});
