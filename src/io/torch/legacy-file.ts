import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';
import { itemsOf } from '../pickle/access.js';
import { type Pickle, type PickleContext, readPickle } from '../pickle/read-pickle.js';
import { PickleTrace, type ReadOptions } from '../pickle/trace.js';
import type { PickleValue } from '../pickle/values.js';
import { StorageTable } from './storage-table.js';
import { tensorHandlers } from './tensors.js';
import type { TorchFile, TorchProblem } from './torch-file.js';

const magicNumber = 0x1950a86a20f9469cfc6cn;
const protocolVersion = 1001;
const countBytes = 8;

/**
 * The form before torch 1.6: pickles of the magic number, a version, facts of the machine, the object and the keys of its
 * storages; then for each key the number of its elements and their bytes (torch/serialization.py, `_legacy_load`). Each of the
 * five may hold calls, the first of which run before torch knows what kind of file it is.
 */
export function readLegacyFile(source: ByteSource, options: ReadOptions): TorchFile {
  const table = new StorageTable();
  const context: PickleContext = { ...options, handlers: tensorHandlers, persistentLoad: (id) => table.load(id) };
  const magic = readMagicNumber(source, { ...options, trace: options.trace ?? new PickleTrace() });
  const version = readPickle(source, { ...options, start: magic.end });
  if (version.value !== protocolVersion) {
    throw new FormatError('unsupported', 'a torch file of an unknown version of the form before torch 1.6');
  }
  const machine = readPickle(source, { ...options, start: version.end });
  const pickle = readPickle(source, { ...context, start: machine.end });
  const keys = readPickle(source, { ...options, start: pickle.end });
  const { storedBytes, problems } = readStorages(source, keys, table);
  return { container: 'legacy', archiveName: undefined, pickle, storages: table.storages, storedBytes, problems };
}

/** @throws FormatError `not-this-format` for a pickle of anything else, and for what is none and names nothing */
function readMagicNumber(source: ByteSource, context: PickleContext & { readonly trace: PickleTrace }): Pickle {
  try {
    const pickle = readPickle(source, context);
    if (pickle.value === magicNumber) return pickle;
  } catch (error) {
    if (!(error instanceof FormatError) || context.trace.globals.length > 0) throw error;
  }
  throw notThisFormat(source, 'a checkpoint of torch');
}

interface StoredBytes {
  readonly storedBytes: ReadonlyMap<string, number>;
  readonly problems: readonly TorchProblem[];
}

function readStorages(source: ByteSource, keys: Pickle, table: StorageTable): StoredBytes {
  const storedBytes = new Map<string, number>();
  let offset = keys.end;
  for (const key of keyNames(keys.value)) {
    const storage = table.get(key);
    if (storage === undefined) throw new FormatError('corrupt', `no tensor belongs to storage ${key}`);
    const left = source.size - offset - countBytes;
    if (left < storage.bytes) {
      storedBytes.set(key, Math.max(0, left));
      return { storedBytes, problems: [cutOff(source, key)] };
    }
    const elements = elementCount(source.read(offset, countBytes));
    if (elements !== BigInt(storage.elements)) {
      storedBytes.set(key, Number(elements) * storage.dtype.size);
      return { storedBytes, problems: [wrongCount(key, elements, storage.elements)] };
    }
    storedBytes.set(key, storage.bytes);
    offset += countBytes + storage.bytes;
  }
  return { storedBytes, problems: [] };
}

function keyNames(value: PickleValue): string[] {
  const keys = itemsOf(value);
  if (keys === undefined) throw new FormatError('corrupt', 'the list of storages is missing');
  return keys.map((key) => {
    if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return String(key);
    throw new FormatError('corrupt', 'the key of a storage is no text');
  });
}

function elementCount(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigInt64(0, true);
}

function cutOff(source: ByteSource, key: string): TorchProblem {
  const message = `cut off after ${source.size} bytes, within or before storage ${key}`;
  return { kind: 'cut-off', fatal: true, name: key, message };
}

function wrongCount(key: string, found: bigint, expected: number): TorchProblem {
  const message = `storage ${key} has ${found} elements, its tensors need ${expected}`;
  return { kind: 'storage-size', fatal: true, name: key, message };
}
