import type { ByteSource } from './byte-source.js';
import { FormatError } from './format-error.js';

const smallestWindow = 4 * 1024;
const largestWindow = 256 * 1024;
const lineFeed = 0x0a;

/**
 * Reads a source front to back through a window. Each refill doubles the window, and each seek beyond it starts small
 * again: a stretch of small objects costs few reads, and a large array that is skipped costs nothing.
 */
export class ByteCursor {
  #window: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Offset of the window in the source. */
  #windowStart: number;
  /** Index within the window. */
  #index = 0;
  #nextWindow = smallestWindow;

  /** @param end offset behind the last byte that may be read */
  constructor(
    private readonly source: ByteSource,
    start = 0,
    readonly end = source.size,
  ) {
    this.#windowStart = start;
  }

  /** Offset in the source of the byte that comes next. */
  get position(): number {
    return this.#windowStart + this.#index;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  uint8(): number {
    return this.#ahead(1).getUint8(this.#index - 1);
  }

  /** Little-endian, as all integers here. */
  uint16(): number {
    return this.#ahead(2).getUint16(this.#index - 2, true);
  }

  int32(): number {
    return this.#ahead(4).getInt32(this.#index - 4, true);
  }

  uint32(): number {
    return this.#ahead(4).getUint32(this.#index - 4, true);
  }

  /** @throws FormatError `corrupt` above 2^53 */
  uint64(): number {
    const value = this.#ahead(8).getBigUint64(this.#index - 8, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FormatError('corrupt', 'a length above 2^53 bytes');
    return Number(value);
  }

  float64BigEndian(): number {
    return this.#ahead(8).getFloat64(this.#index - 8, false);
  }

  /** The next `length` bytes, as a view on the window: copy what is kept. */
  bytes(length: number): Uint8Array {
    this.#ahead(length);
    return this.#window.subarray(this.#index - length, this.#index);
  }

  /** Passes over bytes without reading them. */
  skip(length: number): void {
    this.#require(length);
    if (this.#index + length <= this.#window.length) {
      this.#index += length;
      return;
    }
    this.#windowStart = this.position + length;
    this.#setWindow(new Uint8Array(0));
    this.#nextWindow = smallestWindow;
  }

  /**
   * The bytes up to the next line feed, which is passed over.
   * @throws FormatError `limit` when the line is longer than `longest`
   */
  line(longest: number): Uint8Array {
    for (let searched = 0; ; ) {
      const start = this.#index;
      const end = this.#window.indexOf(lineFeed, start + searched);
      searched = this.#window.length - start;
      if ((end < 0 ? searched : end - start) > longest)
        throw new FormatError('limit', `a line of more than ${longest} bytes`);
      if (end >= 0) {
        this.#index = end + 1;
        return this.#window.subarray(start, end);
      }
      // Twice as much each time, so that a long line is not searched again and again.
      this.#require(searched + 1);
      this.#refill(Math.min(2 * searched + 1, this.remaining));
    }
  }

  /** Passes over `length` bytes, which then end at the index. */
  #ahead(length: number): DataView {
    this.#index = this.#peek(length) + length;
    return this.#view;
  }

  /** Makes the next `length` bytes present in the window; returns the index of the first. */
  #peek(length: number): number {
    if (this.#index + length > this.#window.length) this.#refill(length);
    return this.#index;
  }

  #refill(length: number): void {
    this.#require(length);
    const wanted = Math.max(length, Math.min(this.#nextWindow, this.remaining));
    this.#nextWindow = Math.min(2 * this.#nextWindow, largestWindow);
    const start = this.position;
    this.#setWindow(this.source.read(start, wanted));
    this.#windowStart = start;
  }

  #setWindow(window: Uint8Array): void {
    this.#window = window;
    this.#view = new DataView(window.buffer, window.byteOffset, window.length);
    this.#index = 0;
  }

  #require(length: number): void {
    if (length <= this.remaining) return;
    throw new FormatError('truncated', `the data end at byte ${this.end}, in the middle of what they describe`);
  }
}
