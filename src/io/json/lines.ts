import type { TextPosition } from './document.js';

/**
 * The lines of a text. `\n`, `\r\n` and a lone `\r` end a line, as in Python's text files and in every editor.
 * Columns count UTF-16 code units, as JavaScript, SARIF and the language server protocol do.
 */
export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(text);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The position of the text from `start` to `end`; its length ends with the first line. */
  position(start: number, end: number): TextPosition {
    const line = this.lineOf(start);
    const lineStart = this.#starts[line - 1] ?? 0;
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
    return low + 1;
  }

  /** The offset at which a line, from 1, starts; the end of the text for a line that there is not. */
  start(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** A line without its line end; `undefined` where there is no such line. */
  text(line: number): string | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined) return undefined;
    let end = this.#starts[line] ?? this.#text.length;
    while (end > start && /[\r\n]/.test(this.#text.charAt(end - 1))) end -= 1;
    return this.#text.slice(start, end);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const lineEnd of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineEnd.index + lineEnd[0].length);
  } else {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}
