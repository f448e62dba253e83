/** Bytes to put together: a number is one byte, a text its UTF-8. */
export type Piece = number | string | Uint8Array | readonly Piece[];

export function bytes(...pieces: readonly Piece[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const visit = (piece: Piece): void => {
    if (typeof piece === 'number') parts.push(Uint8Array.of(piece));
    else if (typeof piece === 'string') parts.push(new TextEncoder().encode(piece));
    else if (piece instanceof Uint8Array) parts.push(piece);
    else piece.forEach(visit);
  };
  pieces.forEach(visit);
  return Uint8Array.from(Buffer.concat(parts));
}

/** Little-endian integers. */
export function uint32(value: number): Uint8Array {
  return littleEndian(4, (view) => view.setUint32(0, value, true));
}

export function uint64(value: number | bigint): Uint8Array {
  return littleEndian(8, (view) => view.setBigUint64(0, BigInt(value), true));
}

function littleEndian(length: number, set: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  set(view);
  return new Uint8Array(view.buffer);
}

/** Opcodes under the names that Python's pickletools gives them. */
export const op = {
  mark: 0x28,
  stop: 0x2e,
  pop: 0x30,
  popMark: 0x31,
  dup: 0x32,
  none: 0x4e,
  emptyTuple: 0x29,
  tuple: 0x74,
  tuple1: 0x85,
  tuple2: 0x86,
  emptyList: 0x5d,
  append: 0x61,
  appends: 0x65,
  emptyDict: 0x7d,
  setItem: 0x73,
  setItems: 0x75,
  emptySet: 0x8f,
  addItems: 0x90,
  build: 0x62,
  reduce: 0x52,
  newObject: 0x81,
  binaryPersistentId: 0x51,
  memoize: 0x94,
  binaryPut: 0x71,
  longBinaryPut: 0x72,
  binaryGet: 0x68,
  longBinaryGet: 0x6a,
} as const;

/** A tuple of Python. */
export class Tuple {
  readonly items: readonly Writable[];
  constructor(...items: readonly Writable[]) {
    this.items = items;
  }
}

/** A class or function. */
export class Global {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}
}

/** A call of a class or function, and the state that BUILD gives to its result. */
export class Call {
  constructor(
    readonly callable: Global,
    readonly args: Tuple,
    readonly state?: Writable,
  ) {}
}

export class PersistentId {
  constructor(readonly id: Writable) {}
}

/** A float, also when integral. */
export class Float {
  constructor(readonly value: number) {}
}

export type Writable =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Writable[]
  | ReadonlyMap<Writable, Writable>
  | Tuple
  | Global
  | Call
  | PersistentId
  | Float;

/** A complete pickle of protocol 2. */
export function pickled(value: Writable): Uint8Array {
  return bytes(0x80, 2, code(value), op.stop);
}

/** The instructions that put a value on the stack. */
export function code(value: Writable): Piece {
  if (value === null) return op.none;
  if (typeof value === 'boolean') return value ? 0x88 : 0x89;
  if (typeof value === 'number') return Number.isInteger(value) ? [0x4a, uint32(value >>> 0)] : float(value);
  if (typeof value === 'string') return text(value);
  if (value instanceof Uint8Array) return [0x42, uint32(value.length), value];
  if (value instanceof Tuple) return [op.mark, value.items.map(code), op.tuple];
  if (value instanceof Global) return global(value.module, value.name);
  if (value instanceof Call) return call(value);
  if (value instanceof PersistentId) return [code(value.id), op.binaryPersistentId];
  if (value instanceof Float) return float(value.value);
  if (isList(value)) return [op.emptyList, op.mark, value.map(code), op.appends];
  return [op.emptyDict, op.mark, [...value].map(([key, item]) => [code(key), code(item)]), op.setItems];
}

export function text(value: string): Piece {
  const content = new TextEncoder().encode(value);
  return [0x58, uint32(content.length), content];
}

export function global(module: string, name: string): Piece {
  return ['c', module, '\n', name, '\n'];
}

function call({ callable, args, state }: Call): Piece {
  return [code(callable), code(args), op.reduce, state === undefined ? [] : [code(state), op.build]];
}

function float(value: number): Piece {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [0x47, new Uint8Array(view.buffer)];
}

function isList(value: object): value is readonly Writable[] {
  return Array.isArray(value);
}
