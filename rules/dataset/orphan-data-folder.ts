import { defineRule } from '../../src/engine/rule.js';
import { isObject, member } from '../../src/io/json/value.js';
import { unclaimedFolders } from '../../src/nnunet/plans/data-folders.js';
import { counted, quotedList } from '../../src/nnunet/words/wording.js';
import type { PlansFile } from '../../src/workspace/subjects.js';

/** A data folder belongs to plans by its name alone: their `data_identifier`. */
export const orphanDataFolder = defineRule({
  id: 'dataset/orphan-data-folder',
  subject: 'dataset',
  severity: 'info',
  severities: { noPlans: 'error' },
  since: '0.1.0',
  summary: 'Every data folder is used by some plans.',
  topic: 'orphan folders',
  yieldsTo: [{ to: 'dataset/missing-data-folder:renamed', messages: ['orphan'], alike: ['folder', 'found'] }],
  why: `nnU-Net finds preprocessed cases only by the \`data_identifier\` of a configuration. It does not use a folder that no plans name. Such a folder takes space, often a lot, or somebody renamed it
by mistake.`,
  remedy: 'If its plans are gone, delete the folder. If it was renamed, give it the name in data_identifier.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
  ],
  examples: [
    {
      title: 'The plans were deleted, the data were not',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans_3d_fullres',
          copyFrom: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres',
        },
      ],
      reports: 'orphan',
    },
    {
      title: 'The plans did not come along',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json', delete: true }],
      reports: 'noPlans',
    },
  ],
  messages: {
    noPlans: ({ dataset, folders }: { readonly dataset: string; readonly folders: string }) =>
      `${dataset} has preprocessed data (${folders}) but no plans. nnUNetv2_train stops when it opens the plans.`,
    orphan: ({ folder, cases }: { readonly folder: string; readonly cases: number }) =>
      `Folder ${folder} holds ${counted(cases, 'preprocessed case')}, but no plans of the dataset use it. nnU-Net ignores it.`,
  },
  *check(dataset) {
    const silent = dataset.plansFiles.find((file) => !tellsItsData(file));
    if (silent !== undefined) {
      yield { notChecked: `${silent.stem} do not name all their data folders` };
      return;
    }
    const unclaimed = unclaimedFolders(dataset.dataFolders, dataset.dataFolderUses);
    if (dataset.plansFiles.length === 0 && unclaimed.length > 0) {
      const data = { dataset: dataset.name, folders: quotedList(unclaimed.map((folder) => folder.name)) };
      const remedy =
        'Copy the plans from where the data were made. Every model that was trained with them has a copy beside its folds (plans.json).';
      yield { message: 'noPlans', at: { document: { file: dataset.folder } }, data, remedy };
      return;
    }
    for (const folder of unclaimed) {
      yield {
        message: 'orphan',
        at: { document: { file: folder.path } },
        data: { folder: folder.name, cases: folder.files.with('.b2nd').size + folder.files.with('.npz').size },
      };
    }
  },
});

/** Data of plans that are damaged or half written are not to be deleted. */
function tellsItsData({ plans, configurations, document }: PlansFile): boolean {
  return (
    isObject(member(document.value, 'configurations')) &&
    plans.configurationNames.length === configurations.length &&
    configurations.every(({ configuration }) => configuration.dataIdentifier !== undefined)
  );
}
