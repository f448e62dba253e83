import { defineRule } from '../../src/engine/rule.js';
import { datasetNumber, sharedNumbers } from '../../src/nnunet/dataset/dataset-ids.js';
import { quotedList, wordList } from '../../src/nnunet/words/wording.js';
import type { Roots } from '../../src/workspace/subjects.js';

interface Shared {
  readonly number: number;
  readonly names: string;
}

interface NoNumber {
  readonly name: string;
  readonly roots: string;
}

/** nnU-Net turns a number into a name by looking into all three roots at once (utilities/dataset_name_id_conversion.py). */
export const idUnique = defineRule({
  id: 'dataset/id-unique',
  subject: 'roots',
  severity: 'error',
  severities: { noNumber: 'warning' },
  since: '0.1.0',
  summary: 'Each dataset number stands for one name, in the raw, preprocessed and results folders together.',
  why: `Commands take the number of a dataset. nnU-Net looks in all three roots for folders that begin with \`Dataset\` and that number. If it finds two different names, every command with the number stops with
"More than one dataset name found for dataset id". An empty folder, or one with old results only, counts too.`,
  remedy: 'Rename or move away all but one of the folders.',
  sources: [
    'nnunetv2/utilities/dataset_name_id_conversion.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1890',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2343',
  ],
  examples: [
    {
      title: 'Results of an earlier dataset of that number',
      changes: [{ file: 'nnUNet_results/Dataset122_Liver/notes.txt', write: '' }],
      reports: 'shared',
    },
  ],
  messages: {
    shared: ({ number, names }: Shared) =>
      `Dataset number ${number} stands for more than one name: ${names}. Every command with the number stops ("More than one dataset name found").`,
    noNumber: ({ name, roots }: NoNumber) =>
      `Folder ${name} in ${roots} has no number of three digits after "Dataset". nnU-Net does not find it by number, and preprocessing takes only numbers.`,
  },
  *check(roots) {
    const names = [...roots.folderNames.values()].flat();
    for (const [number, those] of sharedNumbers(names)) {
      const places = those.map((name) => `${name} (${wordList(rootsOf(name, roots).map(([root]) => root))})`);
      const related = those.flatMap((name) =>
        rootsOf(name, roots).map(([root, path]) => ({ document: { file: path }, message: `${name} in ${root}` })),
      );
      const [first, ...others] = related;
      if (first === undefined) continue;
      yield {
        message: 'shared',
        at: { document: first.document },
        data: { number, names: wordList(places) },
        related: others,
      };
    }
    for (const name of new Set(names)) {
      if (datasetNumber(name) !== undefined) continue;
      const places = rootsOf(name, roots);
      const [first] = places;
      if (first === undefined) continue;
      yield {
        message: 'noNumber',
        at: { document: { file: first[1] } },
        data: { name, roots: quotedList(places.map(([root]) => root)) },
        remedy: 'Rename the folder, such as Dataset001_NAME.',
      };
    }
  },
});

/** The roots that have a folder of this name, with its path. */
function rootsOf(name: string, roots: Roots): readonly (readonly [root: string, path: string])[] {
  const paths = [
    ['nnUNet_raw', roots.raw],
    ['nnUNet_preprocessed', roots.preprocessed],
    ['nnUNet_results', roots.results],
  ] as const;
  return paths.flatMap(([root, path]) =>
    path !== undefined && roots.folderNames.get(root)?.includes(name) ? [[root, `${path}/${name}`] as const] : [],
  );
}
