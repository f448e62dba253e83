import { version } from '../../package.json';
import { didYouMean, UsageError } from '../app/trouble.js';
import { limitNames, setLimits } from '../budget.js';
import { StorageError } from '../io/storage.js';
import { auditCommand } from '../nnunet/command-line/commands.js';
import { shellCommand } from '../nnunet/command-line/word.js';
import { sanitize } from '../report/sanitize.js';
import { NnplansError } from '../workspace/nnplans-error.js';
import { parseArguments } from './arguments.js';
import { type CommandEntry, commands } from './commands/index.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/**
 * The whole program: reads arguments, runs one command, answers with its exit code. Never throws, never ends the process.
 * @param argv arguments without `node` and the script's name
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    return explainFailure(error, argv, terminal);
  }
}

const asksForHelp = new Set(['--help', '-h', '-help', 'help']);
const asksForVersion = new Set(['--version', '-v', '-V', '-version', 'version']);

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || asksForHelp.has(first)) {
    const { generalHelp, commandHelp } = await import('./help.js');
    const named = commands.find((entry) => entry.name === rest[0]);
    const text =
      named === undefined
        ? await generalHelp(terminal.columns)
        : await commandHelp(await named.load(), terminal.columns);
    // Without a command nothing was done, which must not pass for a success.
    (first === undefined ? terminal.stderr : terminal.stdout).write(text);
    return first === undefined ? exitCodes.trouble : exitCodes.clean;
  }
  if (asksForVersion.has(first)) {
    terminal.stdout.write(`${version}\n`);
    return exitCodes.clean;
  }
  const command = await entryOf(first).load();
  if (helpIsAskedFor(rest)) {
    const { commandHelp } = await import('./help.js');
    terminal.stdout.write(await commandHelp(command, terminal.columns));
    return exitCodes.clean;
  }
  const given = parseArguments(command, rest);
  setLimits(limitsOf(given.texts('limit')));
  const configured = given.text('print-config');
  if (configured === undefined) return await command.run(given, terminal);
  const { printedConfig } = await import('./print-config.js');
  terminal.stdout.write(await printedConfig(configured, given, terminal));
  return exitCodes.clean;
}

/** `--limit configurations=2000` */
function limitsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    texts.map((text) => {
      const [, name = text, number] = /^([^=]*)=(\d{1,12})$/.exec(text) ?? [];
      if (number === undefined)
        throw new UsageError(`--limit is ${text}; a name and a whole number are wanted: --limit configurations=2000.`);
      if (limitNames.includes(name)) return [name, Number(number)] as const;
      throw new UsageError(`There is no limit "${name}".`, [
        ...didYouMean(name, limitNames),
        `Limits: ${limitNames.join(', ')}.`,
      ]);
    }),
  );
}

function entryOf(name: string): CommandEntry {
  const entry = commands.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const names = commands.map((candidate) => candidate.name);
  if (name.startsWith('-'))
    throw new UsageError(`A command comes first, then its options, as in ${shellCommand`nnplans check ${name}`}.`);
  throw new UsageError(`nnplans has no command "${name}".`, [
    ...didYouMean(name, names),
    ...(/[/.]|^Dataset|^\d+$/.test(name) ? [`To look through a folder or a file: ${auditCommand(name)}`] : []),
    `Commands: ${names.join(', ')}.`,
  ]);
}

/** `--help` counts wherever it stands, even where the rest would be refused; not behind `--`, where another program's command begins. */
function helpIsAskedFor(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

function explainFailure(error: unknown, argv: readonly string[], terminal: Terminal): ExitCode {
  if (error instanceof NnplansError) {
    const hints = error.code === 'usage' ? [...error.hints, seeHelp(argv)] : error.hints;
    // Names of files and words that were typed stand in these lines.
    const lines = [`nnplans: ${error.message}`, ...hints.map((hint) => `  ${hint}`)];
    terminal.stderr.write(`${lines.map(sanitize).join('\n')}\n`);
    return exitCodes.trouble;
  }
  if (error instanceof StorageError) {
    terminal.stderr.write(`nnplans: ${sanitize(error.message)}.\n`);
    return exitCodes.trouble;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  terminal.stderr.write(`nnplans: a fault of nnplans itself, not of your files (${sanitize(message)}).\n`);
  return exitCodes.fault;
}

function seeHelp(argv: readonly string[]): string {
  const command = commands.find((entry) => entry.name === argv[0]);
  return `See: nnplans ${command === undefined ? '--help' : `${command.name} --help`}`;
}
