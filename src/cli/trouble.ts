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
