import type { ByteSource } from '../byte-source.js';
import { FormatError, type FormatFault } from '../format-error.js';
import { readZipDirectory, type ZipEntry, type ZipProblem } from '../zip/directory.js';
import { zipEntryStart } from '../zip/entry-data.js';
import { type NpyHeader, parseNpyHeader } from './npy.js';

/** Arrays of a `.npz` file: `data` and `seg` of a case, or `probabilities` of a prediction. */
export interface NpzArchive {
  /** By name, without `.npy`; in the order of the file. */
  readonly arrays: ReadonlyMap<string, NpyHeader>;
  /** Entries whose header cannot be read. */
  readonly unreadable: ReadonlyMap<string, { readonly fault: FormatFault; readonly message: string }>;
  /** Whether the arrays are deflated, as `np.savez_compressed` does. */
  readonly compressed: boolean;
  readonly problems: readonly ZipProblem[];
}

const suffix = '.npy';
/** Far more than any program puts into one file; each costs a read. */
const mostArrays = 1000;

/**
 * The headers of all arrays, without inflating the arrays.
 * @throws FormatError when the file is no zip file, or cut off
 */
export function readNpz(source: ByteSource): NpzArchive {
  const directory = readZipDirectory(source);
  const arrays = new Map<string, NpyHeader>();
  const unreadable = new Map<string, { fault: FormatFault; message: string }>();
  const entries = [...directory.byName.values()].filter(({ name }) => name.endsWith(suffix));
  if (entries.length > mostArrays) throw new FormatError('limit', `${entries.length} arrays in one file`);
  for (const entry of entries) {
    const name = entry.name.slice(0, -suffix.length);
    try {
      arrays.set(name, headerOf(source, entry));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      unreadable.set(name, { fault: error.fault, message: error.message });
    }
  }
  const compressed = entries.some(({ method }) => method === 'deflated');
  return { arrays, unreadable, compressed, problems: directory.problems };
}

function headerOf(source: ByteSource, entry: ZipEntry): NpyHeader {
  return parseNpyHeader((length) => zipEntryStart(source, entry, length), entry.size);
}
