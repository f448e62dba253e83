import { stringRepresentation } from '../network/python-value.js';
import { pythonFloatOf, pythonInt } from '../values/python-builtins.js';
import type { ArgumentDefinition, EntryPoint } from './entry-points.js';
import { helpArgument, type NamedOption, roleOf, type WordRole } from './recognise-option.js';
import type { Word } from './word.js';

/** A value that is known before the command runs; `undefined` where only the shell will know it. */
export type KnownValue = string | number | boolean | undefined;

/** The value of one argument, and which words gave it: none for a default. */
export interface ArgumentValue {
  /** `null` is Python's `None`. */
  readonly value: KnownValue | null | readonly KnownValue[];
  /** Indices of the words that hold the value; the option's own word comes first where there is one. */
  readonly words: readonly number[];
}

/** Why argparse ends the program, with exit code 2. */
export interface ArgparseError {
  readonly kind: 'ambiguous' | 'missing value' | 'wrong type' | 'unwanted value' | 'required' | 'unrecognized';
  /** As Python prints it behind the program's name and `error: `. */
  readonly message: string;
  /** Index of the word at fault; `undefined` for what is not there. */
  readonly word: number | undefined;
  /** The arguments that it is about. */
  readonly arguments: readonly ArgumentDefinition[];
  /** Names of options that are in question. */
  readonly candidates: readonly string[];
}

export interface ParsedArguments {
  /** By argparse's `dest`; what was read before an error, where there is one. */
  readonly values: ReadonlyMap<string, ArgumentValue>;
  /** Indices of words that no argument takes. */
  readonly extras: readonly number[];
  readonly error?: ArgparseError;
  /** `-h`: help is printed, and nothing else is done. */
  readonly asksForHelp: boolean;
}

/**
 * What argparse makes of the words behind a command's name: `ArgumentParser.parse_args` or `parse_known_args` of Python 3.11, as far as nnU-Net
 * uses it. Later releases of Python differ in hardly used corners (`-p=x` for an abbreviated option).
 */
export function parseArguments(entryPoint: EntryPoint, words: readonly Word[]): ParsedArguments {
  const parse = new Parse([helpArgument, ...entryPoint.arguments], words);
  try {
    parse.run();
    if (parse.extras.length > 0 && !entryPoint.ignoresUnknown) throw unrecognized(parse.extras, words);
  } catch (stop) {
    if (stop === helpIsPrinted) return { values: parse.values, extras: parse.extras, asksForHelp: true };
    if (!(stop instanceof Stop)) throw stop;
    return { values: parse.values, extras: parse.extras, error: stop.error, asksForHelp: false };
  }
  return { values: parse.values, extras: parse.extras, asksForHelp: false };
}

/** How argparse calls an argument in its messages: `-c`, `--continue_prediction/--c`, `fold`. */
export function argumentName({ options, dest }: ArgumentDefinition): string {
  return options?.join('/') ?? dest;
}

const helpIsPrinted = Symbol('help');

class Stop extends Error {
  constructor(readonly error: ArgparseError) {
    super(error.message);
  }
}

/** One run of `_parse_known_args`: positional arguments and options are consumed alternately. */
class Parse {
  readonly values = new Map<string, ArgumentValue>();
  readonly extras: number[] = [];
  readonly #roles: readonly (WordRole | 'end of options')[];
  readonly #seen = new Set<ArgumentDefinition>();
  #positionals: readonly ArgumentDefinition[];

  constructor(
    readonly definitions: readonly ArgumentDefinition[],
    readonly words: readonly Word[],
  ) {
    const end = words.findIndex((word) => word.text === '--');
    this.#roles = words.map((word, index) =>
      end < 0 || index < end ? roleOf(word, definitions) : index === end ? 'end of options' : { kind: 'value' },
    );
    this.#positionals = definitions.filter((definition) => definition.options === undefined);
    for (const definition of definitions) {
      if (definition !== helpArgument) this.values.set(definition.dest, { value: defaultOf(definition), words: [] });
    }
  }

  run(): void {
    for (const [index, role] of this.#roles.entries()) {
      if (role !== 'end of options' && role.kind === 'ambiguous') throw ambiguous(index, this.words, role.candidates);
    }
    const lastOption = this.words.findLastIndex((_, index) => this.#isOption(index));
    let index = 0;
    while (index <= lastOption) {
      const nextOption = this.words.findIndex((_, at) => at >= index && this.#isOption(at));
      if (index !== nextOption) {
        const end = this.#consumePositionals(index);
        if (end > index) {
          index = end;
          continue;
        }
        while (index < nextOption) this.extras.push(index++);
      }
      index = this.#consumeOption(index);
    }
    for (index = this.#consumePositionals(index); index < this.words.length; index += 1) this.extras.push(index);
    const missing = this.definitions.filter(
      (definition) => isRequired(definition) && !this.#seen.has(definition) && definition !== helpArgument,
    );
    if (missing.length > 0) throw required(missing);
  }

  /** As many of the remaining positional arguments as the next values suffice for. */
  #consumePositionals(start: number): number {
    let index = start;
    let filled = 0;
    for (const definition of this.#positionals) {
      // The `--` belongs to the argument that it stands before or behind.
      const at = this.#roles[index] === 'end of options' ? index + 1 : index;
      if (!this.#isValue(at)) break;
      this.#take(definition, [at], []);
      filled += 1;
      index = at + 1;
      if (this.#roles[index] === 'end of options') index += 1;
    }
    this.#positionals = this.#positionals.slice(filled);
    return index;
  }

  #consumeOption(index: number): number {
    const role = this.#roles[index];
    if (role === undefined || role === 'end of options' || role.kind !== 'option') {
      this.extras.push(index);
      return index + 1;
    }
    if (role.option.explicit !== undefined) {
      this.#takeGlued(role.option, role.option.explicit, index);
      return index + 1;
    }
    const { argument } = role.option;
    let end = index + 1;
    if (argument.flag === undefined) {
      const most = argument.nargs === '+' ? Number.POSITIVE_INFINITY : 1;
      while (end - index <= most && this.#isValue(end)) end += 1;
      if (end === index + 1) throw missingValue(argument, index);
    }
    this.#take(argument, range(index + 1, end), [index]);
    return end;
  }

  /** `-p=MyPlans`, `-ofolder`; also `--c=yes`, which is refused. */
  #takeGlued({ argument, name }: NamedOption, explicit: string, index: number): void {
    if (argument.flag === undefined) {
      this.#take(argument, [index], [], explicit);
      return;
    }
    // Of the options without a value only -h has one dash: letters behind it are further options.
    const further = `-${explicit.slice(0, 1)}`;
    const isFurther = this.definitions.some(({ options }) => options?.includes(further));
    if (name.startsWith('--') || !isFurther) throw unwantedValue(argument, explicit, index);
    this.#take(argument, [], [index]);
  }

  #take(
    definition: ArgumentDefinition,
    valueWords: readonly number[],
    optionWords: readonly number[],
    glued?: string,
  ): void {
    this.#seen.add(definition);
    if (definition === helpArgument) throw helpIsPrinted;
    const words = [...optionWords, ...valueWords];
    if (definition.flag !== undefined) {
      this.values.set(definition.dest, { value: definition.flag, words });
      return;
    }
    const values = valueWords.map((index) => this.#valueOf(definition, glued ?? this.words[index]?.text, index));
    this.values.set(definition.dest, { value: definition.nargs === '+' ? values : values[0], words });
  }

  #valueOf(definition: ArgumentDefinition, text: string | undefined, index: number): KnownValue {
    if (text === undefined || definition.type === undefined) return text;
    const value = definition.type === 'int' ? pythonInt(text) : pythonFloatOf(text);
    if (value === undefined) throw wrongType(definition, text, index);
    return value;
  }

  #isOption(index: number): boolean {
    const role = this.#roles[index];
    return role !== undefined && role !== 'end of options' && role.kind !== 'value';
  }

  #isValue(index: number): boolean {
    const role = this.#roles[index];
    return role !== undefined && role !== 'end of options' && role.kind === 'value';
  }
}

function isRequired({ options, required: isRequiredOption }: ArgumentDefinition): boolean {
  return options === undefined || isRequiredOption === true;
}

function defaultOf({ flag, default: value }: ArgumentDefinition): ArgumentValue['value'] {
  return value ?? (flag === undefined ? null : !flag);
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function ambiguous(word: number, words: readonly Word[], candidates: readonly string[]): Stop {
  const message = `ambiguous option: ${words[word]?.text} could match ${candidates.join(', ')}`;
  return new Stop({ kind: 'ambiguous', message, word, arguments: [], candidates });
}

function missingValue(argument: ArgumentDefinition, word: number): Stop {
  const wanted = argument.nargs === '+' ? 'expected at least one argument' : 'expected one argument';
  return about('missing value', argument, wanted, word);
}

function wrongType(argument: ArgumentDefinition, text: string, word: number): Stop {
  return about('wrong type', argument, `invalid ${argument.type} value: ${stringRepresentation(text)}`, word);
}

function unwantedValue(argument: ArgumentDefinition, explicit: string, word: number): Stop {
  return about('unwanted value', argument, `ignored explicit argument ${stringRepresentation(explicit)}`, word);
}

function about(kind: ArgparseError['kind'], argument: ArgumentDefinition, what: string, word: number): Stop {
  const message = `argument ${argumentName(argument)}: ${what}`;
  return new Stop({ kind, message, word, arguments: [argument], candidates: [] });
}

function required(missing: readonly ArgumentDefinition[]): Stop {
  const message = `the following arguments are required: ${missing.map(argumentName).join(', ')}`;
  return new Stop({ kind: 'required', message, word: undefined, arguments: missing, candidates: [] });
}

/** What Python says of words that no argument takes. */
export function unrecognizedText(extras: readonly number[], words: readonly Word[]): string {
  return `unrecognized arguments: ${extras.map((index) => words[index]?.text ?? words[index]?.written ?? '').join(' ')}`;
}

function unrecognized(extras: readonly number[], words: readonly Word[]): Stop {
  const message = unrecognizedText(extras, words);
  return new Stop({ kind: 'unrecognized', message, word: extras[0], arguments: [], candidates: [] });
}
