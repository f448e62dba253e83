/** One word of a command line, as far as it is known before the command runs. */
export interface Word {
  /** Its text; `undefined` where it holds something that only the shell will know. */
  readonly text: string | undefined;
  /** As it was typed: `"$WEIGHTS"`. Absent: as its text. */
  readonly written?: string;
  /** Whether it may turn out as several words or none, as an unquoted `$OPTIONS` or `"$@"` does. */
  readonly isElastic?: true;
  /** What is known of it, with the names of what is not in between: equal only for words that are surely equal. Absent: as its text. */
  readonly symbol?: string;
  /** Names of what is not known in it: `$WEIGHTS`. */
  readonly unknown?: readonly string[];
}

/** Words whose text is all that there is to know. */
export function plainWords(texts: readonly string[]): readonly Word[] {
  return texts.map((text) => ({ text }));
}

/** A word as one would type it into a shell. */
function shellText({ text, written }: Word): string {
  if (written !== undefined) return written;
  const plain = text ?? '…';
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}

/** A command line to be copied. */
export function commandText(words: readonly Word[]): string {
  return words.map(shellText).join(' ');
}
