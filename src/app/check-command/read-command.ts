import { commandNames, releaseOf } from '../../nnunet/command-line/entry-points.js';
import { type Invocation, readInvocation } from '../../nnunet/command-line/invocation.js';
import { programName } from '../../nnunet/command-line/locate-command.js';
import { commandText, plainWords } from '../../nnunet/command-line/word.js';
import { didYouMean, UsageError } from '../trouble.js';

/**
 * The command behind `--`.
 * @param range versions of nnU-Net in use
 * @throws UsageError when it is none of nnU-Net
 */
export function readCommand(words: readonly string[], range: string | undefined): Invocation {
  const plain = plainWords(words);
  const invocation = readInvocation(plain, range);
  if (invocation !== undefined) return invocation;
  const program = programName(plain);
  if (program === undefined) {
    throw new UsageError('A command of nnU-Net is missing after --.', [
      'As in: nnplans check -- nnUNetv2_train 122 3d_fullres 0 -p MyPlans',
    ]);
  }
  if (commandNames.includes(program)) throw new UsageError(`nnU-Net ${releaseOf(range)} has no command ${program}.`);
  throw new UsageError(`nnplans finds no command of nnU-Net in: ${commandText(plain)}`, [
    ...didYouMean(program, commandNames),
    ...(/^nnUNet_/.test(program) ? [`${program} belongs to nnU-Net v1, which has other plans.`] : []),
  ]);
}
