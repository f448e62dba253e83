import { defineRule } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import { defaultFolds, type Fold, readFolds } from '../../src/nnunet/dataset/splits.js';
import { counted, firstFew } from '../../src/nnunet/words/wording.js';

interface InFold {
  readonly fold: number;
  readonly names: string;
}

const parts = ['train', 'val'] as const;

/** What is in the folds, whatever data there are; types are the business of dataset/schema. */
export const folds = defineRule({
  id: 'dataset/folds',
  subject: 'dataset',
  severity: 'error',
  severities: { leak: 'warning', twice: 'warning', noFolds: 'warning', fewFolds: 'info' },
  since: '0.1.0',
  summary: 'Every fold of splits_final.json has cases to train on and other cases to validate on.',
  why: `nnU-Net draws batches from both lists of a fold, even for one epoch, and stops at an empty list. Only the log says that a case is in both lists. For a
fold that the file does not have, nnU-Net makes a random 80:20 split. Two configurations or two machines may get different ones.`,
  remedy: 'Correct the folds of splits_final.json.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: do_split, get_dataloaders',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2127',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2872',
  ],
  examples: [
    {
      title: 'Nothing to validate on',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json', set: '/2/val', to: [] }],
      reports: 'emptyPart',
    },
    {
      title: 'A validation case among the training cases',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json',
          set: '/0',
          to: { train: ['pan_000', 'pan_001', 'pan_002'], val: ['pan_002', 'pan_003'] },
        },
      ],
      reports: 'leak',
    },
  ],
  messages: {
    emptyPart: ({ fold, part }: { readonly fold: number; readonly part: string }) =>
      `Fold ${fold} of splits_final.json has no cases under "${part}". nnUNetv2_train stops at the first batch.`,
    leak: ({ fold, names }: InFold) =>
      `Fold ${fold} of splits_final.json trains and validates on the same cases: ${names}. nnU-Net says so only in the log, and the validation says nothing about new images.`,
    twice: ({ fold, names }: InFold) =>
      `Fold ${fold} of splits_final.json names cases more than once: ${names}. They are drawn more often than others.`,
    noFolds: () =>
      'splits_final.json is an empty list. nnU-Net makes a random 80:20 split for every fold that you ask for.',
    fewFolds: ({ number }: { readonly number: number }) =>
      `splits_final.json has ${counted(number, 'fold')}. For fold ${number} and above nnU-Net makes a random 80:20 split.`,
  },
  *check({ splits: document }) {
    if (!Array.isArray(document.value)) return;
    const number = document.value.length;
    if (number === 0) yield { message: 'noFolds', at: { document, pointer: '' } };
    else if (number < defaultFolds) {
      const remedy = 'If you want this number of folds, nothing needs to be done. If not, add folds.';
      yield { message: 'fewFolds', at: { document, pointer: '' }, data: { number }, remedy };
    }
    for (const fold of readFolds(document.value) ?? []) {
      const at = { document, pointer: pointer(fold.index) };
      for (const part of parts) {
        if (fold[part].length > 0) continue;
        yield {
          message: 'emptyPart',
          at: { document, pointer: pointer(fold.index, part) },
          data: { fold: fold.index, part },
        };
      }
      const leaking = shared(fold);
      if (leaking.length > 0) yield { message: 'leak', at, data: { fold: fold.index, names: firstFew(leaking) } };
      const twice = parts.flatMap((part) => repeated(fold[part]));
      if (twice.length > 0) yield { message: 'twice', at, data: { fold: fold.index, names: firstFew(twice) } };
    }
  },
});

function shared({ train, val }: Fold): readonly string[] {
  const training = new Set(train);
  return [...new Set(val)].filter((name) => training.has(name));
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
}
