import { caseIdentifiers, missingFiles, readStorageFormat, type StorageFormat } from './storage-format.js';

/** What a data folder holds by its file names. */
export interface StoredCases {
  readonly format: StorageFormat;
  /** Cases that nnU-Net lists. */
  readonly identifiers: ReadonlySet<string>;
  /** Files that are missing, for the cases that have not all of theirs. */
  readonly incomplete: ReadonlyMap<string, readonly string[]>;
}

/** An entry of a folder; links are resolved. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other' | 'dangling';
}

const known = new WeakMap<readonly FolderEntry[], StoredCases | undefined>();

/** The cases of a data folder; `undefined` when nnU-Net cannot tell its format. Kept for each listing: several rules ask. */
export function storedCases(entries: readonly FolderEntry[]): StoredCases | undefined {
  if (!known.has(entries)) known.set(entries, readStoredCases(entries));
  return known.get(entries);
}

function readStoredCases(entries: readonly FolderEntry[]): StoredCases | undefined {
  const files = fileNames(entries);
  const { format } = readStorageFormat(files);
  if (format === undefined) return undefined;
  const present = new Set(files);
  const identifiers = caseIdentifiers(format, files);
  const incomplete = identifiers
    .map((identifier) => [identifier, missingFiles(format, identifier, present)] as const)
    .filter(([, missing]) => missing.length > 0);
  return { format, identifiers: new Set(identifiers), incomplete: new Map(incomplete) };
}

/** Names of the files among the entries of a folder, hidden ones too. */
export function fileNames(entries: readonly FolderEntry[]): readonly string[] {
  return entries.filter((entry) => entry.kind === 'file').map((entry) => entry.name);
}

/** Whether macOS made this name: it keeps attributes in `._name` on disks that are not its own. */
export function isAppleDouble(name: string): boolean {
  return name.startsWith('._');
}
