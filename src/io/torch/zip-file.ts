import { limits } from '../../budget.js';
import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { readPickle } from '../pickle/read-pickle.js';
import type { ReadOptions } from '../pickle/trace.js';
import { readZipDirectory, type ZipDirectory, type ZipEntry, type ZipProblem } from '../zip/directory.js';
import { zipEntrySource } from '../zip/entry-data.js';
import { StorageTable } from './storage-table.js';
import { type TorchStorage, tensorHandlers } from './tensors.js';
import type { TorchFile, TorchProblem } from './torch-file.js';

const firstBytes = [0x50, 0x4b, 0x03, 0x04];

/** torch looks at the first four bytes (torch/serialization.py, `_is_zipfile`). */
export function isZipFile(source: ByteSource): boolean {
  if (source.size < firstBytes.length) return false;
  const start = source.read(0, firstBytes.length);
  return firstBytes.every((byte, index) => start[index] === byte);
}

/**
 * The form since torch 1.6: a zip file of `<archive>/data.pkl` and `<archive>/data/<key>`. Names are compared as torch's reader
 * (miniz) does: whatever their case.
 */
export function readZipFile(source: ByteSource, options: ReadOptions): TorchFile {
  const directory = readZipDirectory(source);
  const archive = archiveOf(directory);
  const named = (name: string) => {
    const wanted = lowerCase(`${archive.rawName}/${name}`);
    return directory.entries.filter(({ rawName }) => lowerCase(rawName) === wanted);
  };
  const [constants] = named('constants.pkl');
  // torch asks for exactly this name; under another it would be an ordinary file with an entry more.
  const isTorchScript = constants?.rawName === `${archive.rawName}/constants.pkl`;
  if (constants !== undefined) options.trace?.act('torchscript', archive.name);
  if (isTorchScript) throw torchScript();
  const candidates = named('data.pkl');
  const [entry, ...others] = candidates;
  if (entry === undefined)
    throw new FormatError('not-this-format', 'a zip file, but none of torch: it has no data.pkl');
  if (others.length > 0) options.trace?.act('two-pickles', entry.name);
  const table = new StorageTable();
  const read = (one: ZipEntry) =>
    readPickle(zipEntrySource(source, one, limits.pickle.bytesRead), {
      ...options,
      handlers: tensorHandlers,
      persistentLoad: (id) => table.load(id),
    });
  const pickle = read(entry);
  // Which of them torch takes depends on how its reader sorts them: what any of them does is told.
  for (const other of others) read(other);
  if (constants !== undefined) throw torchScript();
  const storedBytes = storageSizes(directory, archive.name);
  return {
    container: 'zip',
    archiveName: archive.name,
    pickle,
    storages: table.storages,
    storedBytes,
    problems: [
      ...versionProblem(directory, archive.name),
      ...directory.problems.map(zipProblem),
      ...storageProblems(table.storages, storedBytes),
    ],
  };
}

function torchScript(): FormatError {
  return new FormatError('unsupported', 'a TorchScript archive, a program rather than a checkpoint');
}

/** All names are looked up in the folder of the first entry (torch's `PyTorchStreamReader::init`). */
function archiveOf({ entries }: ZipDirectory): Pick<ZipEntry, 'name' | 'rawName'> {
  const [first] = entries;
  if (first === undefined) throw new FormatError('not-this-format', 'an empty zip file');
  if (!first.name.includes('/'))
    throw new FormatError('not-this-format', 'a zip file, but none of torch: its entries are in no folder');
  const folder = (name: string) => name.slice(0, name.indexOf('/'));
  return { name: folder(first.name), rawName: folder(first.rawName) };
}

/** Of letters without accents only, as in C. */
function lowerCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function storageSizes(directory: ZipDirectory, archiveName: string): Map<string, number> {
  const prefix = `${archiveName}/data/`;
  const sizes = new Map<string, number>();
  for (const { name, size } of directory.entries)
    if (name.startsWith(prefix)) sizes.set(name.slice(prefix.length), size);
  return sizes;
}

function* versionProblem(directory: ZipDirectory, archiveName: string): Iterable<TorchProblem> {
  const names = [`${archiveName}/version`, `${archiveName}/.data/version`];
  if (names.some((name) => directory.byName.has(name))) return;
  yield { kind: 'version-missing', fatal: true, name: 'version', message: 'the zip entry version is missing' };
}

function zipProblem({ kind, entry }: ZipProblem): TorchProblem {
  switch (kind) {
    case 'duplicate-name':
      return { kind: 'duplicate-entry', fatal: false, name: entry, message: `zip entry ${entry} is there twice` };
    case 'overlapping-entries':
      return { kind, fatal: false, name: entry, message: `zip entry ${entry} shares bytes with another` };
    case 'wrong-size':
      return { kind: 'storage-size', fatal: true, name: entry, message: `zip entry ${entry} has two sizes` };
  }
}

/** Storages that the file does not hold, or in another size than its tensors were saved with. */
export function* storageProblems(
  storages: readonly TorchStorage[],
  storedBytes: ReadonlyMap<string, number>,
): Iterable<TorchProblem> {
  for (const { key, bytes } of storages) {
    const stored = storedBytes.get(key);
    if (stored === undefined) {
      yield { kind: 'storage-missing', fatal: true, name: key, message: `the data of storage ${key} are missing` };
    } else if (stored !== bytes) {
      const message = `storage ${key} has ${stored} bytes, its tensors need ${bytes}`;
      yield { kind: 'storage-size', fatal: true, name: key, message };
    }
  }
}
