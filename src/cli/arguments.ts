import parse from 'yargs-parser';
import { didYouMean, UsageError } from '../app/trouble.js';
import { asTyped, codePoint, pastedCharacter } from '../nnunet/command-line/pasted-characters.js';
import { commandText, plainWords } from '../nnunet/command-line/word.js';
import { type Declaration, dashed, type Option, type Options } from './option.js';

/** What was typed, checked against what the command declares. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The words behind `--`, where the command takes another program's; `undefined` without `--`. */
  readonly command: readonly string[] | undefined;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  number(option: string): number | undefined;
  flag(option: string): boolean;
}

/**
 * Reads the arguments behind a command's name. yargs-parser does the reading; yargs itself, ten times as slow to load,
 * is left for help and completion.
 * @throws UsageError
 */
export function parseArguments(command: Declaration, argv: readonly string[]): Arguments {
  const options = new Map(Object.entries(command.options));
  const end = command.takesCommand === true ? argv.indexOf('--') : -1;
  const own = end < 0 ? argv : argv.slice(0, end);
  refusePastedDashes(command, own);
  if (command.takesCommand === true && end < 0) refuseForgottenDashes(command, argv);
  const parsed = parse([...own], parserOptions(command.options));
  const given = new Map<string, unknown>(Object.entries(parsed));
  const positionals = [...parsed._.map(String)];
  given.delete('_');
  for (const name of given.keys()) if (!options.has(name)) throw unknownOption(name, command);
  const values = new Map<string, string[]>();
  for (const [name, option] of options) {
    if (given.has(name)) values.set(name, checkedValues(name, option, given.get(name)));
  }
  const missing = [...options].find(([name, option]) => option.required === true && !values.has(name));
  if (missing !== undefined) {
    const [name, { value = 'VALUE', describe }] = missing;
    throw new UsageError(`nnplans ${command.name} needs ${dashed(name)} ${value}: ${describe}.`);
  }
  checkPositionals(command, positionals);
  return {
    positionals,
    command: end < 0 ? undefined : argv.slice(end + 1),
    text: (name) => values.get(name)?.[0],
    texts: (name) => values.get(name) ?? [],
    number: (name) => (values.has(name) ? Number(values.get(name)?.[0]) : undefined),
    flag: (name) => values.has(name),
  };
}

/** Copied from a PDF or a chat, an option is one argument more. */
function refusePastedDashes(command: Declaration, argv: readonly string[]): void {
  const names = Object.keys(command.options);
  for (const text of argv) {
    const pasted = pastedCharacter({ text });
    if (pasted?.kind !== 'dash') continue;
    throw new UsageError(`"${text}" begins with a dash (${codePoint(pasted.character)}), not with a hyphen.`, [
      `Type it again: ${commandText(asTyped({ text }, { arguments: [...names, 'help'].map((dest) => ({ dest, options: [dashed(dest)] })) }))}`,
    ]);
  }
}

/** Words of nnU-Net would be taken for options of nnplans. */
function refuseForgottenDashes(command: Declaration, argv: readonly string[]): void {
  const start = argv.findIndex((word) => /^(.*\/)?nnUNetv2_\w+$/.test(word));
  if (start < 0) return;
  const words = commandText(plainWords([...argv.slice(0, start), '--', ...argv.slice(start)]));
  throw new UsageError('Write a command of nnU-Net after --, so that nnplans does not read its options as its own.', [
    `nnplans ${command.name} ${words}`,
  ]);
}

function parserOptions(options: Options): parse.Options {
  const names = (wanted: (option: Option) => boolean) =>
    Object.keys(options).filter((name) => wanted(options[name] as Option));
  return {
    // Numbers stay text until they are checked: "004" is a dataset's name to some.
    string: names((option) => option.takes !== 'nothing' && option.greedy === undefined),
    array: names((option) => option.greedy === true).map((key) => ({ key, string: true })),
    boolean: names((option) => option.takes === 'nothing'),
    alias: Object.fromEntries(
      names((o) => o.alias !== undefined).map((name) => [name, [...(options[name]?.alias ?? [])]]),
    ),
    configuration: {
      // nnU-Net's users type -sp and -tp.
      'short-option-groups': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    },
  };
}

function checkedValues(name: string, option: Option, value: unknown): string[] {
  if (option.takes === 'nothing') return value === false ? [] : ['true'];
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (values.length === 0 || values.some((text) => text === '')) {
    throw new UsageError(`${dashed(name)} needs a value: ${dashed(name)} ${option.value ?? 'VALUE'}.`);
  }
  if (option.takes !== 'several' && values.length > 1) {
    throw new UsageError(`${dashed(name)} is given twice (${values.join(', ')}); give it once.`);
  }
  for (const text of values) {
    if (option.choices !== undefined && !option.choices.includes(text)) {
      throw new UsageError(
        `${dashed(name)} is ${text}; it may be ${alternatives(option.choices)}.`,
        didYouMean(text, option.choices),
      );
    }
    if (option.takes === 'number' && !/^\d+$/.test(text)) {
      throw new UsageError(`${dashed(name)} is ${text}; a whole number is expected.`);
    }
  }
  return values;
}

function unknownOption(name: string, command: Declaration): UsageError {
  const known = Object.entries(command.options).flatMap(([key, option]) => [key, ...(option.alias ?? [])]);
  return new UsageError(`nnplans ${command.name} has no option ${dashed(name)}.`, didYouMean(name, known, dashed));
}

function checkPositionals(command: Declaration, given: readonly string[]): void {
  const { positionals } = command;
  const missing = positionals.find((positional, i) => positional.required === true && i >= given.length);
  if (missing !== undefined) {
    throw new UsageError(`nnplans ${command.name} needs ${missing.name}: ${missing.describe}.`);
  }
  const most = positionals.at(-1)?.many === true ? Number.POSITIVE_INFINITY : positionals.length;
  const surplus = given[most];
  if (surplus !== undefined) {
    const takes =
      most === 0 ? 'takes no arguments without a dash' : `takes only ${positionals.map((p) => p.name).join(' ')}`;
    throw new UsageError(`"${surplus}" has no place: nnplans ${command.name} ${takes}.`);
  }
  for (const [i, { name, choices }] of positionals.entries()) {
    const text = given[i];
    if (text !== undefined && choices !== undefined && !choices.includes(text)) {
      throw new UsageError(`${name} is ${text}; it may be ${alternatives(choices)}.`, didYouMean(text, choices));
    }
  }
}

function alternatives(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
}
