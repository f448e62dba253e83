import { defineRule } from '../../src/engine/rule.js';
import { datasetsOf } from '../../src/nnunet/command-line/intent.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { firstFew, inQuotes, wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Named {
  readonly typed: string;
  readonly command: string;
  /** Datasets that there are, or that the id stands for. */
  readonly known: readonly string[];
}

/** An id is the beginning of exactly one folder's name in all three roots (utilities/dataset_name_id_conversion.py). */
export const datasetExists = defineRule({
  id: 'workflow/dataset-exists',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A command names one dataset that exists.',
  yieldsTo: [{ to: 'workflow/roots', same: 'place' }],
  why: `nnU-Net looks for an id in the names of the folders in nnUNet_raw, nnUNet_preprocessed and nnUNet_results together, and needs exactly one name. It takes a full name as it is, and stops only when it opens a file
in its folder.`,
  remedy: 'Name one of the datasets that exist.',
  sources: ['nnunetv2/utilities/dataset_name_id_conversion.py'],
  examples: [
    {
      title: 'No such id',
      changes: [],
      command: 'nnUNetv2_train 123 3d_fullres 0 -p PretrainedPlansCustom',
      reports: 'none',
    },
  ],
  messages: {
    none: ({ typed, command, known }: Named) =>
      `There is no dataset ${typed}; there ${known.length === 0 ? 'is none at all' : `are ${firstFew(known, 8)}`}. ${command} stops.`,
    several: ({ typed, command, known }: Named) =>
      `${typed} stands for ${known.length} datasets: ${wordList(known)}. ${command} stops with "More than one dataset name found".`,
  },
  *check(script) {
    for (const { invocation, intent, surroundings, place } of commandsOnDisk(script)) {
      const { namesOf, datasetNames, roots } = surroundings;
      if (Object.values(roots).every((root) => root === undefined)) continue;
      for (const typed of new Set(datasetsOf(intent).filter(isNameOrNumber))) {
        const found = namesOf(typed);
        if (found.length === 1) continue;
        const data = { typed, command: invocation.name, known: found.length > 1 ? found : datasetNames };
        const meant = nearestName(typed, datasetNames);
        if (found.length > 1) {
          yield {
            message: 'several',
            at: place,
            data,
            remedy: 'Rename one of them: nnU-Net knows datasets by their number.',
          };
        } else {
          yield {
            message: 'none',
            at: place,
            data,
            ...(meant === undefined ? {} : { remedy: `Did you mean ${inQuotes(meant)}?` }),
          };
        }
      }
    }
  },
});

/** What is neither a name nor a number, workflow/argument-values tells about. */
function isNameOrNumber(typed: string): boolean {
  return /^Dataset|^\s*\d/.test(typed);
}
