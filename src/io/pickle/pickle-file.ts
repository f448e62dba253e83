import type { ByteSource } from '../byte-source.js';
import { contentName, notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';
import { type Pickle, type PickleContext, readPickle } from './read-pickle.js';

/** A file that is one pickle. */
export interface PickleFile extends Pickle {
  /** Bytes behind the end of the pickle: none in genuine files. */
  readonly trailingBytes: number;
}

const firstByteSinceProtocol2 = 0x80;
const inspectedBytes = 256;

/**
 * @throws FormatError, which says what the file is when it is no pickle at all. Whatever it looks like, it is read as a pickle first: Python does so too.
 */
export function readPickleFile(source: ByteSource, context: PickleContext = {}): PickleFile {
  try {
    const pickle = readPickle(source, context);
    return { trailingBytes: source.size - pickle.end, ...pickle };
  } catch (error) {
    if (error instanceof FormatError && isOther(source)) throw notThisFormat(source, 'a pickle');
    throw error;
  }
}

function isOther(source: ByteSource): boolean {
  const start = source.read(0, Math.min(inspectedBytes, source.size));
  if (start.every((byte) => byte === 0)) return true;
  return start[0] !== firstByteSinceProtocol2 && contentName(start) !== undefined;
}
