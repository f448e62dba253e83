import { FormatError } from '../format-error.js';
import type { ImageHeader } from './image-header.js';

/** Bytes of the headers of NIfTI-1 and NIfTI-2 (https://nifti.nimh.nih.gov/). */
const headerSizes = { nifti: 348, nifti2: 540 } as const;

/** Millimetres to a unit of length, by `xyzt_units & 7`: metre, millimetre, micron. */
const units: ReadonlyMap<number, number> = new Map([
  [1, 1000],
  [2, 1],
  [3, 0.001],
]);

/** RGB and RGBA: the only data types with several numbers to a voxel. */
const components: ReadonlyMap<number, number> = new Map([
  [128, 3],
  [2304, 4],
]);

/** Whether these bytes begin as a NIfTI file does: with the size of its header, in either byte order. */
export function isNifti(bytes: Uint8Array): boolean {
  return kindOf(bytes) !== undefined;
}

/**
 * @param bytes the beginning of the file, unpacked
 * @throws FormatError `truncated` when it ends within the header, `corrupt` when sizes make no sense
 */
export function readNiftiHeader(bytes: Uint8Array): ImageHeader {
  const kind = kindOf(bytes);
  if (kind === undefined) throw new FormatError('not-this-format', 'no NIfTI file');
  const { format, littleEndian } = kind;
  if (bytes.length < headerSizes[format]) throw new FormatError('truncated', 'the file ends within its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSecond = format === 'nifti2';
  const integer = (i: number) =>
    isSecond ? Number(view.getBigInt64(16 + 8 * i, littleEndian)) : view.getInt16(40 + 2 * i, littleEndian);
  const distance = (i: number) =>
    isSecond ? view.getFloat64(104 + 8 * i, littleEndian) : view.getFloat32(76 + 4 * i, littleEndian);
  const axes = integer(0);
  if (!(axes >= 1 && axes <= 7)) throw new FormatError('corrupt', `it claims to have ${axes} axes`);
  const numbers = Array.from({ length: axes }, (_, i) => i + 1);
  const size = numbers.map(integer);
  const negative = size.find((length) => length < 1);
  if (negative !== undefined) throw new FormatError('corrupt', `one of its axes has ${negative} voxels`);
  const dataType = view.getInt16(isSecond ? 12 : 70, littleEndian);
  const lengthUnit = (isSecond ? view.getInt32(500, littleEndian) : view.getUint8(123)) & 7;
  return {
    format,
    size,
    spacing: numbers.map(distance),
    components: components.get(dataType) ?? 1,
    unit: units.get(lengthUnit) ?? 1,
  };
}

function kindOf(
  bytes: Uint8Array,
): { readonly format: 'nifti' | 'nifti2'; readonly littleEndian: boolean } | undefined {
  if (bytes.length < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    if (size === headerSizes.nifti) return { format: 'nifti', littleEndian };
    if (size === headerSizes.nifti2) return { format: 'nifti2', littleEndian };
  }
  return undefined;
}
