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

/** A path; one that begins with a dash is no option. */
export function pathWord(path: string): Word {
  return { text: path.startsWith('-') ? `./${path}` : path };
}

/** What the reader is to fill in: `CHECKPOINT`. */
export function placeholder(written: string): Word {
  return { text: undefined, written };
}

/** A path below one of nnU-Net's folders, as its variable names it: `"$nnUNet_raw/Dataset004_Hippocampus"`. */
export function wordBelow(variable: string, path: string): Word {
  const written = plain.test(path) ? `"$${variable}/${path}"` : `"$${variable}"/${quotedForShell(path)}`;
  return { text: undefined, written };
}

/** A command line to be copied. */
export function commandText(words: readonly Word[]): string {
  return words.map(shellText).join(' ');
}

/**
 * A command to be copied: the fixed words as they stand, and every value as one word of a shell, or, of a list, one each. All commands that hold a
 * name are made here, since names come from files of strangers.
 */
export function shellCommand(fixed: TemplateStringsArray, ...values: readonly CommandValue[]): string {
  return fixed.reduce((text, part, i) => text + shellValue(values[i - 1] ?? '') + part);
}

type CommandValue = string | number | Word | readonly string[];

function shellValue(value: CommandValue): string {
  if (typeof value === 'string' || typeof value === 'number') return quotedForShell(String(value));
  return 'text' in value ? shellText(value) : value.map(quotedForShell).join(' ');
}

/** A word as one would type it into a shell. */
function shellText({ text, written }: Word): string {
  return written ?? (text === undefined ? '…' : quotedForShell(text));
}

/** Means itself in every shell. A stop at its end would end the sentence that a command stands in; zsh looks up what follows a `=`. */
const plain = /^(?!=|.*::)[\w@%+=:,./-]*[\w@%+=/-]$/;

/** Letters, marks, numbers, signs and blanks, but nothing that would have to be written otherwise for a terminal or a log; see `report/sanitize.ts`. */
const shown = /^(?:(?!::|##\[|##vso\[)[\p{L}\p{M}\p{N}\p{P}\p{S} ])*$/u;

/** The others, and what would end or change a word in quotes. */
const coded = /(?<=:):|(?<=#)#(?=\[|vso\[)|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|['`\\]/gu;

/** No shell has a word for a NUL, nor UTF-8 for half of a pair: what holds one is no command. */
const unspeakable = /\0|\p{Cs}/gu;

/**
 * A text as one word of bash and zsh, in characters that a screen shows: `plain`, `'with blanks'`, `'it'\\''s'`, `$'line\x0aline'`. Between single
 * quotes nothing is expanded, not even `!`; the only quote within `$'…'` is its last character.
 */
function quotedForShell(text: string): string {
  if (plain.test(text)) return text;
  const speakable = text.replace(unspeakable, '…');
  if (shown.test(speakable) && !speakable.includes('`')) return `'${speakable.replaceAll("'", "'\\''")}'`;
  return `$'${speakable.replace(coded, (character) => (character === '\\' ? '\\\\' : bytes(character)))}'`;
}

function bytes(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
