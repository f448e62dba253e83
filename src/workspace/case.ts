import type { ByteSource } from '../io/byte-source.js';
import { readCaseProperties } from '../io/case-properties.js';
import { readImageHeader } from '../io/images/read-image-header.js';
import type { Storage } from '../io/storage.js';
import { fileEnding } from '../nnunet/case-names.js';
import type { PreprocessedCase, ReadResult, StoredArray } from './case-subjects.js';
import { lazy } from './lazy.js';
import { join } from './paths.js';
import { blosc2Array, numpyReader, readFile } from './stored-array.js';
import type { DataFolder, Dataset, PlansConfiguration } from './subjects.js';

/** The cases of one data folder, one after the other; none is kept. */
export function* casesOf(
  storage: Storage,
  dataset: Dataset,
  folder: DataFolder,
  configurations: readonly PlansConfiguration[],
): Iterable<PreprocessedCase> {
  for (const [identifier, endings] of folder.cases) {
    // macOS leaves `._case_001.b2nd` on foreign disks; no split names such a case.
    if (identifier.startsWith('._')) continue;
    yield openCase(storage, { dataset, folder, configurations, identifier, endings });
  }
}

/** The first and the last case of a data folder. */
export function sampleOf(
  storage: Storage,
  dataset: Dataset,
  folder: DataFolder,
  configurations: readonly PlansConfiguration[],
): readonly PreprocessedCase[] {
  const all = [...folder.cases].filter(([identifier]) => !identifier.startsWith('._'));
  const ends = new Map([...all.slice(0, 1), ...all.slice(-1)]);
  return [...ends].map(([identifier, endings]) =>
    openCase(storage, { dataset, folder, configurations, identifier, endings }),
  );
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
  const groundTruth = lazy((): PreprocessedCase['groundTruth'] => {
    const file = join(dataset.folder, 'gt_segmentations', identifier + (fileEnding(dataset.datasetJson.value) ?? ''));
    return readFile(storage, file, readImageHeader);
  });
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
    get modified() {
      return storage.stat(path('.pkl'))?.modified;
    },
    get properties() {
      return properties();
    },
    get data() {
      return data();
    },
    get segmentation() {
      return segmentation();
    },
    get groundTruth() {
      return groundTruth();
    },
  };
}

/** nnU-Net prefers the unpacked `.npy` where there is one (training/dataloading/nnunet_dataset.py, nnUNetDatasetNumpy.load_case). */
function readNumpy(
  endings: readonly string[],
  unpacked: string,
  read: (ending: string) => ReadResult<StoredArray>,
): ReadResult<StoredArray> {
  return read(endings.includes(unpacked) ? unpacked : '.npz');
}
