import { type B2ndHeader, readB2ndHeader } from '../io/arrays/b2nd.js';
import { readChunkIndex } from '../io/arrays/chunk-index.js';
import { type NpyHeader, readNpyHeader } from '../io/arrays/npy.js';
import { readNpz } from '../io/arrays/npz.js';
import { type ByteSource, fileSource } from '../io/byte-source.js';
import { readCaseProperties } from '../io/case-properties.js';
import { FormatError } from '../io/format-error.js';
import { type Storage, StorageError } from '../io/storage.js';
import type { PreprocessedCase, ReadResult, StoredArray } from './case-subjects.js';
import { lazy } from './lazy.js';
import { join } from './paths.js';
import type { DataFolder, Dataset, PlansConfiguration } from './subjects.js';

/** The cases of one data folder, one after the other; none is kept. */
export function* casesOf(
  storage: Storage,
  dataset: Dataset,
  folder: DataFolder,
  configurations: readonly PlansConfiguration[],
): Iterable<PreprocessedCase> {
  for (const [identifier, endings] of folder.cases) {
    yield openCase(storage, { dataset, folder, configurations, identifier, endings });
  }
}

type CaseSetting = Pick<PreprocessedCase, 'dataset' | 'folder' | 'configurations' | 'identifier' | 'endings'>;

function openCase(storage: Storage, setting: CaseSetting): PreprocessedCase {
  const { dataset, folder, identifier, endings } = setting;
  const path = (ending: string) => join(folder.path, identifier + ending);
  const format = endings.includes('.b2nd')
    ? 'blosc2'
    : endings.includes('.npz') || endings.includes('.npy')
      ? 'numpy'
      : undefined;
  const read = <T>(ending: string, reader: (source: ByteSource) => T): ReadResult<T> => {
    if (!endings.includes(ending)) return { fault: 'missing', message: 'there is no such file', path: path(ending) };
    return readFile(storage, path(ending), reader);
  };
  const properties = lazy(() => read('.pkl', (source) => readCaseProperties(source)));
  const data = lazy(() =>
    format === 'numpy'
      ? readNumpy(endings, '.npy', (ending) => read(ending, numpyReader(path(ending), ending, 'data')))
      : read('.b2nd', (source) => blosc2Array(path('.b2nd'), source)),
  );
  const segmentation = lazy(() =>
    format === 'numpy'
      ? readNumpy(endings, '_seg.npy', (ending) => read(ending, numpyReader(path(ending), ending, 'seg')))
      : read('_seg.b2nd', (source) => blosc2Array(path('_seg.b2nd'), source)),
  );
  return {
    kind: 'case',
    label: `${dataset.name}/${folder.name}/${identifier}`,
    ...setting,
    storage: format,
    path,
    get properties() {
      return properties();
    },
    get data() {
      return data();
    },
    get segmentation() {
      return segmentation();
    },
  };
}

function readFile<T>(storage: Storage, path: string, reader: (source: ByteSource) => T): ReadResult<T> {
  try {
    return { value: reader(fileSource(storage, path)) };
  } catch (error) {
    if (error instanceof FormatError || error instanceof StorageError)
      return { fault: 'damaged', message: error.message, path };
    throw error;
  }
}

/** nnU-Net prefers the unpacked `.npy` where there is one (training/dataloading/nnunet_dataset.py, nnUNetDatasetNumpy.load_case). */
function readNumpy(
  endings: readonly string[],
  unpacked: string,
  read: (ending: string) => ReadResult<StoredArray>,
): ReadResult<StoredArray> {
  return read(endings.includes(unpacked) ? unpacked : '.npz');
}

function numpyReader(path: string, ending: string, name: 'data' | 'seg'): (source: ByteSource) => StoredArray {
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

function blosc2Array(path: string, source: ByteSource): StoredArray {
  const header = readB2ndHeader(source);
  const chunks = lazy(() => chunkIndex(source, header));
  return {
    path,
    shape: header.shape,
    dtype: header.dtype,
    problems: header.problems,
    get chunks() {
      return chunks();
    },
  };
}

function chunkIndex(source: ByteSource, header: B2ndHeader) {
  try {
    return readChunkIndex(source, header);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
