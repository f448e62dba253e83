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
 * @param files names of the files in the data folder
 */
export function readStorageFormat(files: readonly string[]): StorageReading {
  const endings = [...new Set(files.map(endingOf))].filter((ending) => !silentEndings.has(ending)).sort();
  const [only] = endings;
  const isKnown = endings.length === 1 && (only === 'b2nd' || only === 'npz');
  return { format: isKnown ? only : undefined, endings };
}

/** What follows the last dot; a name without a dot is its own ending, as in Python's `name.split('.')[-1]`. */
export function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1);
}

/** `get_identifiers` of the two dataset classes, in the order of the files. */
export function caseIdentifiers(format: StorageFormat, files: readonly string[]): readonly string[] {
  return format === 'b2nd'
    ? files.filter((file) => file.endsWith('.b2nd') && !file.endsWith('_seg.b2nd')).map((file) => file.slice(0, -5))
    : files.filter((file) => file.endsWith('npz')).map((file) => file.slice(0, -4));
}

/** Files that `load_case` opens for a case and that are not there. */
export function missingFiles(format: StorageFormat, identifier: string, files: ReadonlySet<string>): readonly string[] {
  const wanted =
    format === 'b2nd' ? ['.b2nd', '_seg.b2nd', '.pkl'] : [hasUnpacked(identifier, files) ? '.npy' : '.npz', '.pkl'];
  return wanted.map((ending) => identifier + ending).filter((file) => !files.has(file));
}

/** An unpacked case is read without its `.npz`. */
function hasUnpacked(identifier: string, files: ReadonlySet<string>): boolean {
  return files.has(`${identifier}.npy`) && files.has(`${identifier}_seg.npy`);
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
