import type { ArgumentDefinition } from './entry-points.js';
import type { Word } from './word.js';

/** An option as a word names it, with the value that is glued to it. */
export interface NamedOption {
  readonly argument: ArgumentDefinition;
  /** Its full name: `-num_gpus` for `-num`. */
  readonly name: string;
  /** What follows `=`, or the letter of a short option. */
  readonly explicit: string | undefined;
}

/** What argparse takes a word for. */
export type WordRole =
  | { readonly kind: 'value' }
  | { readonly kind: 'option'; readonly option: NamedOption }
  /** Begins with a dash, but the command has no such option. */
  | { readonly kind: 'unknown option' }
  /** The beginning of several options. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] };

/** argparse adds it to every command. */
export const helpArgument: ArgumentDefinition = { dest: 'help', options: ['-h', '--help'], flag: true };

/** `ArgumentParser._parse_optional` of Python 3.11, for options that begin with a dash (argparse.py). */
export function roleOf({ text }: Word, definitions: readonly ArgumentDefinition[]): WordRole {
  if (text === undefined || text.length < 2 || !text.startsWith('-')) return { kind: 'value' };
  const options = namesOf(definitions);
  const exact = options.get(text);
  if (exact !== undefined) return { kind: 'option', option: { argument: exact, name: text, explicit: undefined } };
  const { before, after } = splitAtEquals(text);
  const beforeEquals = after === undefined ? undefined : options.get(before);
  if (beforeEquals !== undefined) {
    return { kind: 'option', option: { argument: beforeEquals, name: before, explicit: after } };
  }
  const candidates = beginningWith(text, options);
  const [only, second] = candidates;
  if (second !== undefined) return { kind: 'ambiguous', candidates: candidates.map(({ name }) => name) };
  if (only !== undefined) return { kind: 'option', option: only };
  // No command has an option that looks like a negative number.
  return /^-\d+$|^-\d*\.\d+$/.test(text) || text.includes(' ') ? { kind: 'value' } : { kind: 'unknown option' };
}

/** `_get_option_tuples`: options may be abbreviated, and a value may be glued to an option of one letter. */
function beginningWith(text: string, options: ReadonlyMap<string, ArgumentDefinition>): readonly NamedOption[] {
  if (text.startsWith('--')) {
    const { before, after } = splitAtEquals(text);
    return [...options].flatMap(([name, argument]) =>
      name.startsWith(before) ? [{ argument, name, explicit: after }] : [],
    );
  }
  return [...options].flatMap(([name, argument]): readonly NamedOption[] => {
    if (name === text.slice(0, 2)) return [{ argument, name, explicit: text.slice(2) }];
    return name.startsWith(text) ? [{ argument, name, explicit: undefined }] : [];
  });
}

function namesOf(definitions: readonly ArgumentDefinition[]): ReadonlyMap<string, ArgumentDefinition> {
  return new Map(definitions.flatMap((argument) => (argument.options ?? []).map((name) => [name, argument] as const)));
}

function splitAtEquals(text: string): { readonly before: string; readonly after: string | undefined } {
  const at = text.indexOf('=');
  return at < 0 ? { before: text, after: undefined } : { before: text.slice(0, at), after: text.slice(at + 1) };
}
