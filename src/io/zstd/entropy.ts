import { FormatError } from '../format-error.js';

/** Bits of a stream, from its end to its start: what the encoder wrote last comes first (RFC 8878, 4.1 and 4.2.2). */
export class BackwardBits {
  /** Bits that are left. */
  left: number;
  readonly #view: DataView;
  readonly #start: number;

  /** @param view with four bytes or more behind `end` */
  constructor(view: DataView, start: number, end: number) {
    const last = end > start ? view.getUint8(end - 1) : 0;
    if (last === 0) throw damaged();
    this.#view = view;
    this.#start = start;
    this.left = 8 * (end - 1 - start) + highestBit(last);
  }

  /** The next bits, 24 at most, without passing over them; zeros where the stream has ended. */
  peek(count: number): number {
    const from = this.left - count;
    if (from >= 0) return (this.#view.getUint32(this.#start + (from >>> 3), true) >>> (from & 7)) & ((1 << count) - 1);
    return (this.#view.getUint32(this.#start, true) & ((1 << this.left) - 1)) << -from;
  }

  read(count: number): number {
    if (count > this.left) throw damaged();
    const value = this.peek(count);
    this.left -= count;
    return value;
  }
}

/** What a state of finite state entropy stands for, and where it leads: `base` plus the next `bits` bits. */
export interface StateTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/** @param counts of each symbol, together `2 ** log`; -1 for one that is rarer than that */
export function stateTable(counts: readonly number[], log: number): StateTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const next = counts.map((count) => Math.max(1, count));
  let high = size;
  for (const [symbol, count] of counts.entries()) if (count === -1) symbols[--high] = symbol;
  let place = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let i = 0; i < count; i++) {
      symbols[place] = symbol;
      do place = (place + (size >>> 1) + (size >>> 3) + 3) & (size - 1);
      while (place >= high);
    }
  }
  if (place !== 0) throw damaged();
  const bits = new Uint8Array(size);
  const base = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] ?? 0;
    const count = next[symbol] ?? 0;
    next[symbol] = count + 1;
    const width = log - highestBit(count);
    bits[state] = width;
    base[state] = (count << width) - size;
  }
  return { log, symbols, bits, base };
}

/**
 * A table as it is written in front of what it decodes (RFC 8878, 4.1.1).
 * @returns the table, and where it ends
 */
export function readStateTable(view: DataView, start: number, highestLog: number): readonly [StateTable, number] {
  const log = (view.getUint8(start) & 15) + 5;
  if (log > highestLog) throw damaged();
  const counts: number[] = [];
  let bit = 8 * start + 4;
  const read = (count: number) => {
    const value = (view.getUint32(bit >>> 3, true) >>> (bit & 7)) & ((1 << count) - 1);
    bit += count;
    return value;
  };
  let remaining = 1 << log;
  while (remaining > 0 && counts.length < 256) {
    const width = highestBit(remaining + 1) + 1;
    const lower = (1 << (width - 1)) - 1;
    const threshold = (1 << width) - 2 - remaining;
    let value = read(width);
    if ((value & lower) < threshold) {
      bit -= 1;
      value &= lower;
    } else if (value > lower) value -= threshold;
    const count = value - 1;
    remaining -= Math.abs(count);
    counts.push(count);
    let repeat = count === 0 ? 3 : 0;
    while (repeat === 3 && counts.length < 256) {
      repeat = read(2);
      for (let i = 0; i < repeat; i++) counts.push(0);
    }
  }
  const end = (bit + 7) >>> 3;
  // Four bytes follow that belong to nobody.
  if (remaining !== 0 || counts.length > 256 || end > view.byteLength - 4) throw damaged();
  return [stateTable(counts, log), end];
}

/** Symbol and length of every code, by the next `log` bits. */
export interface HuffmanTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly lengths: Uint8Array;
}

const longestCode = 11;

/**
 * A Huffman table by the weights that are written of it (RFC 8878, 4.2.1).
 * @returns the table, and where it ends
 */
export function readHuffmanTable(view: DataView, start: number): readonly [HuffmanTable, number] {
  const header = view.getUint8(start);
  const end = start + 1 + (header < 128 ? header : (header - 126) >> 1);
  if (end > view.byteLength - 4) throw damaged();
  const weights =
    header < 128
      ? packedWeights(view, start + 1, end)
      : Array.from({ length: header - 127 }, (_, i) => {
          const byte = view.getUint8(start + 1 + (i >> 1));
          return i % 2 === 0 ? byte >>> 4 : byte & 15;
        });
  return [huffmanTable(weights), end];
}

function packedWeights(view: DataView, start: number, end: number): number[] {
  const [table, tableEnd] = readStateTable(view, start, 6);
  const bits = new BackwardBits(view, tableEnd, end);
  const states = [bits.read(table.log), bits.read(table.log)];
  const weights: number[] = [];
  for (let turn = 0; weights.length < 255; turn ^= 1) {
    const state = states[turn] ?? 0;
    weights.push(table.symbols[state] ?? 0);
    const width = table.bits[state] ?? 0;
    if (width > bits.left) {
      weights.push(table.symbols[states[turn ^ 1] ?? 0] ?? 0);
      break;
    }
    states[turn] = (table.base[state] ?? 0) + bits.read(width);
  }
  return weights;
}

/** @param weights of all symbols but the last, which follows from them */
function huffmanTable(weights: readonly number[]): HuffmanTable {
  if (weights.length > 255 || weights.some((weight) => weight > longestCode)) throw damaged();
  const sum = weights.reduce((total, weight) => total + (weight === 0 ? 0 : 1 << (weight - 1)), 0);
  const log = sum === 0 ? 0 : highestBit(sum) + 1;
  const rest = (1 << log) - sum;
  if (log === 0 || log > longestCode || (rest & (rest - 1)) !== 0) throw damaged();
  const all = [...weights, highestBit(rest) + 1];
  const symbols = new Uint8Array(1 << log);
  const lengths = new Uint8Array(1 << log);
  let place = 0;
  // Rarest first: the smallest weight has the longest codes, and the lowest ones.
  for (let weight = 1; weight <= log; weight++) {
    for (const [symbol, own] of all.entries()) {
      if (own !== weight) continue;
      const count = 1 << (weight - 1);
      symbols.fill(symbol, place, place + count);
      lengths.fill(log + 1 - weight, place, place + count);
      place += count;
    }
  }
  return { log, symbols, lengths };
}

/** Place of the highest bit that is set; -1 for 0. */
export function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}

export function damaged(): FormatError {
  return new FormatError('corrupt', 'the Zstandard data are damaged');
}
