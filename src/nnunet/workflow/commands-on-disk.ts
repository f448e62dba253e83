import type { Intent } from '../command-line/intent.js';
import type { Invocation } from '../command-line/invocation.js';
import type { Word } from '../command-line/word.js';
import { smallest } from '../values/numbers.js';
import { mayCopy } from './may-copy.js';

interface Command {
  readonly invocation: Pick<Invocation, 'problems' | 'asksForHelp'>;
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
const usersOnly: ReadonlySet<Intent['kind']> = new Set(['train', 'preprocess', 'predict', 'use models']);

/**
 * The commands that find things as they are on the disk now: a command by itself, and those of a script that surely run, before anything in it plans,
 * moves or converts, or starts a program that may copy files. One that stops at its own words finds nothing.
 * @param makers commands that make what is looked for, besides those that make datasets and plans
 */
export function commandsOnDisk<C extends Command>(
  { file, commands, others }: Commands<C>,
  makers: readonly Intent['kind'][] = [],
): readonly C[] {
  const making = [
    ...commands.filter(({ intent: { kind } }) => !usersOnly.has(kind) || makers.includes(kind)),
    ...others.filter(mayCopy),
  ];
  const first = smallest(making.map(({ turn }) => turn));
  return commands.filter(
    ({ invocation, turn, isCertain }) => (file === undefined || (isCertain && turn <= first)) && runs(invocation),
  );
}

function runs({ problems, asksForHelp }: Command['invocation']): boolean {
  return !asksForHelp && problems.every(({ isIgnored }) => isIgnored);
}
