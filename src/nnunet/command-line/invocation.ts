import { type ArgumentValue, type ParsedArguments, parseArguments } from './argparse.js';
import { allProblems } from './argument-checks.js';
import { correctedArguments } from './corrections.js';
import { type EntryPoint, entryPointOf, releaseOf } from './entry-points.js';
import { type LocatedCommand, locateCommand } from './locate-command.js';
import { asTyped, pastedCharacter } from './pasted-characters.js';
import { type InvocationProblem, problemsOf } from './problems.js';
import type { Word } from './word.js';

/** A command of nnU-Net as it is about to run. */
export interface Invocation extends LocatedCommand {
  /** The command in the release that it is read for. */
  readonly entryPoint: EntryPoint;
  readonly words: readonly Word[];
  /** By argparse's `dest`: `p`, `dataset_name_or_id`. Indices are those of `words`. */
  readonly values: ReadonlyMap<string, ArgumentValue>;
  /** What argparse or the command itself will refuse, or pass over without a word. */
  readonly problems: readonly InvocationProblem[];
  /** The whole line without these problems, where it can be told what was meant; capitals stand for what is missing. */
  readonly corrected: readonly Word[] | undefined;
  readonly asksForHelp: boolean;
}

/**
 * Reads a line as nnU-Net would.
 * @param words the line, word by word, after the shell has done with it
 * @param range versions of nnU-Net in use, such as `>=2.5`; of several that it admits the newest counts
 * @returns `undefined` when it starts no command of nnU-Net, or one that the release does not have
 */
export function readInvocation(words: readonly Word[], range?: string): Invocation | undefined {
  const located = locateCommand(words);
  const entryPoint = located === undefined ? undefined : entryPointOf(located.name, releaseOf(range));
  if (located === undefined || entryPoint === undefined) return undefined;
  const given = words.slice(located.firstArgument);
  const firstElastic = given.findIndex((word) => word.isElastic === true);
  const parsed = parseArguments(entryPoint, given);
  const problems = parsed.asksForHelp
    ? []
    : firstElastic < 0
      ? allProblems(entryPoint, given, parsed)
      : problemsOf(entryPoint, given, parsed).filter(
          ({ kind }) => kind === 'unknown option' || kind === 'pasted character',
        );
  const meant = parsedAsMeant(entryPoint, given) ?? parsed;
  const corrected = problems.length === 0 ? undefined : correctedArguments(entryPoint, given);
  const offset = (index: number) => index + located.firstArgument;
  return {
    ...located,
    entryPoint,
    words,
    values: new Map(
      [...meant.values].map(([dest, value]) => {
        const known = firstElastic < 0 ? value : withoutGuesses(value, dest, entryPoint, firstElastic);
        return [dest, { value: known.value, words: known.words.map(offset) }];
      }),
    ),
    problems: problems.map((problem) => ({
      ...problem,
      word: problem.word === undefined ? undefined : offset(problem.word),
    })),
    corrected: corrected === undefined ? undefined : [...words.slice(0, located.firstArgument), ...corrected],
    asksForHelp: parsed.asksForHelp,
  };
}

/** What it says of datasets and plans is clear to a reader, pasted characters or not; `undefined` where they make one word of several. */
function parsedAsMeant(entryPoint: EntryPoint, words: readonly Word[]): ParsedArguments | undefined {
  if (words.every((word) => pastedCharacter(word) === undefined)) return undefined;
  const typed = words.flatMap((word) => asTyped(word, entryPoint));
  return typed.length === words.length ? parseArguments(entryPoint, typed) : undefined;
}

/** Words that may be several or none could hold any option, and shift whatever is known by its place. */
function withoutGuesses(
  value: ArgumentValue,
  dest: string,
  { arguments: definitions }: EntryPoint,
  firstElastic: number,
): ArgumentValue {
  const isByPlace = definitions.some((definition) => definition.dest === dest && definition.options === undefined);
  const [first] = value.words;
  const isCertain = first !== undefined && (!isByPlace || first < firstElastic);
  return isCertain ? value : { value: undefined, words: value.words };
}
