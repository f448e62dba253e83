import { FormatError } from '../format-error.js';
import { PyDict } from './dictionary.js';
import { type PickleValue, PyBytes, PyTuple, PyValue } from './values.js';

const bytesOfCharacter = 4;
/** Items are addresses (1 and 4), and their array is a list in a pickle (2). */
const pointerFlags = 7;
/** Of `O` all three are set, of a structure that holds objects the first two; the third makes no difference here. */
const objectFlags = 3;

function isAlignment(value: PickleValue | undefined): boolean {
  return typeof value === 'number' && [1, 2, 4, 8, 16, 32, 64].includes(value);
}

/** The dtypes that a structured or repeated one consists of; `undefined` where they do not fit into it. */
function partsOf(
  base: PickleValue | undefined,
  names: PickleValue | undefined,
  fields: PickleValue | undefined,
  size: number,
): readonly NumpyDtype[] | undefined {
  const parts: NumpyDtype[] = [];
  if (base !== null) {
    const [type, shape] = base instanceof PyTuple ? base.items : [];
    const count = shapeOf(shape)?.reduce((product, length) => product * length, 1);
    if (!(type instanceof NumpyDtype) || count === undefined || type.itemSize * count > size) return undefined;
    parts.push(type);
  }
  if (names === null && fields === null) return parts;
  if (!(names instanceof PyTuple) || !(fields instanceof PyDict)) return undefined;
  for (const [, field] of fields.entries()) {
    const [type, offset] = field instanceof PyTuple ? field.items : [];
    if (!(type instanceof NumpyDtype) || typeof offset !== 'number' || offset < 0) return undefined;
    if (offset + type.itemSize > size) return undefined;
    parts.push(type);
  }
  return parts;
}

/** A numpy dtype: `f8`, and how its bytes are ordered. */
export class NumpyDtype extends PyValue {
  readonly typeName = 'numpy.dtype';
  /** `<`, `>`, or `|` where order means nothing. */
  byteOrder = '|';
  /** Whether items are, or hold, addresses of objects: such arrays have a list instead of bytes. */
  holdsObjects: boolean;
  #isInUse = false;

  /** @param code kind and bytes an item, as `numpy.dtype` takes them: `f8`, `i4`, `O8` */
  constructor(readonly code: string) {
    super();
    this.holdsObjects = code.startsWith('O');
  }

  /** As in the header of an array file: `<f8`. */
  get text(): string {
    return this.byteOrder + this.code;
  }

  /**
   * The state is `(version, byte order, base and shape, names, fields, bytes an item, alignment, flags, …)`. Numpy believes it (descriptor.c,
   * `arraydescr_setstate`): with other sizes or flags than its own it takes bytes of the file for addresses of objects.
   */
  override build(state: PickleValue): void {
    const items = state instanceof PyTuple ? state.items : [];
    const [, order, base, names, fields, size, alignment, flags] = items;
    if (order === '<' || order === '>' || order === '|') this.byteOrder = order;
    else if (order === '=') this.byteOrder = '<';
    else throw new FormatError('corrupt', 'a numpy dtype without byte order');
    const parts = partsOf(base, names, fields, this.itemSize);
    if (this.#isInUse || parts === undefined) throw new FormatError('corrupt', 'a numpy dtype that changes');
    for (const part of parts) part.use();
    this.holdsObjects ||= parts.some((part) => part.holdsObjects);
    const isOwnSize = (size === -1 || size === this.itemSize) && (alignment === -1 || isAlignment(alignment));
    const areOwnFlags =
      typeof flags === 'number' &&
      (this.holdsObjects ? (flags & objectFlags) === objectFlags : (flags & pointerFlags) === 0);
    if (!isOwnSize || !areOwnFlags) throw new FormatError('corrupt', 'a numpy dtype with the size or flags of another');
    this.use();
  }

  /** From now on it must not change: what was made with it counts on that. */
  use(): this {
    this.#isInUse = true;
    return this;
  }

  /** Bytes an item. */
  get itemSize(): number {
    const count = Number(this.code.slice(1));
    return this.code.startsWith('U') ? bytesOfCharacter * count : count;
  }
}

/** `np.int64(3)`, `np.float64(0.5)`: the scalars that nnU-Net leaves in checkpoints and case properties. */
export class NumpyScalar extends PyValue {
  readonly typeName = 'numpy scalar';
  readonly value: number | bigint | boolean | undefined;

  constructor(
    readonly dtype: NumpyDtype,
    bytes: PyBytes,
  ) {
    super();
    dtype.use();
    this.value = bytes.latin1 === undefined ? undefined : scalarValue(dtype, bytes.latin1);
  }

  override get number(): number | bigint | undefined {
    return typeof this.value === 'boolean' ? Number(this.value) : this.value;
  }
}

/** An array: what it is, not its content, unless that is small. */
export class NumpyArray extends PyValue {
  readonly typeName = 'numpy array';
  dtype: NumpyDtype | undefined;
  shape: readonly number[] = [0];
  fortranOrder = false;
  /** Bytes in memory order; a list of objects for dtype `O`. */
  data: PickleValue | undefined;

  /** The state is `(version, shape, dtype, whether Fortran order, bytes or list)`. */
  override build(state: PickleValue): void {
    const [, shape, dtype, fortranOrder, data] = state instanceof PyTuple ? state.items : [];
    const sizes = shapeOf(shape);
    if (sizes === undefined || !(dtype instanceof NumpyDtype) || typeof fortranOrder !== 'boolean') {
      throw new FormatError('corrupt', 'a numpy array without shape or dtype');
    }
    if (dtype.holdsObjects !== Array.isArray(data))
      throw new FormatError('corrupt', 'a numpy array of objects without objects, or of numbers without bytes');
    this.shape = sizes;
    this.dtype = dtype.use();
    this.fortranOrder = fortranOrder;
    this.data = data;
  }

  /** The items in the order of memory, where they are few enough to be kept and plain numbers. */
  get numbers(): readonly number[] | undefined {
    const { dtype, data } = this;
    const content = data instanceof PyBytes ? data.latin1 : undefined;
    const size = Number(dtype?.code.slice(1));
    if (dtype === undefined || content === undefined || !(size > 0)) return undefined;
    const numbers: number[] = [];
    for (let start = 0; start + size <= content.length; start += size) {
      const value = scalarValue(dtype, content.slice(start, start + size));
      if (value === undefined) return undefined;
      numbers.push(Number(value));
    }
    return numbers.length === this.shape.reduce((product, length) => product * length, 1) ? numbers : undefined;
  }
}

/** A tuple of axis lengths; `undefined` for anything else. */
export function shapeOf(value: PickleValue | undefined): number[] | undefined {
  if (!(value instanceof PyTuple) || value.items.length > 64) return undefined;
  const shape: number[] = [];
  for (const item of value.items) {
    if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 0) return undefined;
    shape.push(item);
  }
  return shape;
}

const scratch = new DataView(new ArrayBuffer(8));

/** @param bytes one character a byte */
function scalarValue(dtype: NumpyDtype, bytes: string): number | bigint | boolean | undefined {
  if (bytes.length > scratch.byteLength || Number(dtype.code.slice(1)) !== bytes.length) return undefined;
  for (let index = 0; index < bytes.length; index++) scratch.setUint8(index, bytes.charCodeAt(index));
  const littleEndian = dtype.byteOrder !== '>';
  switch (dtype.code) {
    case 'b1':
      return scratch.getUint8(0) !== 0;
    case 'i1':
      return scratch.getInt8(0);
    case 'u1':
      return scratch.getUint8(0);
    case 'i2':
      return scratch.getInt16(0, littleEndian);
    case 'u2':
      return scratch.getUint16(0, littleEndian);
    case 'i4':
      return scratch.getInt32(0, littleEndian);
    case 'u4':
      return scratch.getUint32(0, littleEndian);
    case 'i8':
      return safeInteger(scratch.getBigInt64(0, littleEndian));
    case 'u8':
      return safeInteger(scratch.getBigUint64(0, littleEndian));
    case 'f2':
      return halfFloat(scratch.getUint16(0, littleEndian));
    case 'f4':
      return scratch.getFloat32(0, littleEndian);
    case 'f8':
      return scratch.getFloat64(0, littleEndian);
    default:
      return undefined;
  }
}

function safeInteger(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
