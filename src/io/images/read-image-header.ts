import { constants, gunzipSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import { FormatError } from '../format-error.js';
import type { ImageHeader } from './image-header.js';
import { isNifti, readNiftiHeader } from './nifti.js';
import { readMetaImageHeader, readNrrdHeader } from './text-headers.js';

/** Longer than any header but those of NRRD and MetaImage files with much to tell, whose first lines are what counts. */
const beginning = 2048;

/**
 * What the header of an image says, recognised by its content. Reads the first two kilobytes; of a file packed with gzip, what they unpack to.
 * @throws FormatError `not-this-format` when the content is of no format known here, `truncated` when the file is empty or ends within its header
 */
export function readImageHeader(source: ByteSource): ImageHeader {
  if (source.size === 0) throw notThisFormat(source, 'an image');
  const start = source.read(0, Math.min(beginning, source.size));
  const gzipped = start[0] === 0x1f && start[1] === 0x8b;
  const bytes = gzipped ? unpacked(start) : start;
  if (isNifti(bytes)) return readNiftiHeader(bytes);
  const text = latin1(bytes);
  if (!gzipped && text.startsWith('\x89PNG\r\n\x1a\n')) return readPngHeader(bytes, source);
  if (!gzipped && /^NRRD\d{4}/.test(text)) return readNrrdHeader(text);
  if (!gzipped && /^(ObjectType|Comment|NDims|ObjectSubType)\s*=/.test(text)) return readMetaImageHeader(text);
  if (!gzipped && bytes.length >= 256 && isGipl(bytes)) return readGiplHeader(bytes);
  throw notThisFormat(source, 'an image of a format known here');
}

/** A photograph says how many pixels it has, and nothing of their size; with a palette, the number of colours depends on the palette. */
function readPngHeader(bytes: Uint8Array, source: ByteSource): ImageHeader {
  if (bytes.length < 26) throw new FormatError('truncated', 'the file ends within its header');
  // The last chunk has no content; behind it some programs leave a little of their own.
  const end = Math.min(beginning, source.size);
  if (!latin1(source.read(source.size - end, end)).includes('IEND'))
    throw new FormatError('truncated', 'the file is cut off: a PNG ends with a chunk IEND');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const components = [1, undefined, 3, undefined, 2, undefined, 4][bytes[25] ?? 1];
  return {
    format: 'png',
    size: [view.getUint32(16), view.getUint32(20)],
    spacing: undefined,
    components,
    unit: 1,
  };
}

/** Magic number of GIPL, at byte 252 (itkGiplImageIO.cxx). */
function isGipl(bytes: Uint8Array): boolean {
  const magic = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(252);
  return magic === 0xefffe9b0 || magic === 0x2ae389b8;
}

function readGiplHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengths = [0, 2, 4, 6].map((at) => view.getUint16(at));
  const axes = lengths[2] === 1 && lengths[3] === 1 ? 2 : lengths[3] === 1 ? 3 : 4;
  return {
    format: 'gipl',
    size: lengths.slice(0, axes),
    spacing: [10, 14, 18, 22].slice(0, axes).map((at) => view.getFloat32(at)),
    components: 1,
    unit: 1,
  };
}

/** What the beginning of a gzip file unpacks to; it is cut off, which must not matter. */
function unpacked(start: Uint8Array): Uint8Array {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4_000_000 });
  } catch {
    throw new FormatError('corrupt', 'it begins like a gzip file, but cannot be unpacked');
  }
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, beginning));
}
