import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { knownCases } from '../../src/nnunet/dataset/case-names.js';
import { isAppleDouble, type StoredCases, storedCases } from '../../src/nnunet/dataset/stored-cases.js';
import { counted } from '../../src/nnunet/words/wording.js';

interface Interrupted {
  readonly folder: string;
  readonly complete: number;
  readonly expected: string;
}

/** Properties are written last of a case, gt_segmentations last of all (plan_and_preprocess_api.py, nnunet_dataset.py: save_case). */
export const interruptedPreprocessing = defineRule({
  id: 'dataset/interrupted-preprocessing',
  subject: 'dataset',
  severity: 'error',
  severities: { perhaps: 'warning' },
  since: '0.1.0',
  summary: 'Preprocessing ran to its end.',
  topic: 'interrupted preprocessing',
  yieldsTo: [{ to: 'dataset/cases-complete:broken', messages: ['perhaps'], alike: ['folder', 'folder'] }],
  why: `nnU-Net leaves no mark when preprocessing is complete, and training does not check. But it writes in a fixed order: image, segmentation and properties of each case, then
\`gt_segmentations\` when all cases are done. A killed run leaves an image without properties, and no \`gt_segmentations\`. Such an image may open and be empty.`,
  remedy: 'Run nnUNetv2_preprocess again and let it finish.',
  sources: [
    'nnunetv2/experiment_planning/plan_and_preprocess_api.py: preprocess_dataset',
    'nnunetv2/training/dataloading/nnunet_dataset.py: save_case',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2298',
  ],
  examples: [
    {
      title: 'Killed while the last case was being written',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations', delete: true },
        ...['_seg.b2nd', '.pkl'].map((ending) => ({
          file: `nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_004${ending}`,
          delete: true as const,
        })),
      ],
      reports: 'interrupted',
    },
  ],
  messages: {
    interrupted: ({ folder, complete, expected }: Interrupted) =>
      `Preprocessing of ${folder} did not finish: ${counted(complete, 'case is', 'cases are')} complete${expected}, and gt_segmentations, which is written last, is missing. nnU-Net trains on what is there until it draws an incomplete case.`,
    perhaps: ({ folder, complete, expected }: Interrupted) =>
      `Preprocessing of ${folder} seems not to have finished: ${counted(complete, 'case is', 'cases are')} complete${expected}. Others lack the properties, which are written last. nnUNetv2_train stops when it draws one of them.`,
  },
  *check(dataset) {
    const expected = knownCases(dataset)?.names.size;
    for (const { folder, configurations } of dataset.dataFolderUses) {
      const stored = folder === undefined ? undefined : storedCases(folder.files);
      const user = configurations[0];
      if (folder === undefined || stored === undefined || user === undefined) continue;
      const unfinished = [...stored.incomplete].filter(([name, files]) => isUnfinished(name, files, stored)).length;
      const complete = stored.identifiers.size - stored.incomplete.size;
      const isShort = expected !== undefined && complete < expected;
      const isInterrupted = dataset.groundTruth === undefined && (unfinished > 0 || isShort);
      if (!isInterrupted && unfinished === 0) continue;
      yield {
        message: isInterrupted ? 'interrupted' : 'perhaps',
        at: { document: { file: folder.path } },
        data: { folder: folder.name, complete, expected: expected === undefined ? '' : ` of ${expected}` },
        ...carefulPreprocess(dataset, [user]),
      };
    }
  },
});

/** The image is there, the properties are not. */
function isUnfinished(name: string, missing: readonly string[], { identifiers }: StoredCases): boolean {
  return identifiers.has(name) && missing.includes(`${name}.pkl`) && !isAppleDouble(name);
}
