import { readFileSync } from 'node:fs';
import { readB2ndHeader } from '../../../src/io/arrays/b2nd.js';
import { readChunkIndex } from '../../../src/io/arrays/chunk-index.js';
import { memorySource } from '../../../src/io/byte-source.js';
import { bytes } from '../pickle/pickle-writer.js';

const fixture = (name: string) => Uint8Array.from(readFileSync(`test/fixtures/binary/arrays/${name}`));
const header = (file: Uint8Array) => readB2ndHeader(memorySource(file));

function index(file: Uint8Array) {
  const source = memorySource(file);
  return readChunkIndex(source, readB2ndHeader(source));
}

/** The file with some bytes replaced; negative offsets count from the end. */
function changed(file: Uint8Array, offset: number, ...content: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(content, offset < 0 ? copy.length + offset : offset);
  return copy;
}

describe('headers', () => {
  test('a segmentation of nnU-Net 2.8.1', () => {
    const file = fixture('seg-2.8.1.b2nd');
    expect(header(file)).toMatchObject({
      shape: [1, 17, 38, 38],
      chunks: [1, 17, 38, 38],
      blocks: [1, 17, 38, 38],
      dtype: '<i2',
      typeSize: 2,
      codec: 'lz4hc',
      compressionLevel: 5,
      frameLength: file.length,
      headerLength: 203,
      chunkCount: 1,
      metalayers: ['b2nd'],
      problems: [],
    });
  });

  test('a segmentation of nnU-Net 2.6.0: another codec, and the filter in the last slot', () => {
    expect(header(fixture('seg-2.6.0.b2nd'))).toMatchObject({
      codec: 'zstd',
      compressionLevel: 8,
      filters: ['shuffle'],
      problems: [],
    });
  });

  test.each(['blosclz', 'lz4', 'zlib', 'zstd'])('codec %s', (codec) => {
    expect(header(fixture(`codec-${codec}.b2nd`))).toMatchObject({ codec, compressionLevel: 3, problems: [] });
  });

  test('other metalayers, and some in the trailer', () => {
    const found = header(fixture('metalayers.b2nd'));
    expect(found).toMatchObject({ metalayers: ['b2nd', 'note'], shape: [2, 9, 10, 11], problems: [] });
  });

  test('reading takes a kilobyte', () => {
    const source = memorySource(fixture('many-chunks.b2nd'));
    readB2ndHeader(source);
    expect(source.bytesRead).toBeLessThan(1100);
  });
});

describe('problems that leave the shape readable', () => {
  const file = fixture('seg-2.8.1.b2nd');

  test('cut off', () => {
    expect(header(fixture('cut-off.b2nd'))).toMatchObject({
      shape: [1, 31, 29, 31],
      trailerOffset: undefined,
      problems: [{ kind: 'truncated', fatal: true, message: 'cut off: 7407 of 12346 bytes are there' }],
    });
    expect(() => index(fixture('cut-off.b2nd'))).toThrow(expect.objectContaining({ fault: 'truncated' }));
  });

  test('bytes behind the end do not disturb blosc2', () => {
    expect(header(bytes(file, 'junk')).problems).toMatchObject([{ kind: 'trailing-bytes', fatal: false }]);
  });

  test('a trailer that is not there', () => {
    expect(header(changed(file, -23, 0)).problems).toMatchObject([{ kind: 'trailer', fatal: true }]);
    expect(header(changed(file, -22, 0xff, 0xff, 0xff, 0xff)).problems).toMatchObject([
      { kind: 'trailer', fatal: true },
    ]);
  });

  test('the fingerprint in the last bytes is of no consequence', () => {
    expect(header(changed(file, -8, 1, 2, 3, 4, 5, 6, 7, 8)).problems).toEqual([]);
  });

  test.each<[string, Uint8Array, string]>([
    ['a shape that the chunks do not cover', changed(file, 133, 99), 'an array of 1 × 99 × 38 × 38'],
    ['a type of another size', changed(file, 51, 4), 'items of <i2 cannot have 4 bytes'],
    ['other blocks', changed(file, 56, 1), 'blocks of'],
    ['other chunks', changed(file, 61, 1), 'chunks of'],
    ['a type that numpy does not know', changed(file, 201, 0x78), '<x2 is no type of numpy'],
    ['chunks of nothing', changed(file, 157, 0), 'no chunks'],
  ])('%s', (_name, damaged, message) => {
    const { problems } = header(damaged);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ kind }) => kind === 'inconsistent')).toBe(true);
    expect(problems.map((problem) => problem.message).join()).toContain(message);
  });
});

describe('refused', () => {
  const file = fixture('seg-2.8.1.b2nd');

  test.each<[string, Uint8Array, string]>([
    ['nothing', bytes(), 'truncated'],
    ['zeros', new Uint8Array(500), 'truncated'],
    ['text', bytes('not what you expect here, not at all'), 'not-this-format'],
    ['fifty bytes', file.subarray(0, 50), 'truncated'],
    ['a hundred bytes', file.subarray(0, 100), 'truncated'],
    ['a field of another type', changed(file, 29, 0), 'corrupt'],
    ['a header of 16 MiB', changed(file, 11, 1, 0, 0, 0), 'limit'],
    ['a header of nothing', changed(file, 11, 0, 0, 0, 1), 'corrupt'],
    ['a header beyond the file', changed(file, 11, 0, 0, 0x10, 0), 'truncated'],
    ['a later version', changed(file, 25, 0x1f), 'unsupported'],
    ['chunks in files of their own', changed(file, 26, 1), 'unsupported'],
    ['a negative size', changed(file, 16, 0xff), 'corrupt'],
    ['twenty filters', changed(file, 70, 20), 'corrupt'],
    ['twenty metalayers', changed(file, 92, 0, 20), 'corrupt'],
    ['a metalayer beyond the header', changed(file, 100, 0x7f), 'corrupt'],
    ['a frame of no array', changed(file, 95, 0x78), 'not-this-format'],
    ['a hundred axes', changed(file, 114, 100), 'corrupt'],
    ['ten axes where four are', changed(file, 114, 10), 'corrupt'],
    ['a negative shape', changed(file, 117, 0xff), 'corrupt'],
    ['a dtype beyond its metalayer', changed(file, 197, 0x7f), 'corrupt'],
  ])('%s', (_name, damaged, fault) => {
    expect(() => header(damaged)).toThrow(expect.objectContaining({ fault }));
  });
});

describe('the index of chunks', () => {
  test('a complete array', () => {
    expect(index(fixture('codec-zstd.b2nd'))).toEqual({ chunks: new Array(24).fill('data'), trailingUnwritten: 0 });
  });

  test('slices of zeros in between', () => {
    const { chunks, trailingUnwritten } = index(fixture('many-chunks.b2nd'));
    expect(chunks).toHaveLength(2560);
    expect(chunks.slice(64, 128)).toEqual(new Array(64).fill('zeros'));
    expect(chunks.filter((kind) => kind === 'data').length).toBe(78);
    expect(trailingUnwritten).toBeGreaterThanOrEqual(64);
  });

  test('a write that was killed before its first chunk', () => {
    const file = fixture('killed.b2nd');
    expect(header(file).problems).toEqual([]);
    expect(index(file)).toEqual({ chunks: new Array(8).fill('zeros'), trailingUnwritten: 8 });
  });

  test('a write that was killed after its first chunk', () => {
    const folder = 'nnUNet_preprocessed/Dataset127_ThoraxCT/TinyPlans_3d_fullres';
    const file = readFileSync(`test/fixtures/golden/killed-half-way/${folder}/tho_001.b2nd`);
    expect(header(file).problems).toEqual([]);
    expect(index(file)).toEqual({ chunks: ['data', ...new Array(7).fill('zeros')], trailingUnwritten: 7 });
  });

  test('chunks of NaN, chunks of no value, and no chunks at all', () => {
    expect(index(fixture('nan.b2nd')).chunks).toEqual(['nan', 'nan']);
    expect(index(fixture('uninitialised.b2nd')).chunks).toEqual(['uninitialised', 'uninitialised']);
    expect(index(fixture('empty.b2nd'))).toEqual({ chunks: [], trailingUnwritten: 0 });
  });

  test('reading takes some hundred bytes', () => {
    const source = memorySource(fixture('seg-2d.b2nd'));
    const found = readB2ndHeader(source);
    const before = source.bytesRead;
    expect(readChunkIndex(source, found).trailingUnwritten).toBe(4);
    expect(source.bytesRead - before).toBeLessThan(300);
  });

  test('damaged anywhere, it is refused or says something else', () => {
    const file = fixture('many-chunks.b2nd');
    const found = header(file);
    const start = found.headerLength + found.compressedBytes;
    for (let offset = start; offset < file.length - 40; offset += 3) {
      try {
        expect(index(changed(file, offset, 0xff)).chunks).toHaveLength(2560);
      } catch (error) {
        expect(error).toMatchObject({ name: 'FormatError' });
      }
    }
  });
});
