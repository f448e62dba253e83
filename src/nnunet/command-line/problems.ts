import { argumentName, type ParsedArguments, unrecognizedText } from './argparse.js';
import { type ArgumentDefinition, type EntryPoint, releasesWithOption } from './entry-points.js';
import { meantArgument, mistypedArgument, synonymousArgument } from './meant-option.js';
import { pastedCharacter } from './pasted-characters.js';
import { roleOf } from './recognise-option.js';
import type { Word } from './word.js';

/** What a command will refuse or pass over. */
export interface InvocationProblem {
  readonly kind:
    | 'unknown option'
    /** Read as another option, or as an option with a value glued to it. */
    | 'misread option'
    | 'ambiguous option'
    /** A word that no argument takes. */
    | 'unexpected word'
    | 'missing argument'
    | 'missing value'
    | 'wrong type'
    /** `--c=1`: the option takes no value. */
    | 'unwanted value'
    /** A word with characters that only look like those of a keyboard. */
    | 'pasted character'
    /** Read, and then refused by nnU-Net itself. */
    | 'refused';
  /** Index of the word at fault; `undefined` for what is not there. */
  readonly word: number | undefined;
  /** What was typed: the option or the value. */
  readonly text: string;
  /** How a misread option is read: `-p lans_name`. */
  readonly readAs?: string;
  /** Names of the arguments that it is about: `-num_gpus`, `fold`; of an unknown option the one that was probably meant, of an ambiguous one all candidates. */
  readonly arguments: readonly string[];
  /** Releases whose command of the same name has this option. */
  readonly otherReleases: readonly string[];
  /** Whether the command runs all the same, without a word about it. */
  readonly isIgnored: boolean;
  /** What Python says, as far as it helps. */
  readonly python: string;
}

/** Everything that argparse objects to, and what it does not although it has no such option. */
export function problemsOf(
  entryPoint: EntryPoint,
  words: readonly Word[],
  parsed: ParsedArguments,
): readonly InvocationProblem[] {
  const { error, extras } = parsed;
  const pasted = [...words.keys()].filter((index) => isPasted(words, index));
  // What else is amiss follows from these, too.
  if (pasted.length > 0) return pasted.map((index) => aboutWord('pasted character', words, index));
  const unknown = extras.filter((index) => isOption(words[index]));
  const told = extras.slice(0, mostUnexpected);
  const unknownOptions = unknown.slice(0, mostUnexpected).map((index) => unknownOption(entryPoint, words, index, told));
  const misread = misreadOptions(entryPoint, words, parsed).map(
    ({ word, readAs, meant }): InvocationProblem => ({
      ...aboutWord('misread option', words, word),
      readAs,
      arguments: [argumentName(meant)],
      isIgnored: error === undefined,
      python: error?.message ?? '',
    }),
  );
  // What else is amiss follows from these.
  if (misread.length > 0) return [...misread, ...unknownOptions];
  const problems = unknownOptions;
  if (error === undefined || error.kind === 'unrecognized') {
    return [...problems, ...(unknown.length > 0 ? [] : unexpectedWords(entryPoint, words, extras))];
  }
  const named = error.kind === 'ambiguous' ? error.candidates : error.arguments.map(argumentName);
  // What is missing was given by a name that the command does not know.
  const meant = new Set(problems.flatMap((problem) => problem.arguments));
  const open = named.filter((name) => !meant.has(name));
  if (error.kind === 'required' && open.length === 0) return problems;
  return [...problems, { ...aboutWord(kinds[error.kind], words, error.word), arguments: open, python: error.message }];
}

/** Folders may be called anything. */
const pathOptions: ReadonlySet<string> = new Set(['-i', '-o', '-m', '-pretrained_weights', '-prev_stage_predictions']);

function isPasted(words: readonly Word[], index: number): boolean {
  const found = pastedCharacter(words[index] ?? { text: undefined });
  return found !== undefined && (found.kind === 'dash' || !pathOptions.has(words[index - 1]?.text ?? ''));
}

const kinds = {
  ambiguous: 'ambiguous option',
  'missing value': 'missing value',
  'wrong type': 'wrong type',
  'unwanted value': 'unwanted value',
  required: 'missing argument',
} as const;

/** Whether a word begins like an option, known or not. */
export function isOption(word: Word | undefined): word is Word {
  return word !== undefined && roleOf(word, []).kind === 'unknown option';
}

function unknownOption(
  entryPoint: EntryPoint,
  words: readonly Word[],
  index: number,
  extras: readonly number[],
): InvocationProblem {
  const text = words[index]?.text ?? '';
  const name = text.split('=')[0] ?? text;
  const meant = meantArgument(name, hasValue(words, index), withoutGiven(entryPoint, words));
  return {
    ...aboutWord('unknown option', words, index),
    text: name,
    arguments: meant === undefined ? [] : [argumentName(meant)],
    otherReleases: releasesWithOption(entryPoint.name, name),
    isIgnored: entryPoint.ignoresUnknown,
    python: unrecognizedText(extras, words),
  };
}

/** The arguments that the line does not name yet: nobody means one of the others once more. */
export function withoutGiven({ arguments: all }: EntryPoint, words: readonly Word[]): Pick<EntryPoint, 'arguments'> {
  const typed = new Set(words.map(({ text }) => text?.split('=')[0]));
  return { arguments: all.filter(({ options }) => options?.some((option) => typed.has(option)) !== true) };
}

/** Whether a value is glued to an unknown option or follows it. */
export function hasValue(words: readonly Word[], index: number): boolean {
  const next = words[index + 1];
  return words[index]?.text?.includes('=') === true || (next !== undefined && !isOption(next));
}

/** Nobody reads on, and a script may hold thousands. */
const mostUnexpected = 20;

function unexpectedWords(
  entryPoint: EntryPoint,
  words: readonly Word[],
  extras: readonly number[],
): readonly InvocationProblem[] {
  const told = extras.slice(0, mostUnexpected);
  const python = unrecognizedText(told, words);
  return told.map((index) => ({
    ...aboutWord('unexpected word', words, index),
    isIgnored: entryPoint.ignoresUnknown,
    python,
  }));
}

function aboutWord(
  kind: InvocationProblem['kind'],
  words: readonly Word[],
  word: number | undefined,
): InvocationProblem {
  const text = word === undefined ? '' : (words[word]?.text ?? words[word]?.written ?? '');
  return { kind, word, text, arguments: [], otherReleases: [], isIgnored: false, python: '' };
}

/** An option of another command that argparse takes for something else, since it abbreviates and glues. */
interface MisreadOption {
  /** Index of its word. */
  readonly word: number;
  /** How it is read: `-p lans_name` for `-plans_name`, `-tr` for `-t`. */
  readonly readAs: string;
  readonly meant: ArgumentDefinition;
}

/**
 * Options that argparse reads otherwise than anybody means them: `-plans_name X` of nnUNetv2_train is `-p lans_name` with a word too many, and
 * `-d 2` is `-device 2`. An abbreviation counts only where what it stands for elsewhere is missing.
 */
function misreadOptions(
  { arguments: definitions }: EntryPoint,
  words: readonly Word[],
  { error }: ParsedArguments,
): readonly MisreadOption[] {
  const end = words.findIndex((word) => word.text === '--');
  const missing = error?.kind === 'required' ? error.arguments : [];
  const isByPlaceMissing = missing.some(({ options }) => options === undefined);
  return words.slice(0, end < 0 ? words.length : end).flatMap((word, index): readonly MisreadOption[] => {
    const role = roleOf(word, definitions);
    const typed = word.text ?? '';
    const [text = ''] = typed.split('=');
    if (role.kind !== 'option' || role.option.name === text) return [];
    const { argument, name, explicit } = role.option;
    const isGlued = explicit !== undefined && typed === name + explicit;
    if (explicit !== undefined && !isGlued) return [];
    if (explicit !== undefined) {
      const meant =
        argument.flag === undefined
          ? (synonymousArgument(text, definitions) ?? mistypedArgument(text, definitions))
          : undefined;
      return meant === undefined ? [] : [{ word: index, readAs: `${name} ${explicit}`, meant }];
    }
    const open = definitions.filter(
      (definition) => missing.includes(definition) || (isByPlaceMissing && definition.options === undefined),
    );
    const meant = synonymousArgument(text, open);
    return meant === undefined ? [] : [{ word: index, readAs: name, meant }];
  });
}
