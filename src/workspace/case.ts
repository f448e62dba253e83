import type { ByteSource } from '../io/byte-source.js';
import { readCaseProperties } from '../io/case-properties.js';
import { readImageHeader } from '../io/images/read-image-header.js';
import { PickleTrace } from '../io/pickle/trace.js';
import type { Storage } from '../io/storage.js';
import { fileEnding } from '../nnunet/dataset/case-names.js';
import { isAppleDouble } from '../nnunet/dataset/stored-cases.js';
import type { PreprocessedCase, ReadResult, StoredArray } from './case-subjects.js';
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
  for (const [identifier, endings] of folder.files) {
    // macOS leaves `._case_001.b2nd` on foreign disks; no split names such a case.
    if (isAppleDouble(identifier)) continue;
    yield new OpenedCase(storage, { dataset, folder, configurations, identifier, endings });
  }
}

/** The first, the middle and the last case of a data folder, or all of fewer. */
export function spreadOf(
  storage: Storage,
  dataset: Dataset,
  folder: DataFolder,
  configurations: readonly PlansConfiguration[],
): readonly PreprocessedCase[] {
  const names = [...folder.files.identifiers()].filter((name) => !isAppleDouble(name));
  const chosen = new Set([names[0], names[(names.length - 1) >> 1], names.at(-1)]);
  return [...chosen].flatMap((identifier) => {
    if (identifier === undefined) return [];
    const endings = folder.files.endingsOf(identifier);
    return [new OpenedCase(storage, { dataset, folder, configurations, identifier, endings })];
  });
}

type CaseSetting = Pick<PreprocessedCase, 'dataset' | 'folder' | 'configurations' | 'identifier' | 'endings'>;

/**
 * A class, for there may be 100,000 of them: an object literal with getters, or with properties behind a spread, costs V8 a hidden class each, many
 * times the time, and memory until the next full collection.
 */
class OpenedCase implements PreprocessedCase {
  readonly kind = 'case';
  readonly label: string;
  readonly identifier: string;
  readonly dataset: Dataset;
  readonly folder: DataFolder;
  readonly configurations: readonly PlansConfiguration[];
  readonly endings: readonly string[];
  readonly storage: PreprocessedCase['storage'];
  readonly #files: Storage;
  #properties: PreprocessedCase['properties'] | undefined;
  #propertiesTrace: PickleTrace | undefined;
  #data: PreprocessedCase['data'] | undefined;
  #segmentation: PreprocessedCase['segmentation'] | undefined;
  #groundTruth: PreprocessedCase['groundTruth'] | undefined;

  constructor(files: Storage, { dataset, folder, configurations, identifier, endings }: CaseSetting) {
    this.#files = files;
    this.label = `${dataset.name}/${folder.name}/${identifier}`;
    this.identifier = identifier;
    this.dataset = dataset;
    this.folder = folder;
    this.configurations = configurations;
    this.endings = endings;
    const isNumpy = endings.includes('.npz') || endings.includes('.npy');
    this.storage = endings.includes('.b2nd') ? 'blosc2' : isNumpy ? 'numpy' : undefined;
  }

  path(ending: string): string {
    return join(this.folder.path, this.identifier + ending);
  }

  get modified(): PreprocessedCase['modified'] {
    return this.#files.stat(this.path('.pkl'))?.modified;
  }

  get properties(): PreprocessedCase['properties'] {
    if (this.#properties === undefined) {
      const trace = new PickleTrace();
      this.#properties = this.#read('.pkl', (source) => readCaseProperties(source, { trace }));
      this.#propertiesTrace = trace;
    }
    return this.#properties;
  }

  get propertiesTrace(): PreprocessedCase['propertiesTrace'] {
    return this.properties.fault === 'missing' ? undefined : this.#propertiesTrace;
  }

  get data(): PreprocessedCase['data'] {
    this.#data ??= this.#array('data', '.b2nd', '.npy');
    return this.#data;
  }

  get segmentation(): PreprocessedCase['segmentation'] {
    this.#segmentation ??= this.#array('seg', '_seg.b2nd', '_seg.npy');
    return this.#segmentation;
  }

  get groundTruth(): PreprocessedCase['groundTruth'] {
    const { folder, datasetJson } = this.dataset;
    const name = this.identifier + (fileEnding(datasetJson.value) ?? '');
    this.#groundTruth ??= readFile(this.#files, join(folder, 'gt_segmentations', name), readImageHeader);
    return this.#groundTruth;
  }

  /** nnU-Net prefers the unpacked `.npy` where there is one (training/dataloading/nnunet_dataset.py, nnUNetDatasetNumpy.load_case). */
  #array(name: 'data' | 'seg', blosc2: string, unpacked: string): ReadResult<StoredArray> {
    if (this.storage !== 'numpy') return this.#read(blosc2, (source) => blosc2Array(this.path(blosc2), source));
    const ending = this.endings.includes(unpacked) ? unpacked : '.npz';
    return this.#read(ending, numpyReader(this.path(ending), ending, name));
  }

  #read<T>(ending: string, reader: (source: ByteSource) => T): ReadResult<T> {
    const path = this.path(ending);
    if (!this.endings.includes(ending)) return { fault: 'missing', message: 'there is no such file', path };
    return readFile(this.#files, path, reader);
  }
}
