import type { ByteSource } from './byte-source.js';
import { FormatError } from './format-error.js';
import { itemsOf, numberOf, numbersOf } from './pickle/access.js';
import { PyDict } from './pickle/dictionary.js';
import { NumpyArray, NumpyScalar } from './pickle/numpy-values.js';
import { readPickleFile } from './pickle/pickle-file.js';
import type { ReadOptions } from './pickle/trace.js';
import { type PickleValue, type PyGlobal, PyTuple } from './pickle/values.js';

/** The `.pkl` next to a preprocessed case (preprocessing/preprocessors/default_preprocessor.py, `run_case_npy`). */
export interface CaseProperties {
  /** All keys, in the order of the file. */
  readonly keys: readonly string[];
  /** mm, axes as the image reader gives them, before `transpose_forward`. */
  readonly spacing: readonly number[] | undefined;
  /** Which image reader left its own facts: `sitk_stuff` SimpleITK, `nibabel_stuff` nibabel, none PNG or TIFF. */
  readonly readerKey: 'sitk_stuff' | 'nibabel_stuff' | undefined;
  /** Whether that reader is one that reorients images. */
  readonly reoriented: boolean;
  /** Voxels, axes in `transpose_forward` order, as all that follow. */
  readonly shapeBeforeCropping: readonly number[] | undefined;
  /** First voxel and the one behind the last, for each axis. */
  readonly boundingBox: readonly (readonly [number, number])[] | undefined;
  readonly shapeAfterCropping: readonly number[] | undefined;
  /** Where foreground may be sampled; null for None; `undefined` when absent, as without segmentation. */
  readonly classLocations: readonly ClassLocations[] | null | undefined;
  /** Keys of nnU-Net whose values are not of the kind that nnU-Net writes. */
  readonly malformed: readonly string[];
  readonly protocol: number;
  readonly globals: readonly PyGlobal[];
  /** Bytes behind the end of the pickle: none in genuine files. */
  readonly trailingBytes: number;
  readonly bytesRead: number;
}

/** Sampled voxels of one label or region. */
export interface ClassLocations {
  /** A label, the labels of a region, or a text, which nnU-Net never writes. */
  readonly label: number | readonly number[] | string;
  /** How the key is written: nnU-Net before 2.6.4 left numpy integers. */
  readonly keyKind: 'int' | 'numpy' | 'tuple' | 'text';
  readonly points: number;
  /** Points and coordinates: `[n, 4]`, for channel and voxel; `[0]` for an empty list. */
  readonly shape: readonly number[];
}

const mostAxes = 16;
const mostLabels = 100_000;

/**
 * Reads the properties of a case; the voxel lists, the bulk of the file, are passed over.
 * @throws FormatError when the file is no pickle, cut off, or holds no dictionary
 */
export function readCaseProperties(source: ByteSource, options: ReadOptions = {}): CaseProperties {
  const { value, protocol, globals, trailingBytes } = readPickleFile(source, options);
  if (!(value instanceof PyDict))
    throw new FormatError('not-this-format', 'a pickle, but not of the properties of a case');
  const readerKey = readerKeys.find((key) => value.get(key) instanceof PyDict);
  const locations = value.get('class_locations');
  const facts = {
    spacing: numbersOf(value.get('spacing'), mostAxes),
    shapeBeforeCropping: numbersOf(value.get('shape_before_cropping'), mostAxes),
    boundingBox: boundingBoxOf(value.get('bbox_used_for_cropping')),
    shapeAfterCropping: numbersOf(value.get('shape_after_cropping_and_before_resampling'), mostAxes),
    classLocations: locations === null ? null : classLocationsOf(locations),
  };
  return {
    keys: [...value.entries()].flatMap(([key]) => (typeof key === 'string' ? [key] : [])),
    readerKey,
    reoriented: readerKey !== undefined && isReoriented(value.get(readerKey)),
    malformed: factKeys.flatMap(([fact, key]) => (isMalformed(facts[fact], value.get(key)) ? [key] : [])),
    protocol,
    globals,
    trailingBytes,
    bytesRead: source.bytesRead,
    // Last: properties behind a spread cost V8 a hidden class for each object, fifty times the time and memory until the next full collection.
    ...facts,
  };
}

function isMalformed(fact: unknown, value: PickleValue | undefined): boolean {
  return fact === undefined && value !== undefined;
}

const readerKeys = ['sitk_stuff', 'nibabel_stuff'] as const;

const factKeys = [
  ['spacing', 'spacing'],
  ['shapeBeforeCropping', 'shape_before_cropping'],
  ['boundingBox', 'bbox_used_for_cropping'],
  ['shapeAfterCropping', 'shape_after_cropping_and_before_resampling'],
  ['classLocations', 'class_locations'],
] as const;

/** SimpleITKIOWithReorient keeps the orientation, NibabelIOWithReorient both affines. */
function isReoriented(stuff: PickleValue | undefined): boolean {
  if (!(stuff instanceof PyDict)) return false;
  return stuff.get('original_orientation') !== undefined || stuff.get('reoriented_affine') !== undefined;
}

function boundingBoxOf(value: PickleValue | undefined): [number, number][] | undefined {
  const axes = value instanceof NumpyArray ? pairsOf(value) : itemsOf(value);
  if (axes === undefined || axes.length > mostAxes) return undefined;
  const box: [number, number][] = [];
  for (const axis of axes) {
    const [low, high, ...more] = numbersOf(axis, 2) ?? [];
    if (low === undefined || high === undefined || more.length > 0) return undefined;
    box.push([low, high]);
  }
  return box;
}

function pairsOf({ shape, numbers }: NumpyArray): number[][] | undefined {
  const [axes = 0, bounds] = shape;
  if (bounds !== 2 || axes > mostAxes) return undefined;
  return numbers === undefined
    ? undefined
    : [...new Array(axes).keys()].map((axis) => numbers.slice(2 * axis, 2 * axis + 2));
}

function classLocationsOf(value: PickleValue | undefined): ClassLocations[] | undefined {
  if (!(value instanceof PyDict) || value.size > mostLabels) return undefined;
  const found: ClassLocations[] = [];
  for (const [key, points] of value.entries()) {
    const label = labelOf(key);
    const shape = pointsShape(points);
    if (label === undefined || shape === undefined) return undefined;
    found.push({ points: shape[0] ?? 0, shape, ...label });
  }
  return found;
}

/** nnU-Net writes an array, or an empty list; a list of points works as well. */
function pointsShape(points: PickleValue): readonly number[] | undefined {
  if (points instanceof NumpyArray) return points.shape;
  const items = itemsOf(points);
  if (items === undefined || items.length === 0) return items === undefined ? undefined : [0];
  const coordinates = items.map((item) => numbersOf(item, mostAxes)?.length);
  const [first] = coordinates;
  return first !== undefined && coordinates.every((count) => count === first) ? [items.length, first] : undefined;
}

function labelOf(key: PickleValue): Pick<ClassLocations, 'label' | 'keyKind'> | undefined {
  if (typeof key === 'string') return { label: key, keyKind: 'text' };
  if (key instanceof PyTuple) {
    const labels = numbersOf(key, mostLabels);
    return labels === undefined ? undefined : { label: labels, keyKind: 'tuple' };
  }
  const label = numberOf(key);
  return label === undefined ? undefined : { label, keyKind: key instanceof NumpyScalar ? 'numpy' : 'int' };
}
