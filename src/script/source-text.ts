/** A place in a file; both count from 1, columns in UTF-16 code units. */
export interface ScriptPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Text that a shell would read, with the place in a file that each character comes from. */
export interface SourceText {
  readonly text: string;
  positionAt(offset: number): ScriptPosition;
}

/** The text of a whole file. */
export function fileText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return {
    text,
    positionAt(offset) {
      const line = lastNotAfter(lineStarts, offset);
      return { file, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
    },
  };
}

/** Puts a text together from pieces of others: a cell of a notebook, a line of a recipe, a here-document with its variables filled in. */
export class TextBuilder {
  readonly #starts: number[] = [];
  readonly #origins: { readonly at: (offset: number) => ScriptPosition }[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  /** A stretch that stands in the source exactly like this. */
  copy(source: SourceText, start: number, end: number): this {
    return this.#add(source.text.slice(start, end), { at: (offset) => source.positionAt(start + offset) });
  }

  /** Text that something at one place of the source stands for. */
  generate(text: string, source: SourceText, offset: number): this {
    return this.#add(text, { at: () => source.positionAt(offset) });
  }

  build(): SourceText {
    const [starts, origins] = [this.#starts, this.#origins];
    return {
      text: this.#parts.join(''),
      positionAt(offset) {
        const index = lastNotAfter(starts, offset);
        const origin = origins[index];
        return origin === undefined ? { file: '', line: 1, column: 1 } : origin.at(offset - (starts[index] ?? 0));
      },
    };
  }

  #add(text: string, origin: { readonly at: (offset: number) => ScriptPosition }): this {
    this.#starts.push(this.#length);
    this.#origins.push(origin);
    this.#parts.push(text);
    this.#length += text.length;
    return this;
  }
}

/** Index of the last number that is not greater; 0 where all are. */
function lastNotAfter(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}
