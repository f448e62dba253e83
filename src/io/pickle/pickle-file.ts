import type { ByteSource } from '../byte-source.js';
import { contentName, notThisFormat } from '../foreign-content.js';
import { type Pickle, type PickleContext, readPickle } from './read-pickle.js';

/** A file that is one pickle. */
export interface PickleFile extends Pickle {
  /** Bytes behind the end of the pickle: none in genuine files. */
  readonly trailingBytes: number;
}

const firstByteSinceProtocol2 = 0x80;
const inspectedBytes = 256;

/** @throws FormatError, which says what the file is when it is no pickle at all */
export function readPickleFile(source: ByteSource, context: PickleContext = {}): PickleFile {
  const start = source.read(0, Math.min(inspectedBytes, source.size));
  const isKnownOther = start[0] !== firstByteSinceProtocol2 && contentName(start) !== undefined;
  if (isKnownOther || start.every((byte) => byte === 0)) throw notThisFormat(source, 'a pickle');
  const pickle = readPickle(source, context);
  return { trailingBytes: source.size - pickle.end, ...pickle };
}
