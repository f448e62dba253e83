import { nearestName } from '../nnunet/words/nearest-name.js';
import { type ErrorCode, NnplansError } from '../workspace/nnplans-error.js';

/** What stands in the way of a command's work and is not its to judge. Ends the command with exit code 2 and these words on standard error. */
export class Trouble extends NnplansError {
  constructor(message: string, hints: readonly string[] = [], code: ErrorCode = 'impossible') {
    super(code, message, hints);
  }
}

/** A wrong command line. */
export class UsageError extends NnplansError {
  constructor(message: string, hints: readonly string[] = []) {
    super('usage', message, hints);
  }
}

/** A line with the nearest name, or none when nothing is near. */
export function didYouMean(
  typed: string,
  known: Iterable<string>,
  show: (name: string) => string = (name) => name,
): readonly string[] {
  const nearest = nearestName(typed, known);
  return nearest === undefined ? [] : [`Did you mean ${show(nearest)}?`];
}
