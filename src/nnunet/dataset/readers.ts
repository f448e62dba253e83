import { type JsonValue, member } from '../../io/json/value.js';

/** nnU-Net's readers in the order in which it tries them, with the file endings that they support (imageio/*.py). */
const builtInReaders: ReadonlyMap<string, readonly string[]> = new Map([
  ['NaturalImage2DIO', ['.png', '.bmp', '.tif']],
  ['SimpleITKIO', ['.nii.gz', '.nrrd', '.mha', '.gipl']],
  ['Tiff3DIO', ['.tif', '.tiff']],
  ['NibabelIO', ['.nii', '.nii.gz']],
  ['NibabelIOWithReorient', ['.nii', '.nii.gz']],
]);

/** Whether images have one slice only: photographs and the like. */
export type ImageDimension = 2 | 3 | undefined;

/** Endings that a reader of nnU-Net claims to support; `undefined` for readers of forks. */
export function supportedEndings(reader: string): readonly string[] | undefined {
  return builtInReaders.get(reader);
}

/**
 * `overwrite_image_reader_writer` of a dataset.json, where nnU-Net heeds it (imageio/reader_writer_registry.py): a name that it
 * does not find is passed over without a word. A name of a fork counts, because nnU-Net may have it there.
 */
export function overwrittenReader(datasetJson: JsonValue | undefined): string | undefined {
  const name = member(datasetJson, 'overwrite_image_reader_writer');
  return typeof name === 'string' && name !== 'None' ? name : undefined;
}

/**
 * The reader that the planner and the fingerprint extraction use: the first that claims to support the ending and can read the first image.
 * `undefined` when there is none, so that they fail, or when it depends on images of unknown dimension.
 */
export function readerOfPlanner(datasetJson: JsonValue | undefined, dimension: ImageDimension): string | undefined {
  const ending = endingOf(datasetJson);
  const claiming = [...builtInReaders].filter(([, endings]) => endings.includes(ending ?? '')).map(([name]) => name);
  return overwrittenReader(datasetJson) ?? firstThatReads(claiming, ending, dimension);
}

/**
 * The reader that `nnUNetv2_move_plans_between_datasets` writes into the plans. Unlike the planner it lets every reader try, whatever the ending:
 * SimpleITK opens `.nii` (the planner takes NibabelIO) and three-dimensional TIFF (the planner takes Tiff3DIO, which knows the spacing).
 * `undefined` when none of nnU-Net's readers is known to open such files.
 */
export function readerOfMove(datasetJson: JsonValue | undefined, dimension: ImageDimension): string | undefined {
  return overwrittenReader(datasetJson) ?? firstThatReads([...builtInReaders.keys()], endingOf(datasetJson), dimension);
}

function endingOf(datasetJson: JsonValue | undefined): string | undefined {
  const ending = member(datasetJson, 'file_ending');
  return typeof ending === 'string' ? ending.toLowerCase() : undefined;
}

/** What each library opens, found by trying: photographs by scikit-image, volumes by SimpleITK. */
const photographs = new Set(['.png', '.bmp', '.jpg', '.jpeg']);
const volumes = new Set(['.nii.gz', '.nii', '.nrrd', '.mha', '.mhd', '.gipl']);
const tiffs = new Set(['.tif', '.tiff']);

function firstThatReads(
  readers: readonly string[],
  ending: string | undefined,
  dimension: ImageDimension,
): string | undefined {
  if (ending === undefined) return undefined;
  if (tiffs.has(ending) && dimension === undefined) return undefined;
  return readers.find((reader) => opens(reader, ending, dimension));
}

/**
 * Whether one of nnU-Net's readers can open files of an ending.
 * @param ending in lower case, with its dot
 */
export function opens(reader: string, ending: string, dimension: ImageDimension): boolean {
  if (reader === 'NaturalImage2DIO') return photographs.has(ending) || (tiffs.has(ending) && dimension === 2);
  if (reader.startsWith('SimpleITKIO')) return volumes.has(ending) || photographs.has(ending) || tiffs.has(ending);
  if (reader === 'Tiff3DIO') return tiffs.has(ending);
  return ending === '.nii' || ending === '.nii.gz';
}

/** Two dimensional images have a spacing of 999 along their one slice (imageio/natural_image_reader_writer.py). */
export function imageDimension(fingerprint: JsonValue | undefined): ImageDimension {
  const spacings = member(fingerprint, 'spacings');
  const first = Array.isArray(spacings) ? spacings[0] : undefined;
  if (!Array.isArray(first) || first.length !== 3) return undefined;
  return first[0] === 999 ? 2 : 3;
}

/** What a reader left of an image in the properties of its case. */
export interface ReaderFacts {
  readonly readerKey: 'sitk_stuff' | 'nibabel_stuff' | undefined;
  /** Whether it reorients images, and says from where. */
  readonly reoriented: boolean;
}

/**
 * The entry of a case's properties that a reader needs to write a segmentation, and that is not there (imageio/*.py, `write_seg`); `undefined` where
 * nothing is missing. Photographs and TIFF need none.
 */
export function lackingFact(reader: string, { readerKey, reoriented }: ReaderFacts): string | undefined {
  const wanted = reader.startsWith('SimpleITKIO')
    ? 'sitk_stuff'
    : reader.startsWith('NibabelIO')
      ? 'nibabel_stuff'
      : undefined;
  if (wanted === undefined || !builtInReaderNames.has(reader)) return undefined;
  if (readerKey !== wanted) return wanted;
  if (!reader.endsWith('WithReorient') || reoriented) return undefined;
  return wanted === 'sitk_stuff' ? 'original_orientation' : 'reoriented_affine';
}

const builtInReaderNames: ReadonlySet<string> = new Set([...builtInReaders.keys(), 'SimpleITKIOWithReorient']);
