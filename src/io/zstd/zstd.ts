import { FormatError } from '../format-error.js';
import {
  BackwardBits,
  damaged,
  type HuffmanTable,
  readHuffmanTable,
  readStateTable,
  type StateTable,
  stateTable,
} from './entropy.js';

const magic = 0xfd2fb528;
const largestBlock = 2 ** 17;
/** Bits of an offset beyond this would reach further back than any block of Blosc2. */
const longestOffset = 24;

/** How lengths and offsets are coded: what each code stands for, and how many bits follow it (RFC 8878, 3.1.1.3.2). */
interface Code {
  readonly highestLog: number;
  readonly predefined: StateTable;
  readonly bits: Uint8Array;
  readonly base: Uint32Array;
}

const literalLengths = codeOf(
  9,
  [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
  6,
  [...repeated(0, 16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  0,
);
const matchLengths = codeOf(
  9,
  [1, 4, 3, 2, 2, 2, 2, 2, 2, ...repeated(1, 37), ...repeated(-1, 7)],
  6,
  [...repeated(0, 32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  3,
);
const offsets: Code = {
  highestLog: 8,
  predefined: stateTable([1, 1, 1, 1, 1, 1, 2, 2, 2, ...repeated(1, 15), -1, -1, -1, -1, -1], 5),
  bits: Uint8Array.from({ length: longestOffset + 1 }, (_, bits) => bits),
  base: Uint32Array.from({ length: longestOffset + 1 }, (_, bits) => 2 ** bits),
};

function codeOf(
  highestLog: number,
  counts: readonly number[],
  log: number,
  bits: readonly number[],
  first: number,
): Code {
  let next = first;
  const base = Uint32Array.from(bits, (width) => {
    const own = next;
    next += 2 ** width;
    return own;
  });
  return { highestLog, predefined: stateTable(counts, log), bits: Uint8Array.from(bits), base };
}

function repeated(value: number, count: number): readonly number[] {
  return new Array<number>(count).fill(value);
}

/**
 * Decompresses one Zstandard frame (RFC 8878), in as many steps as bytes go in and come out. Its checksum is not looked at.
 * @param length bytes that must come out
 * @throws FormatError
 */
export function decompressZstd(data: Uint8Array, length: number): Uint8Array {
  // Bits are taken four bytes at a time.
  const padded = new Uint8Array(data.length + 8);
  padded.set(data);
  const frame = new Frame(padded, new Uint8Array(length));
  try {
    frame.readBlocks(frame.readHeader(), data.length);
  } catch (error) {
    // Beyond the end there is nothing to read.
    throw error instanceof RangeError ? damaged() : error;
  }
  return frame.output;
}

class Frame {
  readonly #view: DataView;
  readonly #literals = new Uint8Array(largestBlock);
  #end = 0;
  #huffman: HuffmanTable | undefined;
  readonly #tables: (StateTable | undefined)[] = [undefined, undefined, undefined];
  /** The three offsets used last. */
  #first = 1;
  #second = 4;
  #third = 8;

  constructor(
    readonly input: Uint8Array,
    readonly output: Uint8Array,
  ) {
    this.#view = new DataView(input.buffer, input.byteOffset, input.length);
  }

  /** @returns where the first block starts */
  readHeader(): number {
    if (this.#view.getUint32(0, true) !== magic) throw damaged();
    const descriptor = this.input[4] ?? 0;
    if ((descriptor & 3) !== 0) throw new FormatError('unsupported', 'the Zstandard data need a dictionary');
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const sizeFlag = descriptor >>> 6;
    const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 2 ** sizeFlag;
    return 5 + (isSingleSegment ? 0 : 1) + sizeBytes;
  }

  readBlocks(start: number, end: number): void {
    for (let position = start, isLast = false; !isLast; ) {
      if (position + 3 > end) throw damaged();
      const header = this.#view.getUint32(position, true) & 0xffffff;
      isLast = (header & 1) !== 0;
      const kind = (header >>> 1) & 3;
      const size = header >>> 3;
      position += 3;
      const stored = kind === 1 ? 1 : size;
      if (position + stored > end || size > largestBlock || kind === 3) throw damaged();
      if (kind === 2) this.#readCompressed(position, position + size);
      else {
        if (this.#end + size > this.output.length) throw damaged();
        if (kind === 1) this.output.fill(this.input[position] ?? 0, this.#end, this.#end + size);
        else this.output.set(this.input.subarray(position, position + size), this.#end);
        this.#end += size;
      }
      position += stored;
    }
    if (this.#end !== this.output.length) throw damaged();
  }

  #readCompressed(start: number, end: number): void {
    const [literals, sequences] = this.#readLiterals(start, end);
    this.#readSequences(sequences, end, literals);
  }

  /** @returns how many there are, and where they end (RFC 8878, 3.1.1.3.1) */
  #readLiterals(start: number, end: number): readonly [number, number] {
    const kind = (this.input[start] ?? 0) & 3;
    const format = ((this.input[start] ?? 0) >>> 2) & 3;
    const header = this.#view.getUint32(start, true);
    if (kind < 2) {
      const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1;
      const count = (header & (2 ** (8 * headerBytes) - 1)) >>> (headerBytes === 1 ? 3 : 4);
      const from = start + headerBytes;
      const to = from + (kind === 0 ? count : 1);
      if (count > largestBlock || to > end) throw damaged();
      if (kind === 0) this.#literals.set(this.input.subarray(from, to));
      else this.#literals.fill(this.input[from] ?? 0, 0, count);
      return [count, to];
    }
    const width = format < 2 ? 10 : format === 2 ? 14 : 18;
    const headerBytes = format < 2 ? 3 : format + 2;
    const sizes = Number((this.#view.getBigUint64(start, true) >> 4n) & 0xfffffffffn);
    const count = sizes % 2 ** width;
    const to = start + headerBytes + (Math.floor(sizes / 2 ** width) % 2 ** width);
    if (count > largestBlock || to > end) throw damaged();
    let from = start + headerBytes;
    if (kind === 2) [this.#huffman, from] = readHuffmanTable(this.#view, from);
    if (from > to || this.#huffman === undefined) throw damaged();
    if (format === 0) this.#readHuffman(this.#huffman, from, to, 0, count);
    else this.#readFourStreams(this.#huffman, from, to, count);
    return [count, to];
  }

  #readFourStreams(table: HuffmanTable, start: number, end: number, count: number): void {
    const share = (count + 3) >> 2;
    let from = start + 6;
    for (let stream = 0; stream < 4; stream++) {
      const to = stream === 3 ? end : from + this.#view.getUint16(start + 2 * stream, true);
      if (to > end) throw damaged();
      this.#readHuffman(table, from, to, stream * share, stream === 3 ? count : (stream + 1) * share);
      from = to;
    }
  }

  #readHuffman({ log, symbols, lengths }: HuffmanTable, start: number, end: number, first: number, last: number): void {
    const bits = new BackwardBits(this.#view, start, end);
    for (let place = first; place < last; place++) {
      const next = bits.peek(log);
      this.#literals[place] = symbols[next] ?? 0;
      bits.left -= lengths[next] ?? 0;
      if (bits.left < 0) throw damaged();
    }
    if (bits.left !== 0) throw damaged();
  }

  #readSequences(start: number, end: number, literals: number): void {
    let position = start + 1;
    let count = this.input[start] ?? 0;
    if (start >= end) throw damaged();
    if (count === 255) {
      count = this.#view.getUint16(position, true) + 0x7f00;
      position += 2;
    } else if (count > 127) count = ((count - 128) << 8) + (this.input[position++] ?? 0);
    let used = 0;
    if (count > 0) used = this.#copySequences(position, end, count, literals);
    this.#copyLiterals(used, literals - used);
  }

  /** @returns how many literals it took */
  #copySequences(start: number, end: number, count: number, literals: number): number {
    const modes = this.input[start] ?? 0;
    let position = start + 1;
    const tables = [literalLengths, offsets, matchLengths].map((own, i) => {
      let table: StateTable | undefined;
      [table, position] = this.#table(own, i, (modes >>> (6 - 2 * i)) & 3, position);
      return table;
    });
    const [literalTable, offsetTable, matchTable] = tables;
    if (literalTable === undefined || offsetTable === undefined || matchTable === undefined) throw damaged();
    if (position > end) throw damaged();
    const bits = new BackwardBits(this.#view, position, end);
    let literalState = bits.read(literalTable.log);
    let offsetState = bits.read(offsetTable.log);
    let matchState = bits.read(matchTable.log);
    let used = 0;
    for (let left = count; left > 0; left--) {
      const offsetValue = numberOf(offsets, offsetTable.symbols[offsetState] ?? 0, bits);
      const matchLength = numberOf(matchLengths, matchTable.symbols[matchState] ?? 0, bits);
      const literalLength = numberOf(literalLengths, literalTable.symbols[literalState] ?? 0, bits);
      if (used + literalLength > literals) throw damaged();
      this.#copyLiterals(used, literalLength);
      used += literalLength;
      this.#copyMatch(this.#offset(offsetValue, literalLength), matchLength);
      if (left === 1) break;
      literalState = (literalTable.base[literalState] ?? 0) + bits.read(literalTable.bits[literalState] ?? 0);
      matchState = (matchTable.base[matchState] ?? 0) + bits.read(matchTable.bits[matchState] ?? 0);
      offsetState = (offsetTable.base[offsetState] ?? 0) + bits.read(offsetTable.bits[offsetState] ?? 0);
    }
    if (bits.left !== 0) throw damaged();
    return used;
  }

  /** Predefined, one symbol, written here, or that of the block before. */
  #table(own: Code, place: number, mode: number, start: number): readonly [StateTable | undefined, number] {
    let end = start;
    if (mode === 0) this.#tables[place] = own.predefined;
    else if (mode === 1) {
      this.#tables[place] = {
        log: 0,
        symbols: this.input.slice(start, start + 1),
        bits: new Uint8Array(1),
        base: new Uint16Array(1),
      };
      end += 1;
    } else if (mode === 2) [this.#tables[place], end] = readStateTable(this.#view, start, own.highestLog);
    return [this.#tables[place], end];
  }

  /** The offsets used last have numbers of their own (RFC 8878, 3.1.1.5). */
  #offset(value: number, literalLength: number): number {
    const recent = value > 3 ? 4 : value + (literalLength === 0 ? 1 : 0);
    if (recent === 1) return this.#first;
    const offset = value > 3 ? value - 3 : recent === 2 ? this.#second : recent === 3 ? this.#third : this.#first - 1;
    if (recent !== 2) this.#third = this.#second;
    this.#second = this.#first;
    this.#first = offset;
    return offset;
  }

  #copyLiterals(from: number, count: number): void {
    if (this.#end + count > this.output.length) throw damaged();
    if (count > 32) this.output.set(this.#literals.subarray(from, from + count), this.#end);
    else for (let i = 0; i < count; i++) this.output[this.#end + i] = this.#literals[from + i] ?? 0;
    this.#end += count;
  }

  #copyMatch(offset: number, count: number): void {
    const from = this.#end - offset;
    if (offset < 1 || from < 0 || this.#end + count > this.output.length) throw damaged();
    if (offset >= count && count > 32) this.output.copyWithin(this.#end, from, from + count);
    // Byte by byte: a match may reach into what it writes.
    else for (let i = 0; i < count; i++) this.output[this.#end + i] = this.output[from + i] ?? 0;
    this.#end += count;
  }
}

function numberOf({ bits, base }: Code, symbol: number, stream: BackwardBits): number {
  const width = bits[symbol];
  if (width === undefined) throw damaged();
  return (base[symbol] ?? 0) + stream.read(width);
}
