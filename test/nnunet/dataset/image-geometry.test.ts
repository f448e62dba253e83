import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memorySource } from '../../../src/io/byte-source.js';
import { FormatError } from '../../../src/io/format-error.js';
import { readImageHeader } from '../../../src/io/images/read-image-header.js';
import { type ImageReading, readingOf } from '../../../src/nnunet/dataset/image-geometry.js';

const folder = join(process.cwd(), 'test', 'fixtures', 'binary', 'images');

interface Recorded {
  readonly shape?: readonly number[];
  readonly spacing?: readonly number[];
  readonly error?: string;
}

/** What the readers of nnU-Net 2.8.1 made of these files. */
const recorded = JSON.parse(readFileSync(join(folder, 'readers.json'), 'utf8')) as Record<
  string,
  Record<string, Recorded>
>;

const runs = Object.entries(recorded).flatMap(([file, readers]) =>
  Object.entries(readers).map(([reader, outcome]) => ({ file, reader, outcome })),
);

/** What is left open: several numbers to a voxel outside of photographs, palettes, and photographs through a reader of volumes. */
const open = new Set([
  'colour.png SimpleITKIO',
  'grey.png SimpleITKIO',
  'palette.png SimpleITKIO',
  'palette.png NaturalImage2DIO',
  'transparent.png SimpleITKIO',
  'vector.mha SimpleITKIO',
  'vector.nrrd SimpleITKIO',
]);

function reading(file: string, reader: string): ImageReading | 'unreadable' {
  try {
    return readingOf(reader, readImageHeader(memorySource(readFileSync(join(folder, file)))));
  } catch (error) {
    if (error instanceof FormatError) return 'unreadable';
    throw error;
  }
}

describe('what a reader makes of an image', () => {
  const decided = runs.filter(
    ({ file, reader }) => !open.has(`${file} ${reader}`) && !(reader === 'NaturalImage2DIO' && !file.endsWith('.png')),
  );

  test('is decided for most files', () => {
    expect(decided.length).toBeGreaterThan(30);
  });

  test.each(decided.map((run) => [`${run.file} by ${run.reader}`, run] as const))(
    '%s',
    (_name, { file, reader, outcome }) => {
      const found = reading(file, reader);
      if (outcome.shape === undefined) {
        expect(found === 'unreadable' || (found !== undefined && 'refusal' in found)).toBe(true);
        return;
      }
      if (found === 'unreadable' || found === undefined || !('geometry' in found))
        throw new Error(`${file} was not read`);
      const { channels, shape, spacing } = found.geometry;
      expect([channels, ...shape]).toEqual(outcome.shape);
      if (spacing === undefined) expect(outcome.spacing).toEqual([999, 1, 1]);
      else
        for (const [axis, step] of spacing.entries())
          expect(step).toBeCloseTo(outcome.spacing?.[axis] ?? Number.NaN, 5);
    },
  );

  test.each([...open])('%s is left open', (run) => {
    const [file = '', reader = ''] = run.split(' ');
    expect(reading(file, reader)).toBeUndefined();
  });

  test('readers of forks are left open', () => {
    expect(reading('plain.nii.gz', 'DicomIO')).toBeUndefined();
  });
});
