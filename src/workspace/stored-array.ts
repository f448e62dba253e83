import { type B2ndHeader, readB2ndHeader } from '../io/arrays/b2nd.js';
import { readB2ndVoxels } from '../io/arrays/b2nd-voxels.js';
import { readChunkIndex } from '../io/arrays/chunk-index.js';
import { type NpyHeader, readNpyHeader } from '../io/arrays/npy.js';
import { readNpz } from '../io/arrays/npz.js';
import { readNpyVoxels, readNpzVoxels } from '../io/arrays/numpy-voxels.js';
import type { VoxelLimits, Voxels } from '../io/arrays/voxels.js';
import { type ByteSource, fileSource } from '../io/byte-source.js';
import { FormatError } from '../io/format-error.js';
import { type Storage, StorageError } from '../io/storage.js';
import type { ReadResult, StoredArray } from './case-subjects.js';
import { lazy } from './lazy.js';

/** What a reader makes of a file, or why it cannot be read. */
export function readFile<T>(storage: Storage, path: string, reader: (source: ByteSource) => T): ReadResult<T> {
  return readResult(path, () => reader(fileSource(storage, path)));
}

function readResult<T>(path: string, read: () => T): ReadResult<T> {
  try {
    return { value: read() };
  } catch (error) {
    const isMissing = error instanceof StorageError && error.fault === 'missing';
    if (error instanceof FormatError || error instanceof StorageError)
      return { fault: isMissing ? 'missing' : 'damaged', message: error.message, path };
    throw error;
  }
}

/** Header of one array of a `.npz`, or of the `.npy` that it was unpacked to. */
export function numpyReader(path: string, ending: string, name: 'data' | 'seg'): (source: ByteSource) => StoredArray {
  if (ending !== '.npz')
    return (source) => numpyArray(path, readNpyHeader(source), (limits) => readNpyVoxels(source, limits));
  return (source) => {
    const archive = readNpz(source);
    const header = archive.arrays.get(name);
    const fault = archive.unreadable.get(name);
    if (header === undefined)
      throw new FormatError('corrupt', fault?.message ?? `the archive holds no array called ${name}`);
    const array = numpyArray(path, header, (limits) => readNpzVoxels(source, name, limits));
    const oddities = archive.problems.map(({ kind, entry }) => ({
      kind,
      fatal: kind === 'wrong-size',
      message: `zip entry ${entry}: ${kind.replaceAll('-', ' ')}`,
    }));
    return { ...array, problems: [...array.problems, ...oddities] };
  };
}

function numpyArray(path: string, header: NpyHeader, read: (limits: VoxelLimits) => Voxels): StoredArray {
  return {
    path,
    shape: header.shape,
    dtype: header.descr,
    problems: header.problems,
    chunks: undefined,
    voxels: (limits) => readResult(path, () => read(limits)),
  };
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
  readonly #source: ByteSource;
  readonly #header: B2ndHeader;

  constructor(
    readonly path: string,
    source: ByteSource,
    header: B2ndHeader,
  ) {
    this.shape = header.shape;
    this.dtype = header.dtype;
    this.problems = header.problems;
    this.#source = source;
    this.#header = header;
    this.#chunks = lazy(() => chunkIndex(source, header));
  }

  get chunks(): StoredArray['chunks'] {
    return this.#chunks();
  }

  voxels(limits: VoxelLimits): ReadResult<Voxels> {
    return readResult(this.path, () => readB2ndVoxels(this.#source, this.#header, limits));
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
