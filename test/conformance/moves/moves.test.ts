import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MemoryFile, memoryStorage } from '../../../src/io/memory-storage.js';
import { nnplans } from '../../support/command-line.js';
import { fixture } from '../../support/example-project.js';

/** One line of test/fixtures/moved/moves.jsonl, see record.py. */
interface RecordedMove {
  readonly release: string;
  /** Path below test/fixtures. */
  readonly source: string;
  readonly via: 'file' | 'checkpoint';
  readonly sourcePlans: string;
  readonly target: string;
  readonly targetPlans: string;
  readonly datasetJson: { readonly file_ending: string };
  readonly sha256: string;
}

const moves = readFileSync('test/fixtures/moved/moves.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedMove);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A project in which that move is about to be made. */
function projectOf(move: RecordedMove): Record<string, MemoryFile> {
  const source = fixture(move.source);
  const photographs = move.datasetJson.file_ending === '.png';
  const fingerprint = { spacings: [photographs ? [999, 1, 1] : [1, 1, 1]], shapes_after_crop: [[8, 8, 8]] };
  return {
    [move.via === 'checkpoint' ? 'source.pth' : `nnUNet_preprocessed/Dataset900_S/${move.sourcePlans}.json`]: source,
    [`nnUNet_raw/${move.target}/dataset.json`]: JSON.stringify(move.datasetJson),
    [`nnUNet_preprocessed/${move.target}/dataset_fingerprint.json`]: JSON.stringify(fingerprint),
  };
}

test.each(moves.map((move) => [`${move.release}: ${move.source} as ${move.targetPlans} of ${move.target}`, move]))(
  'byte for byte as nnU-Net %s',
  async (_name, move) => {
    const source = move.via === 'checkpoint' ? ['-s', 'source.pth'] : ['-s', '900', '-sp', move.sourcePlans];
    const { code, written, stderr } = await nnplans(
      [
        'transfer',
        ...source,
        '-t',
        move.target,
        '-tp',
        move.targetPlans,
        '--write',
        '--rule',
        'plans/schema',
        '--nnunet',
        move.release,
      ],
      { storage: memoryStorage(projectOf(move)) },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const text = written.get(`/nnUNet_preprocessed/${move.target}/${move.targetPlans}.json`);
    expect(sha256(text ?? '')).toBe(move.sha256);
  },
);

test('they cover every family of the golden folders, every release, files and checkpoints', () => {
  const families = new Set(moves.flatMap(({ source }) => /^golden\/([^/]+)/.exec(source)?.[1] ?? []));
  const releases = new Set(moves.map(({ release }) => release));
  expect(families.size).toBeGreaterThanOrEqual(10);
  expect([...releases].sort()).toEqual([
    '2.0',
    '2.1.2',
    '2.2.1',
    '2.3.1',
    '2.4.2',
    '2.5.1',
    '2.5.2',
    '2.6.0',
    '2.6.4',
    '2.7.0',
    '2.8.1',
  ]);
  expect(moves.filter(({ via }) => via === 'checkpoint').length).toBeGreaterThanOrEqual(8);
});
