import { FormatError } from '../format-error.js';
import type { ImageHeader } from './image-header.js';

/**
 * NRRD (http://teem.sourceforge.net/nrrd/format.html): lines of `field: value` up to an empty line.
 * @param text the beginning of the file
 * @throws FormatError when its sizes cannot be read
 */
export function readNrrdHeader(text: string): ImageHeader {
  const fields = fieldsOf(text, /^([a-z ]+):=?\s*(.*)$/i);
  const sizes = numbersOf(fields.get('sizes'));
  const kinds = (fields.get('kinds') ?? '').split(/\s+/);
  const directions = fields.get('space directions')?.match(/none|\([^)]*\)/g);
  const spacings = fields.get('spacings')?.split(/\s+/).map(Number);
  const inSpace = sizes.map((_, axis) => {
    const direction = directions?.[axis];
    return direction === undefined ? !notOfSpace.has(kinds[axis] ?? '') : direction !== 'none';
  });
  const spacing = sizes.map((_, axis) => {
    const direction = directions?.[axis];
    return direction === undefined ? (spacings?.[axis] ?? 1) : lengthOf(direction);
  });
  const components = sizes.filter((_, axis) => inSpace[axis] !== true);
  return {
    format: 'nrrd',
    size: sizes.filter((_, axis) => inSpace[axis] === true),
    spacing: spacing.filter((_, axis) => inSpace[axis] === true),
    components: components.reduce((product, length) => product * length, 1),
    unit: 1,
  };
}

/** Kinds of axes that hold the numbers of one voxel. */
const notOfSpace: ReadonlySet<string> = new Set(['vector', 'RGB-color', 'RGBA-color', 'list', 'covariant-vector']);

/**
 * MetaImage, `.mha` and `.mhd` (https://itk.org/Wiki/MetaIO): lines of `Key = value` up to ElementDataFile.
 * @throws FormatError when its sizes cannot be read
 */
export function readMetaImageHeader(text: string): ImageHeader {
  const end = text.indexOf('ElementDataFile');
  const fields = fieldsOf(end < 0 ? text : text.slice(0, end), /^(\w+)\s*=\s*(.*)$/);
  const size = numbersOf(fields.get('dimsize'));
  const spacing = (fields.get('elementspacing') ?? fields.get('elementsize'))?.trim().split(/\s+/).map(Number);
  return {
    format: 'metaimage',
    size,
    spacing: spacing ?? size.map(() => 1),
    components: Number(fields.get('elementnumberofchannels') ?? 1),
    unit: 1,
  };
}

/** Fields by their names in lower case; the first of each counts. */
function fieldsOf(text: string, line: RegExp): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const written of text.split('\n')) {
    if (written.trim() === '' && fields.size > 0) break;
    const [, name, value] = line.exec(written.trimEnd()) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase()))
      fields.set(name.toLowerCase(), value);
  }
  return fields;
}

function numbersOf(written: string | undefined): readonly number[] {
  const numbers = (written ?? '').trim().split(/\s+/).map(Number);
  if (numbers.length > 0 && numbers.every((number) => Number.isSafeInteger(number) && number > 0)) return numbers;
  throw new FormatError('corrupt', 'its header does not say how many voxels there are');
}

/** Length of a vector such as `(0,3,0)`. */
function lengthOf(vector: string): number {
  const parts = vector.slice(1, -1).split(',').map(Number);
  return Math.hypot(...parts);
}
