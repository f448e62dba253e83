import { type Storage, StorageError, type StorageFault } from '../../src/io/storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const commands = [
  'audit',
  'audit .',
  'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans',
  'check -- nnUNetv2_train 122 3d_fullres 0 -p TinyPlans',
  'transfer -s 121 -t 122 -sp TinyPlans -tp New',
  'match nnUNet_results',
  'show nnUNet_preprocessed/Dataset121_AbdomenCT',
  'init .',
  'explain transfer',
];

const faults: readonly StorageFault[] = ['missing', 'failed', 'forbidden', 'not-a-regular-file', 'too-large'];

/** A disk on which one path is no longer what it was from its n-th use on. */
function spoiled(storage: Storage, isMeant: (path: string) => boolean, from: number, fault: StorageFault) {
  const uses = new Map<string, number>();
  const isGone = (path: string) => {
    const count = (uses.get(path) ?? 0) + 1;
    uses.set(path, count);
    return isMeant(path) && count >= from;
  };
  const fail = (path: string) => new StorageError(fault, path, `${path}: ${fault}`);
  const asked = <T>(path: string, otherwise: T, call: () => T): T => {
    if (!isGone(path)) return call();
    if (fault === 'forbidden' || fault === 'failed') throw fail(path);
    return otherwise;
  };
  const read = <T>(path: string, call: () => T): T => {
    if (isGone(path)) throw fail(path);
    return call();
  };
  const spoiledStorage: Storage = {
    list: (folder) => asked(folder, undefined, () => storage.list(folder)),
    forEachEntry: (folder, visit) => asked(folder, false, () => storage.forEachEntry(folder, visit)),
    stat: (path) => asked(path, undefined, () => storage.stat(path)),
    linkTarget: (path) => asked(path, undefined, () => storage.linkTarget(path)),
    realPath: (path) => asked(path, undefined, () => storage.realPath(path)),
    readBytes: (path, most) => read(path, () => storage.readBytes(path, most)),
    readRange: (path, offset, length) => read(path, () => storage.readRange(path, offset, length)),
  };
  return { storage: spoiledStorage, uses };
}

const clean = projectStorage('examples/own-plans');

describe.each(commands)('%s', (command) => {
  test('tells of what vanishes or fails while it is looked at', async () => {
    const { storage, uses } = spoiled(clean, () => false, 1, 'missing');
    await nnplans(command, { storage });
    const rounds = [...uses].flatMap(([path, count]) =>
      Array.from({ length: Math.min(count, 6) }, (_, i) => ({ path, from: i + 1 })),
    );
    const every = Math.max(1, Math.floor((rounds.length * faults.length) / mostRounds));
    let turn = 0;
    const problems = new Map<string, unknown>();
    for (const { path, from } of rounds) {
      for (const fault of faults) {
        turn += 1;
        if (turn % every !== 0) continue;
        const disk = spoiled(clean, (one) => one === path, from, fault);
        const { code, stderr } = await nnplans(command, { storage: disk.storage });
        if (code > 2) problems.set(stderr.replaceAll(path, 'PATH'), { path, from, fault });
      }
    }
    expect([...problems]).toEqual([]);
  }, 120_000);
});

/** Every one of them, with NNPLANS_VANISHING=all. */
const mostRounds = process.env['NNPLANS_VANISHING'] === 'all' ? Number.POSITIVE_INFINITY : 150;
