import { FormatError } from '../format-error.js';

export type Numbers = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

/** Numbers of an array, channel by channel. */
export interface Voxels {
  /** Where all were read, in the order of the array (last axis fastest). */
  readonly channels: readonly Numbers[];
  /** `whole`: all of them; `spread`: some from everywhere in the array; `start`: the first ones, of what is deflated. */
  readonly extent: 'whole' | 'spread' | 'start';
}

/** What reading voxels may cost. */
export interface VoxelLimits {
  /** Numbers that are kept, of all channels together: arrays of more are read in part. */
  readonly items: number;
  /** Bytes read from the file. */
  readonly bytes: number;
}

export interface NumberType {
  readonly bytes: number;
  readonly make: (length: number) => Numbers;
  readonly view: (bytes: Uint8Array) => Numbers;
}

/** Types of what nnU-Net has written for images and segmentations. */
const numberTypes: ReadonlyMap<string, NumberType> = new Map([
  ['f4', numberType(Float32Array)],
  ['f8', numberType(Float64Array)],
  ['i1', numberType(Int8Array)],
  ['u1', numberType(Uint8Array)],
  ['i2', numberType(Int16Array)],
  ['u2', numberType(Uint16Array)],
  ['i4', numberType(Int32Array)],
]);

function numberType<T extends Numbers>(type: {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
}): NumberType {
  const bytes = type.BYTES_PER_ELEMENT;
  return {
    bytes,
    make: (length) => new type(length),
    view: (from) => {
      // Not slice, by which a Buffer of Node gives no copy.
      const aligned = from.byteOffset % bytes === 0 ? from : new Uint8Array(from);
      return new type(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / bytes));
    },
  };
}

/**
 * @param dtype as numpy writes it: `<f4`
 * @throws FormatError for types that nnU-Net does not write
 */
export function numberTypeOf(dtype: string | undefined): NumberType {
  const type = dtype?.startsWith('>') === true ? undefined : numberTypes.get((dtype ?? '').replace(/^[<|=]/, ''));
  if (type === undefined) throw new FormatError('unsupported', `numbers of the type ${dtype} are not read`);
  return type;
}

const mostChannels = 10_000;

/** Takes runs of numbers, and puts each where it belongs, or behind the last one where only a part is read. */
export class VoxelSink {
  readonly #channels: Numbers[];
  readonly #filled: number[];

  /**
   * @param channels numbers of the first axis
   * @param items numbers of each channel that there is room for
   */
  constructor(
    channels: number,
    items: number,
    readonly isWhole: boolean,
    { make }: NumberType,
  ) {
    if (channels > mostChannels) throw new FormatError('limit', `${channels} channels`);
    this.#channels = Array.from({ length: channels }, () => make(items));
    this.#filled = this.#channels.map(() => 0);
  }

  /** @param place of the first number within its channel */
  put(channel: number, place: number, run: Numbers): void {
    const numbers = this.#channels[channel];
    const filled = this.#filled[channel] ?? 0;
    const start = this.isWhole ? place : filled;
    if (numbers === undefined || start >= numbers.length) return;
    numbers.set(run.subarray(0, numbers.length - start), start);
    this.#filled[channel] = filled + run.length;
  }

  get voxels(): Voxels {
    const channels = this.#channels.map((numbers, channel) =>
      this.isWhole ? numbers : numbers.subarray(0, this.#filled[channel]),
    );
    return { channels, extent: this.isWhole ? 'whole' : 'spread' };
  }
}

/** `count` of the numbers below `all`, spread evenly, but not so evenly that they fall into step with a grid. */
export function* spread(count: number, all: number): Iterable<number> {
  const golden = 0.618_033_988_75;
  for (let i = 0; i < count; i++) yield Math.floor(((i + ((i * golden) % 1)) * all) / count);
}
