import type { Intent } from '../command-line/intent.js';
import type { Word } from '../command-line/word.js';
import { mayCopy } from './may-copy.js';

interface Command {
  readonly intent: Intent;
  readonly isCertain: boolean;
  /** Its turn among all commands of the script. */
  readonly turn: number;
}

interface Commands<C extends Command> {
  /** `undefined` for a command line by itself. */
  readonly file: string | undefined;
  readonly commands: readonly C[];
  readonly others: readonly { readonly words: readonly Word[]; readonly turn: number }[];
}

/** Commands that make neither datasets nor plans. */
const usersOnly: ReadonlySet<Intent['kind']> = new Set(['train', 'preprocess', 'predict']);

/**
 * The commands that find plans and datasets as they are on the disk now: a command by itself, and those of a script that surely run, before
 * anything in it plans, moves or converts, or starts a program that may copy files.
 */
export function commandsOnDisk<C extends Command>({ file, commands, others }: Commands<C>): readonly C[] {
  if (file === undefined) return commands;
  const makers = [...commands.filter(({ intent }) => !usersOnly.has(intent.kind)), ...others.filter(mayCopy)];
  const first = Math.min(...makers.map(({ turn }) => turn));
  return commands.filter(({ turn, isCertain }) => isCertain && turn < first);
}
