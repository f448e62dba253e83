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
const table = {
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
  /**
   * What a JSON file of nnU-Net holds besides its cases, of which there may be as many as the file has room for. Every rule goes through it, and some
   * compare all with all: whole plans have 700 values a configuration, a dataset a hundred labels. People add configurations by the dozen.
   */
  shape: { values: 200_000, members: 5_000, characters: 65_536, configurations: 500 },
  /** Configurations that inherit one from another in a row. Python itself gives up at about 1,000; people write three. */
  inheritance: 50,
  /**
   * What one rule may say of one thing, and all of them together: nobody mends a thousand mistakes one by one, and a report has to be opened by
   * somebody. The largest of a thousand datasets, with a finding for each, has a tenth of it.
   */
  findings: { ofOneRule: 1000, charactersOfOneRule: 2 * mebibyte, charactersOfAll: 32 * mebibyte },
  /**
   * One pickle: instructions, plus what they do beyond one step, and rough bytes of the values that it builds. A checkpoint of 1,000 epochs and 956
   * parameters takes 139,000 instructions, 42,000 entries of the memo and 2,000 values on the stack, and has 0.65 MB.
   */
  pickle: {
    steps: 10_000_000,
    bytes: 192 * mebibyte,
    depth: 0,
    /** That may be read; large byte strings are passed over and do not count. */
    bytesRead: 64 * mebibyte,
    memoEntries: 2_000_000,
    /** Python 2 numbers memo entries from 1, and a pickle may skip some; more than this gap is an attack on the memory. */
    memoGap: 1024,
    /** Values on the stack and on all stacks that marks put aside. */
    stack: 200_000,
    marks: 10_000,
    textBytes: 16 * mebibyte,
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
  },
  /** Plans and dataset.json in a checkpoint, as JSON. A value that refers to itself, or is shared by many, would never end without. */
  pickledJson: { depth: 64, nodes: 200_000, characters: 16 * mebibyte },
  /** Scripts are written by hand: 1 MiB is 10,000 commands. The parser takes up to 60 bytes for each of a script's. */
  scriptFile: mebibyte,
  /** What could not be followed in a script, told one by one; nobody reads more. */
  notes: 100,
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
};

type Settled<T> = { readonly [K in keyof T]: T[K] extends number ? number : Settled<T[K]> };

export const limits: Settled<typeof table> = table;

/** Limits that a genuine file could meet one day, by the name under which `--limit NAME=N` sets them for one run. */
const adjustable: ReadonlyMap<string, readonly [group: Record<string, number>, key: string]> = new Map<
  string,
  readonly [Record<string, number>, string]
>([
  ['json-bytes', [table.json, 'maximumBytes']],
  ['json-values', [table.json, 'maximumValues']],
  ['values', [table.shape, 'values']],
  ['entries', [table.shape, 'members']],
  ['characters', [table.shape, 'characters']],
  ['configurations', [table.shape, 'configurations']],
  ['script-steps', [table.script, 'steps']],
  ['script-bytes', [table.script, 'bytes']],
  ['pickle-steps', [table.pickle, 'steps']],
  ['pickle-bytes', [table.pickle, 'bytes']],
  ['findings', [table.findings, 'ofOneRule']],
]);

export const limitNames: readonly string[] = [...adjustable.keys()];

const standard = new Map([...adjustable].map(([name, [group, key]]) => [name, group[key] ?? 0]));

/**
 * Sets limits for what is read from now on; those that are not named are as they were at the beginning. Only the beginning of a run calls it: what is
 * read within one is held to the same limits throughout.
 */
export function setLimits(values: ReadonlyMap<string, number>): void {
  for (const [name, [group, key]] of adjustable) group[key] = values.get(name) ?? standard.get(name) ?? 0;
}

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
