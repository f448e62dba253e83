import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import { readPickle } from '../pickle/read-pickle.js';
import type { ReadOptions } from '../pickle/trace.js';
import { tensorHandlers } from './tensors.js';

const blockLength = 512;
const sizeField = [124, 136] as const;
const checksumField = [148, 156] as const;
/** Those of torch hold four members. */
const mostMembers = 1000;

/** Whether Python's tarfile takes the first 512 bytes for the header of a member: torch tries that before it reads a pickle. */
export function isTarFile(source: ByteSource): boolean {
  if (source.size < blockLength) return false;
  const header = source.read(0, blockLength);
  const [start, end] = checksumField;
  const stored = numberIn(header.subarray(start, end));
  const blank = ' '.charCodeAt(0);
  const without = header.map((byte, index) => (index >= start && index < end ? blank : byte));
  const unsigned = without.reduce((sum, byte) => sum + byte, 0);
  const signed = without.reduce((sum, byte) => sum + (byte < 0x80 ? byte : byte - 0x100), 0);
  return stored === unsigned || stored === signed;
}

/** Octal digits, or binary behind a first byte of 0x80. */
function numberIn(field: Uint8Array): number | undefined {
  const [first = 0, ...rest] = field;
  if (first === 0x80) return rest.reduce((number, byte) => 256 * number + byte, 0);
  const text =
    String.fromCharCode(...field)
      .split('\0')[0]
      ?.trim() ?? '';
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/**
 * The form of torch 0.1: a tar file whose members `storages`, `tensors` and `pickle` are pickles, one or many (torch/serialization.py,
 * `legacy_load`). nnU-Net is younger than that: such a file is refused, after what its pickles would do has been written down.
 */
export function refusedTarFile(source: ByteSource, options: ReadOptions): FormatError {
  options.trace?.act('tar', '');
  let offset = 0;
  for (let members = 0; members < mostMembers && offset + blockLength <= source.size; members++) {
    const header = source.read(offset, blockLength);
    if (header.every((byte) => byte === 0)) break;
    const size = numberIn(header.subarray(...sizeField)) ?? 0;
    const start = offset + blockLength;
    tracePickles(source, start, Math.min(start + size, source.size), options);
    offset = start + Math.ceil(size / blockLength) * blockLength;
  }
  return new FormatError('unsupported', 'a tar file, as torch wrote them before nnU-Net existed');
}

/** One pickle after the other, up to where numbers stand between them. */
function tracePickles(source: ByteSource, start: number, end: number, options: ReadOptions): void {
  try {
    for (let offset = start; offset < end; ) {
      offset = readPickle(source, { ...options, handlers: tensorHandlers, start: offset }).end;
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
}
