import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alarmsOf } from '../../../src/app/alarms.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { openCheckpoint } from '../../../src/workspace/checkpoint.js';
import { openPickledFile, pickledCheckpoint } from '../../../src/workspace/pickled-file.js';

/** Every checkpoint and pickle that the real nnU-Net wrote, in all releases. */
const files = ['../shared/golden', '../shared/golden-versions'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pth|pkl)$/.test(name))
    .map((name) => join(process.cwd(), folder, name)),
);

test('files of nnU-Net, from 2.0 to 2.8.1, raise no alarm', () => {
  const storage = nodeStorage();
  const pickles = files.map((path) =>
    path.endsWith('.pth') ? pickledCheckpoint(openCheckpoint(storage, path)) : openPickledFile(storage, path),
  );
  expect(pickles.length).toBeGreaterThan(100);
  expect(pickles.flatMap((one) => alarmsOf([one], new Set()).map((alarm) => `${one.path}: ${alarm}`))).toEqual([]);
});
