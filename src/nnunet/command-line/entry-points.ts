import { admits, admitsBelow, versionOf } from '../values/version-range.js';
import recorded from './entry-points.json';

/** One argument of a command, as argparse has it. */
export interface ArgumentDefinition {
  /** Name under which argparse keeps the value. */
  readonly dest: string;
  /** `-p`, or several names of the same option; absent for an argument that is known by its place. */
  readonly options?: readonly string[];
  /** The value that the option sets by being there; such an option takes none. */
  readonly flag?: boolean;
  /** Takes one value or more; absent: exactly one. */
  readonly nargs?: '+';
  readonly type?: 'int' | 'float';
  readonly default?: string | number | boolean | readonly (string | number)[];
  readonly required?: true;
}

/** One command of nnU-Net in one release. */
export interface EntryPoint {
  /** `nnUNetv2_train` */
  readonly name: string;
  readonly release: string;
  /** In the order in which argparse declares them. */
  readonly arguments: readonly ArgumentDefinition[];
  /** Whether an option that it does not know is passed over without a word (`parse_known_args`). */
  readonly ignoresUnknown: boolean;
}

interface Span {
  /** First release that has it; absent: from the first on. */
  readonly since?: string;
  /** First release that no longer has it. */
  readonly before?: string;
}

interface RecordedCommand extends Span {
  readonly name: string;
  readonly module?: string;
  readonly ignoresUnknown?: Span;
  readonly arguments: readonly (ArgumentDefinition & Span)[];
}

const commands = recorded.commands as readonly RecordedCommand[];

/** Releases whose commands are known, oldest first. */
export const releases: readonly string[] = recorded.releases;

export const newestRelease: string = releases[releases.length - 1] ?? '';

/** Names of all commands, such as `nnUNetv2_train`. */
export const commandNames: readonly string[] = commands.map((command) => command.name);

/**
 * The newest known release that a range of versions admits; where it admits none, the newest that is not newer than all of it, as 2.6.0 for 2.6.1: there
 * the commands are the same.
 */
export function releaseOf(range: string | undefined): string {
  if (range === undefined) return newestRelease;
  return (
    releases.findLast((release) => admits(range, release)) ??
    releases.findLast((release) => !admitsBelow(range, versionOf(release))) ??
    newestRelease
  );
}

/** @returns `undefined` when the release has no command of that name */
export function entryPointOf(name: string, release: string): EntryPoint | undefined {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined || !holds(command, release)) return undefined;
  return {
    name,
    release,
    arguments: command.arguments.filter((argument) => holds(argument, release)),
    ignoresUnknown: command.ignoresUnknown !== undefined && holds(command.ignoresUnknown, release),
  };
}

/** The command that a module starts: `python -m nnunetv2.run.run_training` is `nnUNetv2_train`. */
export function commandOfModule(module: string): string | undefined {
  return commands.find((command) => command.module === module)?.name;
}

/** The releases in which a command has an option of exactly that name. */
export function releasesWithOption(name: string, option: string): readonly string[] {
  return releases.filter((release) =>
    entryPointOf(name, release)?.arguments.some((argument) => argument.options?.includes(option)),
  );
}

function holds({ since, before }: Span, release: string): boolean {
  const at = releases.indexOf(release);
  return (
    (since === undefined || releases.indexOf(since) <= at) && (before === undefined || at < releases.indexOf(before))
  );
}
