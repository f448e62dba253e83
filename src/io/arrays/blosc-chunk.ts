import { FormatError } from '../format-error.js';
import { decompressBloscLz } from './blosclz.js';

const headerLength = 32;
/** Blosc2 makes blocks of 8 kB and more. */
const mostBlocks = 65_536;

/**
 * Decompresses one Blosc2 chunk of the kind that Blosc2 itself writes for its index: BloscLZ, and shuffle at most
 * (c-blosc2: blosc2.c, `blosc_d`). Integers are little-endian here, unlike in the frame.
 * @param length bytes that must come out
 * @throws FormatError
 */
export function decompressChunk(chunk: Uint8Array, length: number): Uint8Array {
  if (chunk.length < headerLength) throw damaged();
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const flags = view.getUint8(2);
  const typeSize = view.getUint8(3);
  const blockLength = view.getInt32(8, true);
  const compressedLength = view.getInt32(12, true);
  if (compressedLength > chunk.length || compressedLength < headerLength) throw damaged();
  if (view.getInt32(4, true) !== length) throw damaged();
  const special = (view.getUint8(31) >>> 4) & 7;
  if (special !== 0) return repeated(special, chunk.subarray(headerLength, compressedLength), length);
  if ((flags & 2) !== 0) {
    if (compressedLength !== headerLength + length) throw damaged();
    return chunk.slice(headerLength, compressedLength);
  }
  const filters = chunk.subarray(16, 22);
  if (flags >>> 5 !== 0 || filters.some((filter) => filter > 1)) {
    throw new FormatError('unsupported', 'the index of chunks is compressed in an unusual way');
  }
  const blocks = Math.ceil(length / blockLength);
  if (typeSize === 0 || blockLength <= 0 || headerLength + 4 * blocks > compressedLength) throw damaged();
  if (blocks > mostBlocks) throw new FormatError('limit', 'an index of chunks in too many blocks');
  const output = new Uint8Array(length);
  const isSplit = (flags & 0x10) === 0;
  for (let start = 0, block = 0; start < length; start += blockLength, block++) {
    const size = Math.min(blockLength, length - start);
    const offset = view.getInt32(headerLength + 4 * block, true);
    if (offset < headerLength || offset > compressedLength - 4) throw damaged();
    const streams = isSplit && size === blockLength ? typeSize : 1;
    const bytes = decompressBlock(chunk.subarray(offset, compressedLength), size, streams);
    output.set(filters.includes(1) ? unshuffled(bytes, typeSize) : bytes, start);
  }
  return output;
}

/** 1 zeros, 2 NaN, 3 one value, 4 not initialised: of these only zeros and a value make an index. */
function repeated(special: number, value: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  if (special === 1) return output;
  if (special !== 3 || value.length === 0) throw damaged();
  for (let index = 0; index < length; index++) output[index] = value[index % value.length] ?? 0;
  return output;
}

/** Streams, one after the other: a length, then so many bytes. Length 0 stands for zeros, a negative one for a run. */
function decompressBlock(data: Uint8Array, size: number, streams: number): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const output = new Uint8Array(size);
  const streamSize = Math.floor(size / streams);
  if (streamSize * streams !== size) throw damaged();
  let position = 0;
  for (let stream = 0; stream < streams; stream++) {
    if (position + 4 > data.length) throw damaged();
    const length = view.getInt32(position, true);
    position += 4;
    const part = output.subarray(stream * streamSize, (stream + 1) * streamSize);
    if (length < 0) {
      if (length < -255 || ((data[position] ?? 0) & 1) === 0) throw damaged();
      part.fill(-length);
      position += 1;
    } else if (length > 0) {
      if (position + length > data.length) throw damaged();
      part.set(decompressStream(data.subarray(position, position + length), streamSize));
      position += length;
    }
  }
  return output;
}

function decompressStream(data: Uint8Array, size: number): Uint8Array {
  if (data.length === size) return data;
  const bytes = decompressBloscLz(data, size);
  if (bytes === undefined) throw damaged();
  return bytes;
}

/** Shuffle puts all first bytes of the items first, then all second ones; what is left over stays behind. */
function unshuffled(bytes: Uint8Array, typeSize: number): Uint8Array {
  const items = Math.floor(bytes.length / typeSize);
  const output = bytes.slice();
  for (let item = 0; item < items; item++) {
    for (let byte = 0; byte < typeSize; byte++) output[item * typeSize + byte] = bytes[byte * items + item] ?? 0;
  }
  return output;
}

function damaged(): FormatError {
  return new FormatError('corrupt', 'the index of chunks is damaged');
}
