import { type ImageDimension, opens, supportedEndings } from './readers.js';

/** Endings of which it is known which of nnU-Net's readers open them. */
const wellKnown = new Set([
  '.nii.gz',
  '.nii',
  '.nrrd',
  '.mha',
  '.mhd',
  '.gipl',
  '.png',
  '.bmp',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
]);

/**
 * Whether one of nnU-Net's readers is sure to fail on files of an ending. Readers of forks, unusual endings and TIFF of unknown dimension get the
 * benefit of the doubt.
 */
export function failsOn(reader: string, fileEnding: string, dimension: ImageDimension): boolean {
  const ending = fileEnding.toLowerCase();
  if (supportedEndings(reader) === undefined) return false;
  // It asserts that the ending is one of its own, whatever the files hold (imageio/tif_reader_writer.py).
  if (reader === 'Tiff3DIO') return !opens(reader, ending, dimension);
  if (!wellKnown.has(ending)) return false;
  const isTiff = ending.startsWith('.tif');
  return !opens(reader, ending, isTiff && dimension === undefined ? 2 : dimension);
}

/** nnU-Net's readers that claim an ending; without any, planning stops (imageio/reader_writer_registry.py). */
export function isClaimed(fileEnding: string): boolean {
  return readerNames.some((reader) => supportedEndings(reader)?.includes(fileEnding.toLowerCase()));
}

/** Whether an ending would be one that readers know, if it began with its dot. */
export function isWithoutDot(fileEnding: string): boolean {
  return !fileEnding.startsWith('.') && wellKnown.has(`.${fileEnding.toLowerCase()}`);
}

/** nnU-Net's own readers. */
export const readerNames = [
  'NaturalImage2DIO',
  'SimpleITKIO',
  'Tiff3DIO',
  'NibabelIO',
  'NibabelIOWithReorient',
] as const;
