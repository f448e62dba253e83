import type { EntryPoint } from './entry-points.js';
import type { Word } from './word.js';

/** Hyphens, dashes and the minus sign: what PDFs, word processors and chats put where a hyphen was typed. */
const dash = /^(?=-?([\u2010-\u2015\u2212\ufe58\ufe63\uff0d]))[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]{1,2}(?=[a-z])/i;
const quotes = /(?<=^|=)[\u2018-\u201f\u00ab\u2039]|[\u2018-\u201f\u00bb\u203a](?=$|=)/;
/** Blanks at which no shell parts words, and characters that nobody sees. */
const blanks = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/;

/** A line with more of them was not pasted by a person. */
const mostParts = 50;

export interface PastedCharacter {
  readonly kind: 'dash' | 'quote' | 'blank';
  readonly character: string;
}

/**
 * What of a word was not typed on a keyboard, although it looks so. Paths are left alone: files may be called anything.
 * @returns `undefined` for a word that is what it looks like
 */
export function pastedCharacter({ text, written }: Word): PastedCharacter | undefined {
  if (text === undefined) return undefined;
  const [, character] = dash.exec(text) ?? [];
  if (character !== undefined) return { kind: 'dash', character };
  // What a script keeps together with straight quotes, or quotes itself, is a name on purpose.
  if (/[/\\]/.test(text) || /["']/.test(written ?? '')) return undefined;
  for (const [kind, pattern] of [
    ['quote', quotes],
    ['blank', blanks],
  ] as const) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, character: found.charAt(0) };
  }
  return undefined;
}

/** The words that a word with such characters was meant to be; other words as they are. A dash may stand for one hyphen or for two. */
export function asTyped(word: Word, { arguments: definitions }: Pick<EntryPoint, 'arguments'>): readonly Word[] {
  if (pastedCharacter(word) === undefined) return [word];
  const isOption = (name: string) => definitions.some(({ options }) => options?.includes(name));
  return (word.text ?? '')
    .split(blanks, mostParts)
    .map((part) => part.replaceAll(new RegExp(quotes, 'g'), ''))
    .filter((part) => part !== '')
    .map((part) => {
      const rest = part.replace(dash, '');
      if (rest === part) return { text: part };
      const [name = ''] = rest.split('=');
      return { text: isOption(`--${name}`) && !isOption(`-${name}`) ? `--${rest}` : `-${rest}` };
    });
}

/** `U+2013` */
export function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
