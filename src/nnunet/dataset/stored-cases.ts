import type { CaseFiles } from './case-files.js';
import type { NameSet } from './name-set.js';
import { caseIdentifiers, missingFiles, readStorageFormat, type StorageFormat } from './storage-format.js';

/** What a data folder holds by its file names. */
export interface StoredCases {
  readonly format: StorageFormat;
  /** Cases that nnU-Net lists. */
  readonly identifiers: NameSet;
  /** Files that are missing, for the cases that have not all of theirs. */
  readonly incomplete: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<CaseFiles, StoredCases | undefined>();

/** The cases of a data folder; `undefined` when nnU-Net cannot tell its format. Kept for each folder: several rules ask. */
export function storedCases(files: CaseFiles): StoredCases | undefined {
  if (!known.has(files)) known.set(files, readStoredCases(files));
  return known.get(files);
}

function readStoredCases(files: CaseFiles): StoredCases | undefined {
  const { format } = readStorageFormat(files);
  if (format === undefined) return undefined;
  const identifiers = caseIdentifiers(format, files);
  const incomplete = new Map<string, readonly string[]>();
  for (const identifier of identifiers) {
    const missing = missingFiles(format, identifier, files);
    if (missing.length > 0) incomplete.set(identifier, missing);
  }
  return { format, identifiers, incomplete };
}

/** Whether macOS made this name: it keeps attributes in `._name` on disks that are not its own. */
export function isAppleDouble(name: string): boolean {
  return name.startsWith('._');
}
