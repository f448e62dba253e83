/** A name or path that the user gave and that leads to nothing usable. Nobody's finding: the request itself cannot be met. */
export class Unresolved extends Error {
  constructor(
    /** Whole sentences. */
    message: string,
    /** What there is instead, one line each. */
    readonly hints: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Unresolved';
  }
}
