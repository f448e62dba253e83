import { type CaseFiles, caseEndings } from './case-files.js';
import type { NameSet } from './name-set.js';

/** How a data folder stores its cases: `.b2nd` since nnU-Net 2.6, `.npz` before. */
export type StorageFormat = 'b2nd' | 'npz';

export type StorageReading =
  | { readonly format: StorageFormat; readonly endings: readonly string[] }
  /** nnU-Net stops: it wants exactly one ending beside `pkl` and `npy`, and knows only these two. */
  | { readonly format: undefined; readonly endings: readonly string[] };

/** Endings that say nothing about the format. */
const silentEndings = new Set(['pkl', 'npy']);

/**
 * `infer_dataset_class` (training/dataloading/nnunet_dataset.py): looks at what follows the last dot of every file, hidden ones
 * too, but not into subfolders.
 */
export function readStorageFormat(files: CaseFiles): StorageReading {
  const ofCases = caseEndings.filter((ending) => files.someWith(ending));
  const endings = [...new Set([...ofCases, ...files.others].map(endingOf))]
    .filter((ending) => !silentEndings.has(ending))
    .sort();
  const [only] = endings;
  const isKnown = endings.length === 1 && (only === 'b2nd' || only === 'npz');
  return { format: isKnown ? only : undefined, endings };
}

/** What follows the last dot; a name without a dot is its own ending, as in Python's `name.split('.')[-1]`. */
export function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1);
}

/** `get_identifiers` of the two dataset classes. */
export function caseIdentifiers(format: StorageFormat, files: CaseFiles): NameSet {
  return files.with(format === 'b2nd' ? '.b2nd' : '.npz');
}

/** Files that `load_case` opens for a case and that are not there. */
export function missingFiles(format: StorageFormat, identifier: string, files: CaseFiles): readonly string[] {
  const wanted = format === 'b2nd' ? filesOfBlosc2 : isUnpacked(identifier, files) ? filesOfUnpacked : filesOfPacked;
  return wanted.filter((ending) => !files.has(identifier, ending)).map((ending) => identifier + ending);
}

const filesOfBlosc2 = ['.b2nd', '_seg.b2nd', '.pkl'] as const;
const filesOfPacked = ['.npz', '.pkl'] as const;
/** An unpacked case is read without its `.npz`. */
const filesOfUnpacked = ['.npy', '.pkl'] as const;

function isUnpacked(identifier: string, files: CaseFiles): boolean {
  return files.has(identifier, '.npy') && files.has(identifier, '_seg.npy');
}

/**
 * Whether a range of nnU-Net versions ends before 2.6, which brought `.b2nd`: `<2.6`, `<=2.5.1`, `2.5.1`, `~2.4`, `>=2.3 <2.6`. A range without an
 * upper end does not.
 */
export function isBeforeBlosc2(range: string): boolean {
  const below = /(^|[\s,])<\s*2\.([0-5](\.\d+)?|6(\.0)?)\s*$/;
  const upTo = /(^|[\s,])(<=|[=~]*)\s*v?2\.[0-5](\.(\d+|x|\*))?\s*$/;
  const written = range.replace(/([<>=~^])\s+/g, '$1');
  return below.test(written) || upTo.test(written);
}
