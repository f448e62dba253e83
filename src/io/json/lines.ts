import type { TextPosition } from './document.js';

/** Of a text of more lines, where only each so many-th begins is kept: a file of nothing but line ends would take ten times its size. */
const mostKept = 500_000;

/**
 * The lines of a text. `\n`, `\r\n` and a lone `\r` end a line, as in Python's text files and in every editor.
 * Columns count UTF-16 code units, as JavaScript, SARIF and the language server protocol do.
 */
export class Lines {
  readonly #text: string;
  readonly #hasReturns: boolean;
  /** Where lines 1, 1 + step, 1 + 2 * step and so on begin. */
  readonly #starts: readonly number[];
  readonly #step: number;
  readonly count: number;

  constructor(text: string) {
    this.#text = text;
    this.#hasReturns = text.includes('\r');
    let starts = [0];
    let step = 1;
    let count = 1;
    for (let at = this.#next(0); at !== -1; at = this.#next(at)) {
      if (count % step === 0) starts.push(at);
      count += 1;
      if (starts.length <= mostKept) continue;
      starts = starts.filter((_, i) => i % 16 === 0);
      step *= 16;
    }
    this.#starts = starts;
    this.#step = step;
    this.count = count;
  }

  /** The position of the text from `start` to `end`; its length ends with the first line. */
  position(start: number, end: number): TextPosition {
    const line = this.lineOf(start);
    const lineStart = this.start(line);
    const length = Math.min(end, lineStart + (this.text(line)?.length ?? 0)) - start;
    return { line, column: start - lineStart + 1, length: Math.max(0, length) };
  }

  /** The number, from 1, of the line that an offset stands on. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    let line = low * this.#step + 1;
    if (this.#step === 1) return line;
    for (let at = this.#next(this.#starts[low] ?? 0); at !== -1 && at <= offset; at = this.#next(at)) line += 1;
    return line;
  }

  /** The offset at which a line, from 1, starts; the end of the text for a line that there is not. */
  start(line: number): number {
    if (line > this.count) return this.#text.length;
    let at = this.#starts[Math.floor((line - 1) / this.#step)] ?? this.#text.length;
    for (let left = (line - 1) % this.#step; left > 0; left -= 1) at = this.#next(at);
    return at;
  }

  /** A line without its line end; `undefined` where there is no such line. */
  text(line: number): string | undefined {
    if (line < 1 || line > this.count) return undefined;
    const start = this.start(line);
    let end = this.start(line + 1);
    while (end > start && /[\r\n]/.test(this.#text.charAt(end - 1))) end -= 1;
    return this.#text.slice(start, end);
  }

  /** Where the line after that of an offset begins; -1 behind the last. */
  #next(offset: number): number {
    if (!this.#hasReturns) return this.#text.indexOf('\n', offset) + 1 || -1;
    for (let at = offset; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x0a) return at + 1;
      if (code === 0x0d) return this.#text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
    }
    return -1;
  }
}
