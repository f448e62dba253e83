import { readB2ndHeader } from '../../io/arrays/b2nd.js';
import { type ChunkIndex, readChunkIndex } from '../../io/arrays/chunk-index.js';
import { type NpyHeader, readNpyHeader } from '../../io/arrays/npy.js';
import { readNpz } from '../../io/arrays/npz.js';
import type { ByteSource } from '../../io/byte-source.js';
import { FormatError } from '../../io/format-error.js';
import { counted, timesList } from '../../nnunet/words/wording.js';
import { type Description, type Fact, fact } from '../../report/description.js';
import { fileSize } from '../../report/file-size.js';

type Content = Omit<Description, 'file' | 'size'>;

/** @throws FormatError */
export function describeBlosc2(source: ByteSource): Content {
  const header = readB2ndHeader(source);
  const index = chunksOf(() => readChunkIndex(source, header));
  const bytes = header.shape.reduce((product, length) => product * length, header.typeSize);
  const written = index?.chunks.filter((chunk) => chunk === 'data').length;
  return {
    kind: 'b2nd',
    what: 'Blosc2 array, as nnU-Net stores preprocessed images and segmentations since 2.6',
    facts: [
      ...arrayFacts(header.shape, header.dtype),
      ...fact('bytes', 'uncompressed', bytes, fileSize(bytes)),
      ...fact('chunkShape', 'chunks', [...header.chunks], timesList(header.chunks)),
      ...fact('blockShape', 'blocks', [...header.blocks], timesList(header.blocks)),
      ...fact('chunks', 'chunk count', header.chunkCount),
      ...fact('writtenChunks', 'with data', written, chunkText(written, index)),
      ...fact('codec', 'codec', header.codec, `${header.codec}, level ${header.compressionLevel}`),
      ...fact('filters', 'filters', [...header.filters], header.filters.join(', ') || 'none'),
    ],
    groups: [],
    remarks: header.problems.map(problemText),
  };
}

function chunksOf(read: () => ChunkIndex): ChunkIndex | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function chunkText(written: number | undefined, index: ChunkIndex | undefined): string | undefined {
  if (written === undefined || index === undefined) return undefined;
  const trailing = index.trailingUnwritten;
  return trailing === 0 ? `${written}` : `${written}; nothing but zeros in the last ${trailing}`;
}

/** @throws FormatError */
export function describeNpz(source: ByteSource): Content {
  const archive = readNpz(source);
  const names = [...archive.arrays.keys()];
  const isCase = names.includes('data');
  return {
    kind: 'npz',
    what: isCase
      ? 'numpy archive, as nnU-Net stored preprocessed cases before 2.6'
      : names.includes('probabilities')
        ? 'numpy archive of predicted probabilities'
        : 'numpy archive',
    facts: fact('compressed', 'compressed', archive.compressed, archive.compressed ? 'yes' : 'no'),
    groups: [
      {
        key: 'arrays',
        name: '',
        layout: 'rows',
        items: [...archive.arrays].map(([name, header]) => [
          ...fact('name', 'array', name),
          ...arrayFacts(header.shape, header.descr),
          ...fact('fortranOrder', 'order', header.fortranOrder, header.fortranOrder ? 'Fortran' : 'C'),
        ]),
      },
    ],
    remarks: [
      ...[...archive.unreadable].map(([name, { message }]) => `The array ${name} cannot be read: ${message}.`),
      ...[...archive.arrays].flatMap(([name, { problems }]) => problems.map((one) => `${name}: ${problemText(one)}`)),
    ],
  };
}

/** @throws FormatError */
export function describeNpy(source: ByteSource): Content {
  const header: NpyHeader = readNpyHeader(source);
  return {
    kind: 'npy',
    what: 'numpy array',
    facts: [
      ...arrayFacts(header.shape, header.descr),
      ...fact('fortranOrder', 'order', header.fortranOrder, header.fortranOrder ? 'Fortran' : 'C'),
    ],
    groups: [],
    remarks: header.problems.map(problemText),
  };
}

function arrayFacts(shape: readonly number[], dtype: string | undefined): readonly Fact[] {
  return [
    ...fact('shape', 'shape', [...shape], shape.length === 0 ? 'a single number' : timesList(shape)),
    ...fact('dtype', 'dtype', dtype, dtypeText(dtype)),
  ];
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['f', 'floats'],
  ['i', 'integers'],
  ['u', 'unsigned integers'],
]);

function dtypeText(dtype: string | undefined): string | undefined {
  const [, kind = '', size = ''] = /^[<>|=]?([fiu])(\d+)$/.exec(dtype ?? '') ?? [];
  const words = kinds.get(kind);
  return words === undefined ? dtype : `${dtype} (${words} of ${counted(8 * Number(size), 'bit')})`;
}

function problemText({ fatal, message }: { readonly fatal: boolean; readonly message: string }): string {
  return `${fatal ? 'It cannot be loaded' : 'Odd'}: ${message}.`;
}
