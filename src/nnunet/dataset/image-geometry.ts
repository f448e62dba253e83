import { largest } from '../values/numbers.js';
/** What a reader needs to know of an image file; fits the header of one. */
export interface ImageFacts {
  readonly format: string;
  /** Voxels per axis, x first. */
  readonly size: readonly number[];
  /** In {@link unit}, x first. */
  readonly spacing: readonly number[] | undefined;
  readonly components: number | undefined;
  /** mm */
  readonly unit: number;
}

/** What nnU-Net makes of an image: one array for each channel. */
export interface ImageGeometry {
  readonly channels: number;
  /** Voxels along slices, rows and columns, before `transpose_forward`. */
  readonly shape: readonly number[];
  /** mm, in the same order; `undefined` where the header has none. */
  readonly spacing: readonly number[] | undefined;
}

export type ImageReading =
  | { readonly geometry: ImageGeometry }
  /** Why the reader raises: the end of a sentence that begins with the file's name. */
  | { readonly refusal: string }
  /** The header does not tell, or the reader is not one of nnU-Net's. */
  | undefined;

/**
 * What one of nnU-Net's readers makes of an image file (imageio/*.py), from its header.
 * @param reader name of the class, as in `image_reader_writer` of plans
 */
export function readingOf(reader: string, image: ImageFacts): ImageReading {
  if (reader === 'SimpleITKIO') return asSimpleItk(image);
  if (reader === 'NibabelIO') return asNibabel(image);
  if (reader === 'NaturalImage2DIO') return asPhotograph(image);
  return undefined;
}

/** ITK drops last axes of length 1 behind the third, brings units to mm, and takes 1 for a spacing of 0 (itkNiftiImageIO.cxx). */
function asSimpleItk({ format, size, spacing, components, unit }: ImageFacts): ImageReading {
  if (format === 'nifti2') return { refusal: 'is a NIfTI-2 file, which SimpleITK does not open' };
  if (components !== 1 || format === 'png') return undefined;
  const axes = format === 'nifti' ? axesWithoutLast(size) : size.length;
  const lengths = size.slice(0, axes).reverse();
  const distances = (spacing ?? []).slice(0, axes).map((step) => (step === 0 ? 1 : Math.abs(step) * unit));
  const along = distances.reverse();
  if (axes === 2)
    return { geometry: { channels: 1, shape: [1, ...lengths], spacing: [widest(along) * 999, ...along] } };
  if (axes === 3) return { geometry: { channels: 1, shape: lengths, spacing: along } };
  if (axes === 4) return { geometry: { channels: lengths[0] ?? 1, shape: lengths.slice(1), spacing: along.slice(1) } };
  return { refusal: `has ${axes} axes; nnU-Net reads images of two, three or four` };
}

function asNibabel({ format, size, spacing, components }: ImageFacts): ImageReading {
  if (format !== 'nifti' && format !== 'nifti2') return { refusal: 'is no NIfTI file, and NibabelIO opens no other' };
  if (components !== 1) return undefined;
  if (size.length !== 3) return { refusal: `has ${size.length} axes; NibabelIO reads images of three only` };
  const distances = (spacing ?? []).map((step) => (step === 0 ? 1 : Math.abs(step)));
  return { geometry: { channels: 1, shape: [...size].reverse(), spacing: distances.reverse() } };
}

/** Grey images have one channel, colours three, with transparency four; one pixel counts as one mm. */
function asPhotograph({ format, size, components }: ImageFacts): ImageReading {
  if (format !== 'png' || components === undefined || components === 2) return undefined;
  return { geometry: { channels: components, shape: [1, ...[...size].reverse()], spacing: [999, 1, 1] } };
}

function axesWithoutLast(size: readonly number[]): number {
  let axes = size.length;
  while (axes > 3 && size[axes - 1] === 1) axes -= 1;
  return axes;
}

function widest(distances: readonly number[]): number {
  return largest(distances);
}

/** Endings of formats whose headers are read here; of other files nothing can be said but that they are there. */
const recognised = ['.nii.gz', '.nii', '.nrrd', '.mha', '.png'];

/**
 * Why an image cannot be read, as the end of a sentence; `undefined` where it can, is not there, or has a format that is not read here.
 * @param image what reading its header came to
 */
export function imageFault(fileName: string, image: ImageFault): string | undefined {
  if (image.fault !== 'damaged' || !recognised.some((ending) => fileName.endsWith(ending))) return undefined;
  const { message = '', path = '' } = image;
  return message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
}

export interface ImageFault {
  readonly fault?: 'missing' | 'damaged' | undefined;
  readonly message?: string;
  readonly path?: string;
}
