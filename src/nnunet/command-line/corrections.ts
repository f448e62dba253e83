import { datasetNumber } from '../dataset/dataset-ids.js';
import { argumentName, parseArguments } from './argparse.js';
import { allProblems } from './argument-checks.js';
import type { ArgumentDefinition, EntryPoint } from './entry-points.js';
import { meantArgument } from './meant-option.js';
import { asTyped } from './pasted-characters.js';
import { hasValue, type InvocationProblem, isOption, withoutGiven } from './problems.js';
import type { Word } from './word.js';

/** Each step mends one word; a line with more mistakes than that is not worth guessing at. */
const mostSteps = 12;

/**
 * The words behind a command's name as they were probably meant; capitals stand for what is missing.
 * @returns `undefined` where something remains that cannot be told
 */
export function correctedArguments(entryPoint: EntryPoint, words: readonly Word[]): readonly Word[] | undefined {
  let corrected = withPlacedArguments(entryPoint, words) ?? words;
  for (let step = 0; step < mostSteps; step += 1) {
    const parsed = parseArguments(entryPoint, corrected);
    const [problem] = allProblems(entryPoint, corrected, parsed);
    if (problem === undefined || parsed.asksForHelp) return corrected;
    const next = mended(entryPoint, corrected, problem);
    if (next === undefined) return undefined;
    corrected = next;
  }
  return undefined;
}

function mended(
  entryPoint: EntryPoint,
  words: readonly Word[],
  problem: InvocationProblem,
): readonly Word[] | undefined {
  const { kind, word: at } = problem;
  if (kind === 'missing argument') return withMissing(entryPoint, words, problem);
  if (at === undefined) return undefined;
  switch (kind) {
    case 'unknown option':
    case 'misread option':
    case 'ambiguous option':
      return withKnownOption(entryPoint, words, at);
    case 'pasted character':
      // What a variable brings along is not to be mended here.
      return words[at]?.written === undefined || words[at]?.written === problem.text
        ? replaced(words, at, asTyped({ text: problem.text }, entryPoint))
        : undefined;
    case 'unexpected word':
      // The datasets without the -d before them.
      return entryPoint.arguments.some(({ dest }) => dest === 'd') && !words.some(({ text }) => text === '-d')
        ? words.toSpliced(at, 0, { text: '-d' })
        : undefined;
    case 'refused':
      return problem.arguments.join() === '-f' ? splitAtCommas(words, at) : undefined;
    case 'missing value': {
      const argument = entryPoint.arguments.find((candidate) => argumentName(candidate) === problem.arguments[0]);
      return argument === undefined ? undefined : words.toSpliced(at + 1, 0, placeholder(argument));
    }
    case 'wrong type': {
      const numbers = asNumbers(problem.text);
      return numbers === undefined ? undefined : replaced(words, at, numbers);
    }
    case 'unwanted value':
      return words.with(at, { text: problem.text.split('=')[0] });
    default:
      return undefined;
  }
}

/** The option under the name that the command knows, or without it where there is none. */
function withKnownOption(entryPoint: EntryPoint, words: readonly Word[], at: number): readonly Word[] | undefined {
  const [typed = '', ...glued] = (words[at]?.text ?? '').split('=');
  const meant = meantArgument(typed, hasValue(words, at), withoutGiven(entryPoint, words));
  const value = glued.length > 0 ? [{ text: glued.join('=') }] : [];
  if (meant === undefined) {
    const isFollowed = value.length === 0 && hasValue(words, at);
    return words.toSpliced(at, isFollowed && isSurplus(entryPoint, words, at) ? 2 : 1);
  }
  const [name] = meant.options ?? [];
  return words.toSpliced(
    at,
    1,
    ...(name === undefined ? [] : [{ text: name }]),
    ...(meant.flag === undefined ? value : []),
  );
}

/** Whether the word behind an unknown option is one too many, and so belongs to it. */
function isSurplus(entryPoint: EntryPoint, words: readonly Word[], at: number): boolean {
  return parseArguments(entryPoint, words).extras.includes(at + 1);
}

/** `-d 2 -c 3d_fullres -f 0`, as other commands want it, for arguments that this one knows by their place. */
function withPlacedArguments(
  { name, arguments: definitions }: EntryPoint,
  words: readonly Word[],
): readonly Word[] | undefined {
  if (name !== 'nnUNetv2_train') return undefined;
  const places = definitions.filter(({ options }) => options === undefined);
  const named = { name, release: '', arguments: places, ignoresUnknown: false };
  const taken = new Map<ArgumentDefinition, Word>();
  const rest: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const next = words[index + 1];
    const option =
      word?.text !== undefined && isOption(word) && !isLongOption(word.text, definitions) ? word.text : undefined;
    const place =
      option === undefined || next === undefined || isOption(next) ? undefined : meantArgument(option, true, named);
    if (place !== undefined && next !== undefined && !isDevice(option, next)) {
      taken.set(place, next);
      index += 1;
    } else if (word !== undefined) rest.push(word);
  }
  if (taken.size === 0) return undefined;
  const inPlace: Word[] = [];
  for (const place of places) {
    const given = taken.get(place);
    const next = given ?? (rest[0] !== undefined && !isOption(rest[0]) ? rest.shift() : undefined);
    if (next !== undefined) inPlace.push(next);
  }
  return [...inPlace, ...rest];
}

function isLongOption(text: string, definitions: readonly ArgumentDefinition[]): boolean {
  return definitions.some(({ options }) => options?.includes(text));
}

/** argparse takes `-d` for the beginning of `-device`. */
function isDevice(option: string | undefined, value: Word): boolean {
  return option === '-d' && ['cuda', 'cpu', 'mps'].includes(value.text ?? '');
}

function withMissing(
  { arguments: definitions }: EntryPoint,
  words: readonly Word[],
  { arguments: names }: InvocationProblem,
): readonly Word[] {
  const missing = definitions.filter((definition) => names.includes(argumentName(definition)));
  const inPlace = missing.filter(({ options }) => options === undefined);
  const firstOption = words.findIndex(isOption);
  const end = firstOption < 0 ? words.length : firstOption;
  const options = missing.flatMap((definition) =>
    definition.options === undefined ? [] : [{ text: definition.options[0] }, placeholder(definition)],
  );
  return [...words.slice(0, end), ...inPlace.map(placeholder), ...words.slice(end), ...options];
}

/** What a person has to fill in: `FOLD`, `DATASET`. */
function placeholder({ dest }: ArgumentDefinition): Word {
  return { text: undefined, written: placeholders.get(dest) ?? dest.toUpperCase() };
}

const placeholders = new Map([
  ['dataset_name_or_id', 'DATASET'],
  ['d', 'DATASET'],
  ['c', 'CONFIGURATION'],
  ['p', 'PLANS'],
  ['i', 'INPUT_FOLDER'],
  ['o', 'OUTPUT_FOLDER'],
  ['m', 'MODEL_FOLDER'],
  ['s', 'SOURCE'],
  ['t', 'TARGET'],
  ['sp', 'SOURCE_PLANS'],
  ['tp', 'TARGET_PLANS'],
  ['f', 'FOLD'],
  ['tr', 'TRAINER'],
]);

function replaced(words: readonly Word[], at: number, by: readonly Word[]): readonly Word[] {
  return [...words.slice(0, at), ...by, ...words.slice(at + 1)];
}

/** `-f 0,1,2` */
function splitAtCommas(words: readonly Word[], at: number): readonly Word[] | undefined {
  const parts = (words[at]?.text ?? '').split(',').map((text) => ({ text }));
  return parts.length > 1 ? replaced(words, at, parts) : undefined;
}

/** `Dataset002_Heart` and `2,4` where numbers are wanted. */
function asNumbers(text: string): readonly Word[] | undefined {
  const numbers = text.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : datasetNumber(part)));
  return numbers.every((number) => number !== undefined)
    ? numbers.map((number) => ({ text: String(number) }))
    : undefined;
}
