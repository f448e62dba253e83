import yargs, { type Argv, type Options as YargsOptions } from 'yargs';
import type { Command } from './command.js';
import { commands } from './commands/index.js';
import { dashed, type Option, type Positional } from './option.js';

const greatestWidth = 100;

/** `nnplans --help` */
export async function generalHelp(columns: number | undefined): Promise<string> {
  let parser = plainYargs(columns).usage('nnplans COMMAND: checks nnU-Net v2 plans before a job starts');
  for (const { name, summary } of commands) parser = parser.command(name, summary);
  parser = parser
    .option('help', { type: 'boolean', describe: 'Help, also of one command: nnplans check --help' })
    .option('version', { type: 'boolean', describe: 'Version' })
    .example('nnplans check -s 121 -t 122 -tp PretrainedPlans', 'before finetuning on 122 with plans of 121')
    .example('nnplans audit', 'everything under nnUNet_preprocessed')
    .epilogue(
      'Exit codes: 0 nothing found, 1 findings, 2 wrong usage or nothing to check, 3 a fault of nnplans.\n' +
        'Folders come from --raw, --preprocessed, --results, then nnplans.config.json, then the environment variables of nnU-Net.',
    );
  return finished(await parser.getHelp());
}

/** `nnplans check --help` */
export async function commandHelp(command: Command, columns: number | undefined): Promise<string> {
  const usage = ['nnplans', command.name, ...command.positionals.map(placeholder), ...requiredOptions(command)].join(
    ' ',
  );
  let parser = plainYargs(columns).usage(
    [`${usage} [options]`, '', command.summary, ...(command.details === undefined ? [] : ['', command.details])].join(
      '\n',
    ),
  );
  for (const { name, describe } of command.positionals) parser = parser.positional(name, { describe });
  for (const [name, option] of Object.entries(command.options)) parser = parser.option(name, yargsOption(option));
  for (const [line, purpose] of command.examples) parser = parser.example(line, purpose);
  return finished(await parser.getHelp());
}

function plainYargs(columns: number | undefined): Argv {
  // The language of the machine must not change what is printed; the process is not yargs' to end.
  return yargs([])
    .scriptName('nnplans')
    .locale('en')
    .exitProcess(false)
    .help(false)
    .version(false)
    .wrap(Math.min(columns ?? 80, greatestWidth));
}

export function yargsOption(option: Option): YargsOptions {
  return {
    describe: option.describe,
    requiresArg: option.takes !== 'nothing',
    ...(option.takes === 'nothing' ? { boolean: true } : { string: true }),
    ...(option.choices === undefined ? {} : { choices: [...option.choices] }),
    ...(option.alias === undefined ? {} : { alias: [...option.alias] }),
  };
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
