/** Part of a value: text, or something that only the running shell will know, by the name of what would have to be known. */
export type Piece = { readonly text: string } | { readonly unknown: string };

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
export function unknownValue(name: string): Value {
  return { pieces: [{ unknown: name }] };
}

export function assumed(value: Value): Value {
  return { ...value, isAssumed: true };
}

export function joinValues(values: readonly Value[]): Value {
  const isAssumed = values.some((value) => value.isAssumed);
  return { pieces: values.flatMap((value) => value.pieces), ...(isAssumed ? { isAssumed } : {}) };
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

/** Names of what would have to be known. */
export function unknownsOf({ pieces }: { readonly pieces: readonly Piece[] }): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => ('unknown' in piece ? [piece.unknown] : [])))];
}

/** Changes a value whose text is known; of an unknown one nothing can be said but how it is written. */
export function mapText(value: Value, change: (text: string) => string, written: string): Value {
  const text = textOf(value);
  const changed = text === undefined ? unknownValue(written) : knownValue(change(text));
  return value.isAssumed ? assumed(changed) : changed;
}

export function isEqualValue(a: Value, b: Value): boolean {
  return shownText(a) === shownText(b) && unknownsOf(a).join('\n') === unknownsOf(b).join('\n');
}
