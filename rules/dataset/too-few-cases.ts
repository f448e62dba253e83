import { defineRule } from '../../src/engine/rule.js';
import { knownCases } from '../../src/nnunet/dataset/case-names.js';
import { fingerprintCases } from '../../src/nnunet/dataset/fingerprint.js';
import { defaultFolds } from '../../src/nnunet/dataset/splits.js';
import { storedCases } from '../../src/nnunet/dataset/stored-cases.js';
import { smallest } from '../../src/nnunet/values/numbers.js';
import { counted } from '../../src/nnunet/words/wording.js';

interface TooFew {
  readonly dataset: string;
  readonly cases: number;
}

/** Without a split file nnU-Net asks scikit-learn for five folds (utilities/crossval_split.py). */
export const tooFewCases = defineRule({
  id: 'dataset/too-few-cases',
  subject: 'dataset',
  severity: 'error',
  severities: { willBe: 'warning' },
  since: '0.1.0',
  summary: 'A dataset without splits_final.json has the five cases that a five-fold split needs.',
  why: `Without splits_final.json the first training divides the cases into five folds. With fewer than five cases scikit-learn raises "Cannot have number of splits n_splits=5 greater than the number
of samples", after the network was built and pretrained weights were loaded. Fold "all" needs no split.`,
  remedy: 'Write a splits_final.json with your own folds into the preprocessed folder, or train with fold "all".',
  sources: ['nnunetv2/utilities/crossval_split.py', 'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: do_split'],
  examples: [
    {
      title: 'A small dataset whose split file did not come along',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json', delete: true },
        ...['imagesTr/pan_004_0000', 'labelsTr/pan_004'].map((name) => ({
          file: `nnUNet_raw/Dataset122_PancreasCT/${name}.nii.gz`,
          delete: true as const,
        })),
        ...['.b2nd', '_seg.b2nd', '.pkl'].map((ending) => ({
          file: `nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_004${ending}`,
          delete: true as const,
        })),
      ],
      reports: 'tooFew',
    },
  ],
  messages: {
    tooFew: ({ dataset, cases }: TooFew) =>
      `${dataset} has ${counted(cases, 'case')} and no splits_final.json. nnUNetv2_train cannot make ${defaultFolds} folds and stops. Only fold "all" works.`,
    willBe: ({ dataset, cases }: TooFew) =>
      `${dataset} has ${counted(cases, 'case')} and no splits_final.json. After preprocessing, nnUNetv2_train cannot make ${defaultFolds} folds and stops. Only fold "all" works.`,
  },
  *check(dataset) {
    const isWithoutSplits = dataset.splits.problems.some((problem) => problem.kind === 'missing');
    if (!isWithoutSplits || dataset.place === 'elsewhere' || dataset.plansFiles.length === 0) return;
    const at = { document: dataset.splits };
    const numbers = dataset.dataFolderUses
      .map(({ folder }) => (folder && storedCases(folder.files))?.identifiers.size ?? 0)
      .filter((number) => number > 0);
    // Cases that are missing from a data folder are told by dataset/cases-complete.
    const expected = knownCases(dataset)?.names.size ?? fingerprintCases(dataset.fingerprint.value);
    if (expected !== undefined && expected >= defaultFolds) return;
    const cases = expected ?? (numbers.length > 0 ? smallest(numbers) : undefined);
    if (cases === undefined || cases === 0 || cases >= defaultFolds) return;
    yield { message: numbers.length > 0 ? 'tooFew' : 'willBe', at, data: { dataset: dataset.name, cases } };
  },
});
