import { joinValues, type Piece, type Value } from './value.js';

/** One word as the program gets it. */
export interface Field extends Value {
  /** It may turn out as several words or none: an unquoted value that is unknown. */
  readonly isElastic?: true;
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
    for (const piece of value.pieces) this.#current.push(piece);
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
      const value = joinValues([{ pieces: this.#current, ...(this.#isAssumed ? { isAssumed: true as const } : {}) }]);
      // A path with an unknown beginning is one word, whatever that holds.
      const isElastic = this.#isElastic && value.pieces.every((piece) => 'unknown' in piece);
      this.#fields.push(isElastic ? { ...value, isElastic: true } : value);
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
