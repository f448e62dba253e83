import { type B2ndHeader, readB2ndHeader } from '../io/arrays/b2nd.js';
import { readChunkIndex } from '../io/arrays/chunk-index.js';
import { type NpyHeader, readNpyHeader } from '../io/arrays/npy.js';
import { readNpz } from '../io/arrays/npz.js';
import { type ByteSource, fileSource } from '../io/byte-source.js';
import { FormatError } from '../io/format-error.js';
import { type Storage, StorageError } from '../io/storage.js';
import type { ReadResult, StoredArray } from './case-subjects.js';
import { lazy } from './lazy.js';

/** What a reader makes of a file, or why it cannot be read. */
export function readFile<T>(storage: Storage, path: string, reader: (source: ByteSource) => T): ReadResult<T> {
  try {
    return { value: reader(fileSource(storage, path)) };
  } catch (error) {
    const isMissing = error instanceof StorageError && error.fault === 'missing';
    if (error instanceof FormatError || error instanceof StorageError)
      return { fault: isMissing ? 'missing' : 'damaged', message: error.message, path };
    throw error;
  }
}

/** Header of one array of a `.npz`, or of the `.npy` that it was unpacked to. */
export function numpyReader(path: string, ending: string, name: 'data' | 'seg'): (source: ByteSource) => StoredArray {
  if (ending !== '.npz') return (source) => numpyArray(path, readNpyHeader(source));
  return (source) => {
    const archive = readNpz(source);
    const header = archive.arrays.get(name);
    const fault = archive.unreadable.get(name);
    if (header === undefined)
      throw new FormatError('corrupt', fault?.message ?? `the archive holds no array called ${name}`);
    const array = numpyArray(path, header);
    const oddities = archive.problems.map(({ kind, entry }) => ({
      kind,
      fatal: kind === 'wrong-size',
      message: `zip entry ${entry}: ${kind.replaceAll('-', ' ')}`,
    }));
    return { ...array, problems: [...array.problems, ...oddities] };
  };
}

function numpyArray(path: string, header: NpyHeader): StoredArray {
  return { path, shape: header.shape, dtype: header.descr, problems: header.problems, chunks: undefined };
}

/** Header of a `.b2nd`. */
export function blosc2Array(path: string, source: ByteSource): StoredArray {
  return new Blosc2Array(path, source, readB2ndHeader(source));
}

/** A class for the same reason as the cases are: there are two of each. */
class Blosc2Array implements StoredArray {
  readonly shape: readonly number[];
  readonly dtype: string | undefined;
  readonly problems: StoredArray['problems'];
  readonly #chunks: () => StoredArray['chunks'];

  constructor(
    readonly path: string,
    source: ByteSource,
    header: B2ndHeader,
  ) {
    this.shape = header.shape;
    this.dtype = header.dtype;
    this.problems = header.problems;
    this.#chunks = lazy(() => chunkIndex(source, header));
  }

  get chunks(): StoredArray['chunks'] {
    return this.#chunks();
  }
}

function chunkIndex(source: ByteSource, header: B2ndHeader) {
  try {
    return readChunkIndex(source, header);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
