import { FormatError } from '../format-error.js';
import { type PickleValue, PyBytes, PyTuple, PyValue } from './values.js';

/** A numpy dtype: `f8`, and how its bytes are ordered. */
export class NumpyDtype extends PyValue {
  readonly typeName = 'numpy.dtype';
  /** `<`, `>`, or `|` where order means nothing. */
  byteOrder = '|';

  /** @param code kind and bytes an item, as `numpy.dtype` takes them: `f8`, `i4`, `O8` */
  constructor(readonly code: string) {
    super();
  }

  /** As in the header of an array file: `<f8`. */
  get text(): string {
    return this.byteOrder + this.code;
  }

  /** The state is `(version, byte order, …)`. */
  override build(state: PickleValue): void {
    const order = state instanceof PyTuple ? state.items[1] : undefined;
    if (order === '<' || order === '>' || order === '|') this.byteOrder = order;
    else if (order === '=') this.byteOrder = '<';
    else throw new FormatError('corrupt', 'a numpy dtype without byte order');
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
    this.shape = sizes;
    this.dtype = dtype;
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
