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

/** Longer than any list of options; a loop that doubles a text gets there in seconds. */
const longestText = 64 * 1024;
const mostPieces = 1000;

/** Values behind each other. What grows beyond all measure is followed no further, and counts as unknown. */
export function joinValues(values: readonly Value[]): Value {
  const isAssumed = values.some((value) => value.isAssumed);
  const pieces: Piece[] = [];
  let length = 0;
  for (const piece of values.flatMap((value) => value.pieces)) {
    length += 'text' in piece ? piece.text.length : 0;
    if (length > longestText || pieces.length > mostPieces) return unknownValue('a text that grows and grows');
    const last = pieces.at(-1);
    if ('text' in piece && last !== undefined && 'text' in last)
      pieces[pieces.length - 1] = { text: last.text + piece.text };
    else pieces.push(piece);
  }
  return { pieces, ...(isAssumed ? { isAssumed } : {}) };
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

/** Changes a value whose text is known; of an unknown one, or where that is too much work, nothing can be said but how it is written. */
export function mapText(value: Value, change: (text: string) => string | undefined, written: string): Value {
  const text = textOf(value);
  const result = text === undefined ? undefined : change(text);
  const changed = result === undefined || result.length > longestText ? unknownValue(written) : knownValue(result);
  return value.isAssumed ? assumed(changed) : changed;
}

export function isEqualValue(a: Value, b: Value): boolean {
  if (a.pieces.every((piece) => 'text' in piece)) return textOf(a) === textOf(b);
  const isSame = (one: Piece, other: Piece | undefined) =>
    other !== undefined &&
    ('text' in one
      ? 'text' in other && one.text === other.text
      : 'unknown' in other && one.identity === other.identity);
  return a.pieces.length === b.pieces.length && a.pieces.every((piece, i) => isSame(piece, b.pieces[i]));
}
