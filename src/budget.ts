const mebibyte = 2 ** 20;

/** What one piece of work may take. */
export interface Limits {
  /** Things done: values made, nodes visited, comparisons. */
  readonly steps: number;
  /** Bytes, or characters, read and made. */
  readonly bytes: number;
  /** Levels within each other. */
  readonly depth: number;
}

/**
 * Every limit with its reason. Counted, never timed: the same input gives the same answer on every machine. All are far above what people and
 * nnU-Net write, and far below what holds a laptop up.
 */
export const limits = {
  /**
   * One script, with all that it starts. A statement takes 50 steps, a word 10, a command that is kept 1,000: loops over datasets, configurations
   * and folds come to some hundred commands, not to a thousand. Text that is put together counts whenever it is. The depth leaves room on
   * JavaScript's stack: a level of a script takes about a dozen of its own.
   */
  script: { steps: 1_000_000, bytes: 16 * mebibyte, depth: 60 },
  /**
   * A JSON file. The fingerprint of 200,000 cases, the largest that nnU-Net writes, has 24 MB and 1.6 million values; a place of each value takes
   * 100 bytes. Python itself gives up at a depth of about 1,000.
   */
  json: { maximumBytes: 64 * mebibyte, maximumDepth: 64, maximumValues: 1_800_000 },
  /**
   * Voxels that are read of one data folder, of three cases at most: 32 MB of floats, which take half a second to decompress. Two cases of a usual
   * size fit in whole; of larger ones some blocks are read.
   */
  voxels: { cases: 3, items: 8 * mebibyte, bytes: 64 * mebibyte },
  /** Scripts are written by hand: 1 MiB is 10,000 commands. The parser takes up to 60 bytes for each of a script's. */
  scriptFile: mebibyte,
  /** Turns of a loop that are told one by one; of more, one stands for all. */
  loopTurns: 300,
  /** Words that braces or `seq` make of one; more are left alone, like a list that is not known. */
  wordsOfOne: 1000,
  /** Characters of a text that a pattern of the shell is held against: as long as a path may be on Linux (PATH_MAX). */
  patternText: 4096,
  /** Tasks of a job array; those beyond differ in a number only. */
  arrayTasks: 40,
  /** Here-documents that begin in one line: for each, the parser goes through all the rest of the script. */
  hereDocumentsOfLine: 100,
} as const;

/** Thrown where a budget is spent. Whoever made the budget catches it, and says what was cut. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';

  constructor(
    readonly what: keyof Limits,
    readonly limit: number,
  ) {
    super(`more than ${limit} ${what === 'depth' ? 'levels' : what}`);
  }
}

/** Counts what one piece of work takes. It is made where the work begins, and handed down. */
export class Budget {
  #steps = 0;
  #bytes = 0;
  #depth = 0;

  constructor(readonly limits: Limits) {}

  /** @throws BudgetSpent */
  step(count = 1): void {
    this.#steps += count;
    if (!(this.#steps <= this.limits.steps)) throw new BudgetSpent('steps', this.limits.steps);
  }

  /** To be called before room is taken. @throws BudgetSpent */
  take(bytes: number): void {
    this.#bytes += bytes;
    if (!(this.#bytes <= this.limits.bytes)) throw new BudgetSpent('bytes', this.limits.bytes);
  }

  /** Goes one level down, where that is allowed. */
  within<T>(body: () => T): T {
    if (!this.canDeepen) throw new BudgetSpent('depth', this.limits.depth);
    this.#depth += 1;
    try {
      return body();
    } finally {
      this.#depth -= 1;
    }
  }

  get canDeepen(): boolean {
    return this.#depth < this.limits.depth;
  }

  /** For tests that hold the work against the size of the input. */
  get spent(): Limits {
    return { steps: this.#steps, bytes: this.#bytes, depth: this.#depth };
  }
}
