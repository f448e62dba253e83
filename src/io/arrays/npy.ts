import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';
import { itemSize } from './numpy-types.js';

/** Header of a numpy array file, as nnU-Net before 2.6 unpacked its `.npz` to. */
export interface NpyHeader {
  /** `<f4`; the field list as written for structured arrays. */
  readonly descr: string;
  /** Bytes an item; `undefined` for structured arrays and Python objects. */
  readonly itemSize: number | undefined;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Bytes in front of the array. */
  readonly dataOffset: number;
  /** Bytes of header and array together; `undefined` when the item size is. */
  readonly expectedSize: number | undefined;
  readonly problems: readonly NpyProblem[];
}

export interface NpyProblem {
  /**
   * `truncated`: fewer bytes than the shape needs, numpy cannot load it; `trailing-bytes`: more;
   * `python-objects`: pickled objects, which numpy refuses unless told otherwise.
   */
  readonly kind: 'truncated' | 'trailing-bytes' | 'python-objects';
  /** Whether `numpy.load` as nnU-Net calls it fails. */
  readonly fatal: boolean;
  readonly message: string;
}

/** Header text enough for every plain array; structured types may need more. */
const firstHeaderBytes = 128;
const longestHeader = 64 * 1024;
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Python writes `(3, 4)`, `(3,)` and `()`; Python 2 wrote `3L`. Each length ends in a comma or the bracket, so that no text is slow to match. */
const headerText =
  /^\{\s*'descr':\s*('[^']*'|\[.*\]),\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(((?:\s*\d+L?\s*(?:,|(?=\))))*)\s*\),?\s*\}\s*$/s;

/**
 * Header of a `.npy` file, checked against the size of the file.
 * @throws FormatError
 */
export function readNpyHeader(source: ByteSource): NpyHeader {
  if (!startsWithMagic(source.read(0, Math.min(magic.length, source.size)))) {
    throw notThisFormat(source, 'a numpy array file');
  }
  return parseNpyHeader((length) => source.read(0, Math.min(length, source.size)), source.size);
}

/**
 * @param start answers the first bytes, at most as many as asked
 * @param size bytes of header and array as they are
 */
export function parseNpyHeader(start: (length: number) => Uint8Array, size: number): NpyHeader {
  const bytes = start(firstHeaderBytes);
  if (!startsWithMagic(bytes)) throw new FormatError('not-this-format', 'not a numpy array file');
  if (bytes.length < 12) throw new FormatError('truncated', 'the numpy header is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw new FormatError('unsupported', `version ${version} of the numpy array format`);
  const textStart = version === 1 ? 10 : 12;
  const dataOffset = textStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataOffset > longestHeader) throw new FormatError('limit', 'the numpy header is too long');
  const header = dataOffset <= bytes.length ? bytes : start(dataOffset);
  if (header.length < dataOffset) throw new FormatError('truncated', 'the numpy header is cut off');
  return describe(new TextDecoder().decode(header.subarray(textStart, dataOffset)), dataOffset, size);
}

function startsWithMagic(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function describe(text: string, dataOffset: number, size: number): NpyHeader {
  const [, descrText, order, shapeText] = headerText.exec(text) ?? [];
  if (descrText === undefined || shapeText === undefined) {
    throw new FormatError('corrupt', 'the numpy header does not say type, order and shape');
  }
  const shape = [...shapeText.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const descr = descrText.startsWith("'") ? descrText.slice(1, -1) : descrText;
  const bytesPerItem = itemSize(descr);
  const items = shape.reduce((product, length) => product * length, 1);
  const expectedSize = bytesPerItem === undefined ? undefined : dataOffset + items * bytesPerItem;
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(expectedSize ?? 0)) {
    throw new FormatError('corrupt', 'the numpy header names a shape larger than any array');
  }
  const problems = [...objectProblems(descr), ...sizeProblems(expectedSize, size)];
  return { descr, itemSize: bytesPerItem, fortranOrder: order === 'True', shape, dataOffset, expectedSize, problems };
}

function* objectProblems(descr: string): Iterable<NpyProblem> {
  if (!/^\|?O|'\|?O\d*'/.test(descr)) return;
  yield { kind: 'python-objects', fatal: true, message: 'the array holds pickled Python objects' };
}

function* sizeProblems(expected: number | undefined, found: number): Iterable<NpyProblem> {
  if (expected === undefined || found === expected) return;
  const message = `the shape needs ${expected} bytes, ${found} are there`;
  if (found < expected) yield { kind: 'truncated', fatal: true, message };
  else yield { kind: 'trailing-bytes', fatal: false, message };
}
