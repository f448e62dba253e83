import type { NameSet } from './name-set.js';

/** How the names of a case's files end, longest first: `_seg.b2nd` is not a case called `…_seg`. */
export const caseEndings = ['_seg.b2nd', '_seg.npy', '.b2nd', '.npz', '.npy', '.pkl'] as const;

export type CaseEnding = (typeof caseEndings)[number];

/** Lists of endings by their bits: 100,000 cases share a few of them. */
const combinations: readonly (readonly CaseEnding[])[] = Array.from({ length: 2 ** caseEndings.length }, (_, bits) =>
  caseEndings.filter((_ending, place) => (bits & (1 << place)) !== 0),
);

/**
 * The files of a data folder, case by case. Of each case one number is kept, which of its files are there: a folder of 100,000 cases
 * takes no more than its names.
 */
export class CaseFiles implements Iterable<readonly [identifier: string, endings: readonly CaseEnding[]]> {
  readonly #bits: Map<string, number>;

  /**
   * @param bits for each case one bit for each of {@link caseEndings}
   * @param others names of files with no such ending, in order
   */
  private constructor(
    bits: Map<string, number>,
    readonly others: readonly string[],
  ) {
    this.#bits = bits;
  }

  /** @param visitFiles calls back for each file of the folder, in any order */
  static from(visitFiles: (add: (file: string) => void) => void): CaseFiles {
    const bits = new Map<string, number>();
    const others: string[] = [];
    visitFiles((file) => {
      const place = caseEndings.findIndex((ending) => file.endsWith(ending));
      const ending = caseEndings[place];
      if (ending === undefined) others.push(file);
      else {
        const identifier = file.slice(0, -ending.length);
        bits.set(identifier, (bits.get(identifier) ?? 0) | (1 << place));
      }
    });
    const sorted = [...bits.keys()].sort();
    return new CaseFiles(new Map(sorted.map((identifier) => [identifier, bits.get(identifier) ?? 0])), others.sort());
  }

  static of(files: Iterable<string>): CaseFiles {
    return CaseFiles.from((add) => {
      for (const file of files) add(file);
    });
  }

  /** Number of cases, complete or not. */
  get size(): number {
    return this.#bits.size;
  }

  /** Case by case, in the order of their names. */
  *[Symbol.iterator](): Iterator<readonly [string, readonly CaseEnding[]]> {
    for (const [identifier, bits] of this.#bits) yield [identifier, combinations[bits] ?? []];
  }

  identifiers(): Iterable<string> {
    return this.#bits.keys();
  }

  /** Endings of the files of a case. */
  endingsOf(identifier: string): readonly CaseEnding[] {
    return combinations[this.#bits.get(identifier) ?? 0] ?? [];
  }

  hasCase(identifier: string): boolean {
    return this.#bits.has(identifier);
  }

  /** Whether the file `identifier` + `ending` is there. */
  has(identifier: string, ending: CaseEnding): boolean {
    return ((this.#bits.get(identifier) ?? 0) & (1 << caseEndings.indexOf(ending))) !== 0;
  }

  /** Whether some case has a file with this ending. */
  someWith(ending: CaseEnding): boolean {
    const bit = 1 << caseEndings.indexOf(ending);
    for (const bits of this.#bits.values()) if ((bits & bit) !== 0) return true;
    return false;
  }

  /** The cases that have a file with this ending; a view, not a copy. */
  with(ending: CaseEnding): NameSet {
    const bit = 1 << caseEndings.indexOf(ending);
    const all = this.#bits;
    let size = 0;
    for (const bits of all.values()) if ((bits & bit) !== 0) size += 1;
    return {
      size,
      has: (name) => ((all.get(name) ?? 0) & bit) !== 0,
      *[Symbol.iterator]() {
        for (const [name, bits] of all) if ((bits & bit) !== 0) yield name;
      },
    };
  }
}

/** Number of different cases in some data folders: configurations have most of them in common. */
export function countCases(folders: readonly CaseFiles[]): number {
  let count = 0;
  for (const [i, files] of folders.entries()) {
    const before = folders.slice(0, i);
    if (i === 0) count += files.size;
    else for (const name of files.identifiers()) if (!before.some((one) => one.hasCase(name))) count += 1;
  }
  return count;
}
