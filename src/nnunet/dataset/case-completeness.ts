import type { StoredCases } from './stored-cases.js';

/** What is at hand to judge a data folder's cases by. */
export interface CaseExpectation {
  /** Cases that preprocessing would write, where they are known. */
  readonly expected: ReadonlySet<string> | undefined;
  /** Cases whose ground truth the last finished preprocessing has copied; `undefined` when none has finished, as far as can be seen. */
  readonly groundTruth: ReadonlySet<string> | undefined;
  /** Cases that splits_final.json names; `undefined` without a split, so that every stored case will be used. */
  readonly named: ReadonlySet<string> | undefined;
}

export interface Completeness {
  /** Cases that lack files and that training will open. */
  readonly broken: readonly string[];
  /** Cases that lack files and that no fold names: only fold `all` opens them. */
  readonly leftOver: readonly string[];
  /** Cases that were preprocessed once, or never to the end, and are not there; training opens them, or does without them unawares. */
  readonly absent: readonly string[];
  /** Cases of the raw folder that are not there and that training will not ask for. */
  readonly notYet: readonly string[];
  /** Stored cases that neither the raw folder nor the ground truth knows. */
  readonly extra: readonly string[];
}

/** Sorts the cases of a data folder, and those that should be there, by what will become of them. */
export function completenessOf(stored: StoredCases, { expected, groundTruth, named }: CaseExpectation): Completeness {
  const willBeOpened = (name: string) => named === undefined || named.has(name);
  const lacking = [...stored.incomplete.keys()];
  const missing = [...(expected ?? [])].filter((name) => !stored.identifiers.has(name));
  // Without a split the folder decides what is trained on: a case that has never been preprocessed is simply new.
  const isMissed = (name: string) => (named === undefined ? groundTruth?.has(name) !== false : named.has(name));
  return {
    broken: lacking.filter(willBeOpened),
    leftOver: lacking.filter((name) => !willBeOpened(name)),
    absent: missing.filter(isMissed),
    notYet: missing.filter((name) => !isMissed(name)),
    extra:
      expected === undefined
        ? []
        : [...stored.identifiers].filter((name) => !expected.has(name) && !stored.incomplete.has(name)),
  };
}
