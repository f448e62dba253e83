import { defineRule } from '../../src/engine/rule.js';
import { dataDifferences } from '../../src/nnunet/compare/comparison.js';
import { areDataOf } from '../../src/nnunet/dataset/fits-shape.js';
import { hasRawImages } from '../../src/nnunet/dataset/raw-images.js';
import { counted, inQuotes, quotedList, wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { PlannedJob } from '../../src/workspace/script-subjects.js';
import type { DataFolderUse, PlansConfiguration } from '../../src/workspace/subjects.js';

interface Deleted {
  readonly folder: string;
  readonly cases: number;
}

interface Foreign extends Deleted {
  /** Configurations of which no word is in the command. */
  readonly others: readonly string[];
  readonly fields: readonly string[];
}

/** Preprocessing empties its folder before it looks for images (preprocessing/preprocessors/default_preprocessor.py, run). */
export const deletedData = defineRule({
  id: 'workflow/deleted-data',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  destroysData: true,
  summary: 'Preprocessing deletes no data that it cannot make again, or that other plans use.',
  why: `\`nnUNetv2_preprocess\` deletes the folder that \`data_identifier\` names, and only then lists the raw images. If the images are gone, perhaps archived after preprocessing, it stops and leaves an empty folder.
It also does not check who uses the data: other plans that name the same folder train on whatever is there.`,
  remedy: 'Copy the data folder to another place first.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run',
    'nnunetv2/utilities/utils.py: get_filenames_of_train_images_and_targets',
  ],
  examples: [
    {
      title: 'The raw images have been moved away',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT/imagesTr', delete: true }],
      command: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
      reports: 'forGood',
    },
  ],
  messages: {
    forGood: ({ folder, cases }: Deleted) =>
      `${folder} has ${counted(cases, 'case')}, but the raw images are missing. nnUNetv2_preprocess deletes the folder first and then stops. It cannot make the data again.`,
    foreign: ({ folder, cases, others, fields }: Foreign) =>
      `${folder} has ${counted(cases, 'case')}, which nnUNetv2_preprocess deletes first. ${wordList(others)} keep${others.length === 1 ? 's' : ''} data there, too, with another ${quotedList(fields)}, and will train on what is made now.`,
  },
  *check(script, { tolerances }) {
    for (const { intent, jobs, place: at } of commandsOnDisk(script)) {
      if (intent.kind !== 'preprocess') continue;
      for (const job of jobs) {
        for (const { use, own } of filledFolders(job)) {
          const data = { folder: use.identifier, cases: use.folder?.files.size ?? 0 };
          if (!hasRawImages(job.dataset)) {
            yield { message: 'forGood', at, data, remedy: 'Copy imagesTr back first.' };
            continue;
          }
          const differing = use.configurations
            .filter((one) => !job.configurations.includes(one) && !areDataOf(use.sampledCases, own, one))
            .map((one) => ({ label: one.label, fields: dataDifferences(own, one, tolerances) }))
            .filter(({ fields }) => fields.length > 0);
          if (differing.length === 0) continue;
          yield {
            message: 'foreign',
            at,
            data: {
              ...data,
              others: differing.map(({ label }) => label),
              fields: [...new Set(differing.flatMap(({ fields }) => fields))],
            },
            remedy: `Give one of them its own data_identifier, such as ${inQuotes(`${own.plansFile.stem}_${own.configuration.name}_own`)} in ${inQuotes(own.plansFile.stem)}.`,
          };
        }
      }
    }
  },
});

/** Folders that the job deletes, each with the first of its configurations that asks for it. */
function* filledFolders({
  dataset,
  configurations,
}: PlannedJob): Iterable<{ readonly use: DataFolderUse; readonly own: PlansConfiguration }> {
  for (const use of dataset.dataFolderUses) {
    const own = configurations.find((one) => use.configurations.includes(one));
    if (own !== undefined && use.folder !== undefined && use.folder.files.size > 0) yield { use, own };
  }
}
