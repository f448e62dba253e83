import { nearMiss } from '../near-miss.js';
import { commandNames, entryPointOf, releaseOf } from './entry-points.js';
import { asTyped } from './pasted-characters.js';
import type { Word } from './word.js';

/** A line that was to start a command of nnU-Net. */
export interface MistypedCommand {
  /** The word in the command's place. */
  readonly typed: string;
  /** The command. */
  readonly meant: string;
  /** The line as it was probably meant. */
  readonly corrected: readonly Word[];
}

/**
 * Reads a line that starts no command of nnU-Net, but has a word that is nearly one.
 * @returns `undefined` for all other lines: programs of others may be called anything
 */
export function mistypedCommand(words: readonly Word[]): MistypedCommand | undefined {
  for (const [index, word] of words.entries()) {
    const { text = '' } = word;
    const [first, ...more] = asTyped(word, { arguments: [] });
    const name = first?.text ?? '';
    if (!/^nnUNet(v2)?_[a-z]/i.test(name)) continue;
    const meant = commandNames.includes(name) ? name : nearMiss(name, commandNames);
    if (meant === undefined || meant === text) continue;
    const entryPoint = entryPointOf(meant, releaseOf(undefined)) ?? { arguments: [] };
    const behind = [...more, ...words.slice(index + 1)].flatMap((one) => asTyped(one, entryPoint));
    return { typed: text, meant, corrected: [...words.slice(0, index), { text: meant }, ...behind] };
  }
  return undefined;
}
