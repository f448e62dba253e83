import { defineRule, type Fix } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import type { NameSet } from '../../src/nnunet/dataset/name-set.js';
import {
  casesOfFolds,
  defaultFolds,
  type Fold,
  firstDifferingFold,
  readFolds,
} from '../../src/nnunet/dataset/splits.js';
import { isAppleDouble, storedCases } from '../../src/nnunet/dataset/stored-cases.js';
import { counted, firstFew } from '../../src/nnunet/words/wording.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface Unknown {
  readonly number: number;
  readonly names: string;
  readonly fold: number;
  /** The name of a stored case that was probably meant. */
  readonly meant: string | undefined;
}

/** nnU-Net takes the names in splits_final.json as they are (training/nnUNetTrainer/nnUNetTrainer.py, do_split). */
export const splits = defineRule({
  id: 'dataset/splits',
  subject: 'dataset',
  severity: 'error',
  severities: { unused: 'warning' },
  since: '0.1.0',
  summary: 'splits_final.json names all preprocessed cases and no others, and is the same in the raw folder.',
  topic: 'splits',
  yieldsTo: [{ to: 'dataset/cases-complete:absent', messages: ['unknown'], alike: ['names', 'names'] }],
  why: `The first training writes the split, and all later ones use it. nnU-Net looks for a case only when it draws it. Cases that were added later are in no fold, and nnU-Net
never uses them. Planning copies a split file from the raw folder, or compares it with the existing one.`,
  remedy: `Correct splits_final.json. Without the file, the next training writes one with ${defaultFolds} new folds, and earlier models no longer fit them.`,
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: do_split',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py: _maybe_copy_splits_file',
    'https://github.com/MIC-DKFZ/nnUNet/issues/102',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2721',
  ],
  examples: [
    {
      title: 'Names with the ending of the images',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json',
          set: '/0/val',
          to: ['pan_000.nii.gz'],
        },
      ],
      reports: 'unknown',
    },
  ],
  messages: {
    unknown: ({ number, names, fold, meant }: Unknown) =>
      `splits_final.json names ${counted(number, 'case')} without preprocessed data: ${names}, first in fold ${fold}${meant === undefined ? '' : ` (the data folder has "${meant}")`}. nnUNetv2_train stops when it opens one of them.`,
    unused: ({ number, names }: { readonly number: number; readonly names: string }) =>
      `No fold of splits_final.json has the preprocessed ${number === 1 ? 'case' : `${number} cases`} ${names}. nnU-Net never uses ${number === 1 ? 'it' : 'them'}, except with fold "all".`,
    rawDiffers: ({ fold }: { readonly fold: number }) =>
      `Fold ${fold} of splits_final.json differs from the file in the raw folder. nnUNetv2_plan_experiment stops with an AssertionError that does not say so.`,
  },
  *check(dataset) {
    const { splits: document, rawSplits } = dataset;
    const differing = firstDifferingFold(rawSplits?.value, document.value);
    if (differing !== undefined && rawSplits !== undefined) {
      yield {
        message: 'rawDiffers',
        at: { document, pointer: pointer(differing) },
        data: { fold: differing },
        related: [{ document: rawSplits, pointer: pointer(differing), message: 'the fold in the raw folder' }],
        remedy: 'Keep the file that your trained models used, and move the other one away.',
      };
    }
    const folds = readFolds(document.value);
    if (folds === undefined || folds.length === 0) return;
    const stored = storedNames(dataset);
    if (stored.size === 0) {
      yield { notChecked: 'no preprocessed cases to compare splits_final.json with' };
      return;
    }
    const named = casesOfFolds(folds);
    const unknown = [...named].filter((name) => !stored.has(name));
    const [first] = unknown;
    if (first !== undefined) {
      const { fold, place } = firstPlace(folds, first);
      const data = {
        number: unknown.length,
        names: firstFew(unknown),
        fold,
        meant: meantCase(first, byLowerCase(stored)),
      };
      yield {
        message: 'unknown',
        at: { document, pointer: place },
        // Each fold is a job of its own.
        about: firstInFolds(folds, new Set(unknown)).map((one) => ({ document, pointer: one })),
        data,
        ...remedyFor(unknown, named, stored, folds, document),
      };
    }
    const unused = [...stored].filter((name) => !named.has(name) && !isAppleDouble(name));
    if (unused.length > 0)
      yield {
        message: 'unused',
        at: { document, pointer: '' },
        data: { number: unused.length, names: firstFew(unused) },
        remedy: 'Add them to the folds, unless they are left out on purpose.',
      };
  },
});

/** The right names where they are clear; a split of other data is not to be lost. */
function remedyFor(
  unknown: readonly string[],
  named: ReadonlySet<string>,
  stored: NameSet,
  folds: readonly Fold[],
  document: Dataset['splits'],
): { readonly remedy: string; readonly fix?: Fix } {
  const known = byLowerCase(stored);
  const meant = new Map(unknown.map((name) => [name, meantCase(name, known)]));
  const names = [...meant.values()];
  // A name that stands there already would stand there twice.
  if (names.every((name) => name !== undefined && !named.has(name)) && new Set(names).size === names.length) {
    const edits = folds.flatMap((fold) =>
      (['train', 'val'] as const).flatMap((part) =>
        fold[part].flatMap((name, position) => {
          const value = meant.get(name);
          return value === undefined ? [] : [{ document, pointer: pointer(fold.index, part, position), value }];
        }),
      ),
    );
    return { remedy: 'Write the names as the data folder has them.', fix: { edits, isSafe: true } };
  }
  if (unknown.length === named.size)
    return {
      remedy: `Copy the split of this dataset there: this one names other data. If there is none, move the file away. The next training then writes one with ${defaultFolds} folds.`,
    };
  return { remedy: 'Preprocess these cases, or remove their names from the folds.' };
}

/** Cases in any of the folders that plans ask for. */
function storedNames({ dataFolderUses }: Dataset): NameSet {
  const folders = dataFolderUses.flatMap(({ folder }) => (folder && storedCases(folder.files)) ?? []);
  const [only, ...more] = folders.map(({ identifiers }) => identifiers);
  if (more.length === 0) return only ?? new Set();
  return new Set(folders.flatMap(({ identifiers }) => [...identifiers]));
}

/** In every fold that has some of the names, the place of the first. */
function firstInFolds(folds: readonly Fold[], names: ReadonlySet<string>): readonly string[] {
  return folds.flatMap((fold) => {
    const places = (['train', 'val'] as const).flatMap((part) => {
      const position = fold[part].findIndex((name) => names.has(name));
      return position < 0 ? [] : [pointer(fold.index, part, position)];
    });
    return places.slice(0, 1);
  });
}

function firstPlace(folds: readonly Fold[], name: string): { readonly fold: number; readonly place: string } {
  for (const fold of folds)
    for (const part of ['train', 'val'] as const) {
      const position = fold[part].indexOf(name);
      if (position >= 0) return { fold: fold.index, place: pointer(fold.index, part, position) };
    }
  return { fold: 0, place: '' };
}

/** The stored case that a name with an ending, a channel number, blanks or other capitals stands for. */
function meantCase(name: string, stored: ReadonlyMap<string, string>): string | undefined {
  const plain = name.trim().toLowerCase();
  const stems = [plain, ...Array.from(plain.matchAll(/\./g), ({ index }) => plain.slice(0, index))];
  const known = stems
    .filter((stem) => /^(\.[\w.]+)?$/.test(plain.slice(stem.length)))
    .flatMap((stem) => [stem, stem.replace(/_\d{4}$/, '')]);
  return known.map((stem) => stored.get(stem)).find((found) => found !== undefined);
}

/** Of names that differ in capitals only, the first. */
function byLowerCase(stored: NameSet): ReadonlyMap<string, string> {
  return new Map([...stored].reverse().map((name) => [name.toLowerCase(), name]));
}
