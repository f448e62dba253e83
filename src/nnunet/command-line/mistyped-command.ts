import { typingErrors } from '../words/nearest-name.js';
import { commandNames, entryPointOf, releaseOf } from './entry-points.js';
import { firstProgram } from './locate-command.js';
import { asTyped, type PastedCharacter, pastedCharacter } from './pasted-characters.js';
import type { Word } from './word.js';

/** A line that was to start a command of nnU-Net. */
export interface MistypedCommand {
  /** The word in the command's place. */
  readonly typed: string;
  /** The command. */
  readonly meant: string;
  /** Where it is right but for a character that nobody typed. */
  readonly pasted: PastedCharacter | undefined;
  /** The line as it was probably meant. */
  readonly corrected: readonly Word[];
}

/** Programs that do nothing but start another; of all others the arguments are their own. */
const starters: ReadonlySet<string> = new Set(
  'exec env nohup time nice ionice chrt taskset numactl stdbuf unbuffer timeout setsid sudo srun mpirun mpiexec torchrun xvfb-run caffeinate'.split(
    ' ',
  ),
);

/**
 * Reads a line that starts no command of nnU-Net, but has a word in the place of one that is nearly its name.
 * @returns `undefined` for all other lines: programs of others may be called anything
 */
export function mistypedCommand(words: readonly Word[]): MistypedCommand | undefined {
  const index = placeOfCommand(words);
  const word = words[index];
  if (word?.text === undefined) return undefined;
  const [first, ...more] = asTyped(word, { arguments: [] });
  const name = first?.text ?? '';
  if (!/^nnUNetv2_[a-z]/i.test(name)) return undefined;
  const meant = commandNames.includes(name) ? name : commandNames.find((command) => isSlip(name, command));
  if (meant === undefined || meant === word.text) return undefined;
  const entryPoint = entryPointOf(meant, releaseOf(undefined)) ?? { arguments: [] };
  const behind = [...more, ...words.slice(index + 1)].flatMap((one) => asTyped(one, entryPoint));
  const corrected = [...words.slice(0, index), { text: meant }, ...behind];
  return { typed: word.text, meant, pasted: pastedCharacter(word), corrected };
}

/** The program that a line starts, or what a starter is to start: the first word of nnU-Net that is not the value of an option. */
function placeOfCommand(words: readonly Word[]): number {
  const { program } = firstProgram(words);
  const name = words[program]?.text?.replace(/^.*\//, '') ?? '';
  if (!starters.has(name)) return program;
  return words.findIndex(
    ({ text }, index) =>
      index > program && /^nnUNetv2_/i.test(text ?? '') && !(words[index - 1]?.text ?? '').startsWith('-'),
  );
}

/** Forks bring commands of their own: one letter may be wrong, or two at the end missing, but no more. */
function isSlip(typed: string, command: string): boolean {
  const [a, b] = [typed.toLowerCase(), command.toLowerCase()];
  const isCutOff = b.startsWith(a) && b.length - a.length <= 2;
  return a === b || isCutOff || (Math.abs(a.length - b.length) <= 1 && typingErrors(a, b) === 1);
}
