import yargs, { type Argv, type Options as YargsOptions } from 'yargs';
import { wrapped } from '../report/terminal/wrap.js';
import { readable } from './columns.js';
import type { Command } from './command.js';
import { commands } from './commands/index.js';
import { runOptions } from './common-options.js';
import { dashed, type Option, type Positional } from './option.js';

/** `nnplans --help` */
export async function generalHelp(columns: number | undefined): Promise<string> {
  let parser = plainYargs(columns).usage('nnplans COMMAND: checks nnU-Net v2 plans before a job starts');
  for (const { name, summary } of commands) parser = parser.command(name, summary);
  parser = parser
    .option('help', { describe: 'help, also of one command: nnplans check --help' })
    .option('version', { describe: 'version' });
  const closing = [
    'Folders come from --raw, --preprocessed and --results, then from nnplans.config.json, then from the environment variables of nnU-Net.',
    'Exit codes: 0 nothing found, 1 findings, 2 wrong usage or nothing to check, 3 a fault of nnplans.',
  ];
  return `${finished(await parser.getHelp())}
Examples:
${examplesText([
  ['nnplans check -s 121 -t 122 -tp PretrainedPlans', 'before finetuning on 122 with plans of 121'],
  ['nnplans audit', 'everything under nnUNet_preprocessed'],
])}
${closing.flatMap((line) => wrapped(line, readable(columns))).join('\n')}
`;
}

/** `nnplans check --help` */
export async function commandHelp(command: Command, columns: number | undefined): Promise<string> {
  const { name, summary, details, positionals, options, examples } = command;
  const usage = ['nnplans', name, ...positionals.map(placeholder), ...requiredOptions(command)].join(' ');
  const paragraphs = [`${usage} [options]`, summary, ...(details === undefined ? [] : [details])];
  const about = paragraphs
    .map((text) => wrapped(text.replaceAll('\n', ' '), readable(columns)).join('\n'))
    .join('\n\n');
  let parser = plainYargs(columns).usage(about);
  for (const positional of positionals) parser = parser.positional(positional.name, { describe: positional.describe });
  for (const [key, option] of Object.entries(options)) parser = parser.option(key, yargsOption(option));
  const isCommon = (key: string) => Object.hasOwn(runOptions, key);
  const keys = Object.keys(options);
  if (keys.filter(isCommon).length > 3) {
    parser = parser
      .group(
        keys.filter((key) => !isCommon(key)),
        'Options:',
      )
      .group(keys.filter(isCommon), 'Options of check and audit:');
  }
  return `${finished(await parser.getHelp())}\nExamples:\n${examplesText(examples)}`;
}

function plainYargs(columns: number | undefined): Argv {
  // The language of the machine must not change what is printed; the process is not yargs' to end.
  return yargs([])
    .scriptName('nnplans')
    .locale('en')
    .exitProcess(false)
    .help(false)
    .version(false)
    .wrap(readable(columns));
}

/** Only booleans are declared as such, and choices stand in the text: yargs would set both apart on lines that look broken. */
function yargsOption({ takes, value, describe, choices, alias }: Option): YargsOptions {
  const chosen = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return {
    describe: value === undefined ? describe : `${value}: ${describe}${chosen}`,
    ...(alias === undefined ? {} : { alias: [...alias] }),
    ...(takes === 'nothing' ? {} : { requiresArg: true }),
  };
}

/** Each whole on a line of its own, to be copied. */
function examplesText(examples: Command['examples']): string {
  return examples.map(([line, purpose]) => `  # ${purpose}\n  ${line}\n`).join('');
}

function placeholder({ name, required, many }: Positional): string {
  const shown = many === true ? `${name}…` : name;
  return required === true ? shown : `[${shown}]`;
}

function requiredOptions(command: Command): string[] {
  return Object.entries(command.options)
    .filter(([, option]) => option.required === true)
    .map(([name, option]) => `${dashed(name)} ${option.value ?? 'VALUE'}`);
}

/** yargs would write --sp; nnU-Net's users type -sp, and both are understood. */
function finished(help: string): string {
  return `${help.replace(/ --(sp|tp)\b/g, ' -$1 ').trimEnd()}\n`;
}
