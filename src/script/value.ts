/** Part of a value: text, or something that only the running shell will know. */
export type Piece = { readonly text: string } | UnknownPiece;

export interface UnknownPiece {
  /** What would have to be known, as it is written: `$WEIGHTS`. */
  readonly unknown: string;
  /** The same for what is surely the same, wherever it is used. */
  readonly identity: symbol;
}

/** What a variable or a word holds, as far as reading a script can tell. */
export interface Value {
  readonly pieces: readonly Piece[];
  /** It rests on a default (`${1:-4}`) that whoever starts the script may replace. */
  readonly isAssumed?: true;
}

/** One word as the program gets it. */
export interface Field extends Value {
  /** It may turn out as several words or none: an unquoted value that is unknown. */
  readonly isElastic?: true;
}

export const emptyValue: Value = { pieces: [] };

export function knownValue(text: string): Value {
  return text === '' ? emptyValue : { pieces: [{ text }] };
}

/** @param name as it is written: `$WEIGHTS`, `$(ls *.pth)` */
export function unknownValue(name: string, identity = Symbol(name)): Value {
  return { pieces: [{ unknown: name, identity }] };
}

/** A variable that a script never sets: it holds the same from beginning to end. */
export function unsetValue(name: string): Value {
  return unknownValue(name, Symbol.for(name));
}

export function assumed(value: Value): Value {
  return { ...value, isAssumed: true };
}

/** Values behind each other. */
export function joinValues(values: readonly Value[]): Value {
  const pieces: Piece[] = [];
  for (const value of values) {
    for (const piece of value.pieces) {
      const last = pieces.at(-1);
      if ('text' in piece && last !== undefined && 'text' in last)
        pieces[pieces.length - 1] = { text: last.text + piece.text };
      else pieces.push(piece);
    }
  }
  return values.some((value) => value.isAssumed) ? { pieces, isAssumed: true } : { pieces };
}

/** Values between spaces, as `echo` prints them. */
export function spaced(values: readonly Value[]): Value {
  return joinValues(values.flatMap((value, index) => (index === 0 ? [value] : [knownValue(' '), value])));
}

/** The whole text; `undefined` when some of it is unknown. */
export function textOf({ pieces }: { readonly pieces: readonly Piece[] }): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if ('unknown' in piece) return undefined;
    text += piece.text;
  }
  return text;
}

/** The text with the names of what is unknown in it, for people. */
export function shownText({ pieces }: { readonly pieces: readonly Piece[] }): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : piece.unknown)).join('');
}

/** Changes a value whose text is known; of an unknown one nothing can be said but how it is written. */
export function mapText(value: Value, change: (text: string) => string | undefined, written: string): Value {
  const text = textOf(value);
  const result = text === undefined ? undefined : change(text);
  const changed = result === undefined ? unknownValue(written) : knownValue(result);
  return value.isAssumed ? assumed(changed) : changed;
}

export function isEqualValue(a: Value, b: Value): boolean {
  const text = textOf(a);
  if (text !== undefined) return text === textOf(b);
  if (a.pieces.length !== b.pieces.length) return false;
  return a.pieces.every((one, index) => {
    const other = b.pieces[index];
    if (other === undefined) return false;
    if ('text' in one) return 'text' in other && one.text === other.text;
    return 'unknown' in other && one.identity === other.identity;
  });
}

/** A variable stands for one word as a rule; lists of options are called so. */
function mayBeSeveral(unknown: string): boolean {
  return !/^\$\w+$/.test(unknown) || /ARG|OPT|FLAG|EXTRA|PARAM|CMD/i.test(unknown);
}

/** Puts words together as the shell does: what is quoted stays whole, what is not is split at spaces. */
export class FieldBuilder {
  readonly #fields: Field[] = [];
  #current: Piece[] | undefined;
  #isElastic = false;
  #isAssumed = false;

  /** Text, or a value in quotes. */
  whole(value: Value): void {
    this.#current ??= [];
    this.#current.push(...value.pieces);
    this.#isAssumed ||= value.isAssumed === true;
  }

  /** A value without quotes. */
  split(value: Value): void {
    this.#isAssumed ||= value.isAssumed === true;
    for (const piece of value.pieces) {
      if ('unknown' in piece) {
        this.#current ??= [];
        this.#current.push(piece);
        this.#isElastic ||= mayBeSeveral(piece.unknown);
        continue;
      }
      for (const [index, text] of piece.text.split(/[ \t\n]+/).entries()) {
        if (index > 0) this.end();
        if (text === '') continue;
        this.#current ??= [];
        this.#current.push({ text });
      }
    }
  }

  /** `"$@"`, `"${list[@]}"`: each value begins a word of its own, the first and last join what stands beside them. */
  each(values: readonly Value[], isQuoted: boolean): void {
    for (const [index, value] of values.entries()) {
      if (index > 0) this.end();
      if (isQuoted) this.whole(value);
      else this.split(value);
    }
  }

  /** `"$@"` where nobody knows how many there are. */
  unknownMany(value: Value): void {
    this.whole(value);
    this.#isElastic = true;
  }

  end(): void {
    if (this.#current !== undefined) {
      const { pieces } = joinValues([{ pieces: this.#current }]);
      // A path with an unknown beginning is one word, whatever that holds.
      const isElastic = this.#isElastic && pieces.every((piece) => 'unknown' in piece);
      this.#fields.push({
        pieces,
        ...(this.#isAssumed ? { isAssumed: true } : {}),
        ...(isElastic ? { isElastic: true } : {}),
      });
    }
    this.#current = undefined;
    this.#isElastic = false;
    this.#isAssumed = false;
  }

  finish(): readonly Field[] {
    this.end();
    return this.#fields;
  }
}
