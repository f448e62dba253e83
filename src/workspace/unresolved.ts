import { NnplansError } from './nnplans-error.js';

/** A name or path that the user gave and that leads to nothing usable. */
export class Unresolved extends NnplansError {
  constructor(message: string, hints: readonly string[] = []) {
    super('unresolved', message, hints);
  }
}
