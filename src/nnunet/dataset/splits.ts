import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { textList } from '../values/numbers.js';

/** One fold of splits_final.json, whose types nnU-Net could use. */
export interface Fold {
  readonly index: number;
  readonly train: readonly string[];
  readonly val: readonly string[];
}

/** The folds of a split file, those left out whose types nnU-Net could not use; `undefined` when the whole is no list. */
export function readFolds(splits: JsonValue | undefined): readonly Fold[] | undefined {
  if (!Array.isArray(splits)) return undefined;
  return splits.flatMap((fold, index) => {
    const train = textList(member(fold, 'train'));
    const val = textList(member(fold, 'val'));
    return train === undefined || val === undefined ? [] : [{ index, train, val }];
  });
}

/** Cases that some fold trains or validates on. */
export function casesOfFolds(folds: readonly Fold[]): ReadonlySet<string> {
  return new Set(folds.flatMap((fold) => [...fold.train, ...fold.val]));
}

/** Folds of the split that nnU-Net makes when there is no file (utilities/crossval_split.py). */
export const defaultFolds = 5;

/** Whether a split looks like the one that training writes by itself: five folds, each case validated in exactly one and trained on in the others. */
export function isDefaultSplit(folds: readonly Fold[]): boolean {
  const cases = casesOfFolds(folds);
  const validated = folds.flatMap((fold) => fold.val);
  const isPartition = validated.length === cases.size && new Set(validated).size === cases.size;
  return (
    folds.length === defaultFolds &&
    isPartition &&
    folds.every(({ train, val }) => train.length + val.length === cases.size)
  );
}

/** What training on one fold is given. */
export type FoldChoice =
  /** An entry of the split file; negative folds count from its end. */
  | { readonly kind: 'entry'; readonly index: number }
  /** Fold `all`: every case of the data folder, for training and for validation. */
  | { readonly kind: 'every-case' }
  /** Beyond the split file: a random 80:20 split of the data folder, without a word but in the log. */
  | { readonly kind: 'random'; readonly folds: number }
  /** No file: nnU-Net writes one with five folds and uses entry `index`. */
  | { readonly kind: 'new-split'; readonly index: number }
  /** No file, and fewer cases than folds: scikit-learn refuses. */
  | { readonly kind: 'too-few-cases'; readonly cases: number }
  /** A negative fold beyond the start: IndexError. */
  | { readonly kind: 'out-of-range'; readonly folds: number };

/**
 * What `nnUNetTrainer.do_split` makes of a fold (training/nnUNetTrainer/nnUNetTrainer.py).
 * @param folds entries of splits_final.json; `undefined` when there is no such file
 * @param cases number of cases in the data folder
 */
export function chooseFold(fold: number | 'all', folds: number | undefined, cases: number): FoldChoice {
  if (fold === 'all') return { kind: 'every-case' };
  if (folds === undefined && cases < defaultFolds) return { kind: 'too-few-cases', cases };
  const available = folds ?? defaultFolds;
  if (fold >= available) return { kind: 'random', folds: available };
  const index = fold < 0 ? available + fold : fold;
  if (index < 0) return { kind: 'out-of-range', folds: available };
  return { kind: folds === undefined ? 'new-split' : 'entry', index };
}

/**
 * The first fold in which the raw folder's splits_final.json and the preprocessed one differ for `_maybe_copy_splits_file`
 * (experiment_planning/experiment_planners/default_experiment_planner.py): sets of cases are compared, and the preprocessed file may
 * have more folds but not fewer. `undefined` when planning accepts them, or when either is not what nnU-Net can read.
 */
export function firstDifferingFold(
  raw: JsonValue | undefined,
  preprocessed: JsonValue | undefined,
): number | undefined {
  if (!Array.isArray(raw) || !Array.isArray(preprocessed)) return undefined;
  const differing = raw.findIndex((fold, index) => {
    const target = preprocessed[index];
    if (target === undefined) return true;
    if (!isObject(fold) || !isObject(target)) return false;
    return ['train', 'val'].some((part) => !sameCases(textList(fold[part]), textList(target[part])));
  });
  return differing === -1 ? undefined : differing;
}

function sameCases(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const cases = new Set(a);
  const others = new Set(b);
  return cases.size === others.size && [...cases].every((name) => others.has(name));
}
