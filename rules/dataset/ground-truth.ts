import { defineRule } from '../../src/engine/rule.js';
import { shellCommand, wordBelow } from '../../src/nnunet/command-line/word.js';
import { fileEnding } from '../../src/nnunet/dataset/case-names.js';
import { casesWithoutGroundTruth } from '../../src/nnunet/dataset/ground-truth.js';
import { readFolds } from '../../src/nnunet/dataset/splits.js';
import { storedCases } from '../../src/nnunet/dataset/stored-cases.js';
import { counted, firstFew } from '../../src/nnunet/words/wording.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface CaseMissing {
  readonly dataset: string;
  readonly number: number;
  readonly names: string;
}

const late = 'nnUNetv2_train runs all epochs and stops in the final validation.';

/** The final validation compares with gt_segmentations, which preprocessing fills last (experiment_planning/plan_and_preprocess_api.py). */
export const groundTruth = defineRule({
  id: 'dataset/ground-truth',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary: 'The folder gt_segmentations holds the segmentation of every case that will be validated.',
  topic: 'gt_segmentations',
  yieldsTo: [
    { to: 'dataset/interrupted-preprocessing:interrupted', messages: ['folderMissing'] },
    { to: 'dataset/cases-complete:extra', messages: ['caseMissing'], alike: ['names', 'names'] },
    { to: 'dataset/reader-matches-ending:unclaimed', messages: ['ending'] },
  ],
  why: `After the last epoch nnU-Net predicts the validation cases and compares them with \`gt_segmentations\`. \`nnUNetv2_preprocess\` copies these files when all cases are done. They are
missing if it was interrupted, or if somebody copied only the data folder. You notice after a thousand epochs.`,
  remedy: 'Copy the files of labelsTr in the raw folder into gt_segmentations in the preprocessed folder.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: perform_actual_validation',
    'nnunetv2/evaluation/evaluate_predictions.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2298',
    'https://github.com/MIC-DKFZ/nnUNet/issues/560',
  ],
  examples: [
    {
      title: 'Only plans and data were copied to the cluster',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations', delete: true }],
      reports: 'folderMissing',
    },
    {
      title: 'The ending in dataset.json is another',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/file_ending', to: '.nrrd' }],
      reports: 'ending',
    },
  ],
  messages: {
    folderMissing: ({ dataset }: { readonly dataset: string }) =>
      `${dataset} has preprocessed cases but no folder gt_segmentations. ${late}`,
    ending: ({ ending, example }: { readonly ending: string; readonly example: string }) =>
      `file_ending of dataset.json is "${ending}", but gt_segmentations holds files such as "${example}" and none with that ending. ${late}`,
    caseMissing: ({ dataset, number, names }: CaseMissing) =>
      `gt_segmentations of ${dataset} lacks ${counted(number, 'case')} that will be validated: ${names}. ${late}`,
  },
  *check(dataset) {
    const cases = validatedCases(dataset);
    if (cases.size === 0) return;
    const { name, datasetJson, groundTruth: files, plansFiles } = dataset;
    const at = { document: { file: `${dataset.folder}/gt_segmentations` } };
    if (files === undefined) {
      const copy = shellCommand`cp -r ${wordBelow('nnUNet_raw', `${name}/labelsTr`)} ${wordBelow('nnUNet_preprocessed', `${name}/gt_segmentations`)}`;
      const isThere = dataset.roots.raw === undefined || (dataset.rawLabels?.length ?? 0) > 0;
      const remedy = isThere
        ? copy
        : `Copy the segmentations of ${name} back to labelsTr of its raw folder first. Then: ${copy}`;
      yield { message: 'folderMissing', at, data: { dataset: name }, remedy };
      return;
    }
    const ending = fileEnding(datasetJson.value);
    if (ending === undefined) return;
    const isSimpleItk = plansFiles.some((file) => file.plans.imageReaderWriter === 'SimpleITKIO');
    const missing = casesWithoutGroundTruth(cases, files, ending, isSimpleItk);
    const [example] = files.filter((file) => !file.startsWith('.'));
    if (missing.length === cases.size && example !== undefined && !files.some((file) => file.endsWith(ending))) {
      const remedy = 'Set file_ending to the ending of these files, in both copies of dataset.json.';
      yield {
        message: 'ending',
        at: { document: datasetJson, pointer: '/file_ending' },
        data: { ending, example },
        remedy,
      };
    } else if (missing.length > 0) {
      const about = missing.map((name) => ({ document: { file: `${at.document.file}/${name}${ending}` } }));
      yield {
        message: 'caseMissing',
        at,
        about,
        data: { dataset: name, number: missing.length, names: firstFew(missing) },
      };
    }
  },
});

/** Stored cases that some fold validates on; without a split it may be any of them. */
function validatedCases({ dataFolderUses, splits }: Dataset): ReadonlySet<string> {
  const stored = new Set(
    dataFolderUses.flatMap(({ folder }) => {
      const cases = folder && storedCases(folder.files);
      return cases === undefined ? [] : [...cases.identifiers].filter((name) => !cases.incomplete.has(name));
    }),
  );
  const folds = readFolds(splits.value);
  if (folds === undefined || folds.length === 0) return stored;
  const validated = new Set(folds.flatMap((fold) => fold.val));
  return new Set([...stored].filter((name) => validated.has(name)));
}
