import { FormatError } from '../format-error.js';

/**
 * Limits of a pickle, far above what a checkpoint of 1000 epochs and 956 parameters needs
 * (0.65 MB, 139,000 opcodes, 42,000 memo entries, 2,000 values on the stack) and far below what hurts.
 */
export const pickleLimits = {
  /** Bytes that may be read; large byte strings are passed over and do not count. */
  bytes: 64 * 2 ** 20,
  /** Opcodes, plus what handlers do beyond one step: items copied, characters hashed. */
  steps: 20_000_000,
  /** Estimated bytes of the values built. */
  memory: 256 * 2 ** 20,
  memoEntries: 4_000_000,
  /** Python 2 numbers memo entries from 1, and a pickle may skip some; more than this gap is an attack on the memory. */
  memoGap: 1024,
  /** Values on the stack and on all stacks that marks put aside. */
  stack: 200_000,
  marks: 10_000,
  textBytes: 16 * 2 ** 20,
  /** One line of protocol 0, unless it is a text. */
  lineBytes: 4 * 1024,
  /** Module and name of a class or function. */
  nameCharacters: 2048,
  /** An integer; parsing decimal digits takes quadratic time. */
  integerBytes: 256,
  /** Longer byte strings are passed over: their length is what counts. */
  keptBytes: 4 * 1024,
  /** A dictionary key: tuples within tuples, values and characters in all of them. */
  keyDepth: 8,
  keyItems: 10_000,
  keyCharacters: 64 * 1024,
} as const;

const stepsBetweenClockReadings = 8192;

/** Counts the work and memory that reading one pickle takes, and stops it when that is too much. */
export class Budget {
  #steps = 0;
  #nextReading = stepsBetweenClockReadings;
  #memory = 0;

  constructor(private readonly options: { readonly outOfTime?: (() => boolean) | undefined } = {}) {}

  /** @throws FormatError `limit` */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps >= this.#nextReading) this.#look();
  }

  /** @throws FormatError `limit` */
  allocate(bytes: number): void {
    this.#memory += bytes;
    if (this.#memory > pickleLimits.memory) {
      throw new FormatError('limit', `the pickle describes more than ${pickleLimits.memory} bytes of values`);
    }
  }

  #look(): void {
    if (this.#steps > pickleLimits.steps) {
      throw new FormatError('limit', `the pickle takes more than ${pickleLimits.steps} steps`);
    }
    if (this.options.outOfTime?.()) throw new FormatError('limit', 'reading the pickle took too long');
    this.#nextReading = this.#steps + stepsBetweenClockReadings;
  }
}
