import { FormatError } from '../format-error.js';

/** Content of the metalayer that makes a Blosc2 frame an array (c-blosc2: b2nd.h, `b2nd_deserialize_meta`). */
export interface B2ndShape {
  readonly shape: readonly number[];
  /** Items of a chunk and of a block along each axis. */
  readonly chunks: readonly number[];
  readonly blocks: readonly number[];
  /** As numpy writes it: `<f4`; `undefined` in frames from before dtypes were kept. */
  readonly dtype: string | undefined;
}

const mostAxes = 16;

/** @throws FormatError */
export function parseB2ndShape(bytes: Uint8Array): B2ndShape {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // Number of entries, version, number of axes; then lists, which have a type of one byte, as each of their numbers has.
  const axes = bytes[2] ?? 0;
  if (axes > mostAxes) throw new FormatError('corrupt', `the Blosc2 frame names ${axes} axes`);
  const shapeStart = 4;
  const chunksStart = shapeStart + 9 * axes + 1;
  const blocksStart = chunksStart + 5 * axes + 1;
  const end = blocksStart + 5 * axes;
  if (bytes.length < end) throw new FormatError('corrupt', 'the shape in the Blosc2 frame is cut off');
  const indices = [...new Array(axes).keys()];
  const shape = indices.map((axis) => Number(view.getBigInt64(shapeStart + 9 * axis + 1)));
  const chunks = indices.map((axis) => view.getInt32(chunksStart + 5 * axis + 1));
  const blocks = indices.map((axis) => view.getInt32(blocksStart + 5 * axis + 1));
  if (![...shape, ...chunks, ...blocks].every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new FormatError('corrupt', 'the Blosc2 frame names a negative or impossible shape');
  }
  return { shape, chunks, blocks, dtype: bytes.length > end ? dtypeAt(view, bytes, end) : undefined };
}

/** Format, type, length, text. */
function dtypeAt(view: DataView, bytes: Uint8Array, start: number): string {
  const textStart = start + 6;
  const isText = textStart <= bytes.length && view.getUint8(start + 1) === 0xdb;
  const textEnd = isText ? textStart + view.getUint32(start + 2) : Number.POSITIVE_INFINITY;
  if (textEnd > bytes.length) throw new FormatError('corrupt', 'the Blosc2 frame does not say its dtype');
  return new TextDecoder().decode(bytes.subarray(textStart, textEnd));
}
