import { nearestName } from '../nnunet/words/nearest-name.js';

/**
 * What stands in the way of a command's work and is not its to judge: wrong usage, a root that does not exist, a name that
 * nothing has. Ends the command with exit code 2 and these words on standard error.
 */
export class Trouble extends Error {
  constructor(
    /** Whole sentences: what is wrong, what was expected. */
    message: string,
    /** Lines below it: what there is instead, what to type. */
    readonly hints: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Trouble';
  }
}

/** A wrong command line. */
export class UsageError extends Trouble {}

/** A line with the nearest name, or none when nothing is near. */
export function didYouMean(
  typed: string,
  known: Iterable<string>,
  show: (name: string) => string = (name) => name,
): readonly string[] {
  const nearest = nearestName(typed, known);
  return nearest === undefined ? [] : [`Did you mean ${show(nearest)}?`];
}
